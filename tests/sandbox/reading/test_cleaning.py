# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from django_hrflow.sandbox.reading.cleaning import clean, fold, readable


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("of\ufb01ce \ufb02ow", "office flow"),
        ("a\u00a0b\u202fc", "a b c"),
        ("so\u00adft\u200b", "soft"),
        ("E X P E R I E N C E", "EXPERIENCE"),
        ("W O R K  H I S T O R Y", "WORK HISTORY"),
        ("F O R M AT I O N", "FORMATION"),
        ("a b", "a b"),
        ("A Title\t, Acme", "A Title, Acme"),
        ("Title        2019", "Title\t2019"),
        ("Title \t 2019", "Title\t2019"),
        ("a  b", "a b"),
        ("\uf0b7 item", "• item"),
        ("•\nitem", "• item"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("e\u0301", "é"),
        ("a\x00b\ud800c", "abc"),
        ("☎ 123 ✉ a@b.example", "123\ta@b.example"),
        ("/f_ield", "field"),
        ("/two.lnum/zero.lnum", "20"),
        ("J/A.sc/N.sc", "JAN"),
        ("text\nPage 1 of 2", "text"),
        ("and/or 2019/2020 km/h", "and/or 2019/2020 km/h"),
    ],
)
def test_clean(raw, cleaned):
    assert clean(raw) == cleaned


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300))
def test_clean_is_settled_and_can_be_sent(text):
    cleaned = clean(text)
    cleaned.encode()
    assert "\x00" not in cleaned


def test_fold():
    assert fold("Œuvre d’Été") == "œuvre d'ete"


def test_readable_keeps_offsets():
    text = "Jane " + "x" * 500 + " Doe"
    assert len(readable(text)) == len(text)
    assert readable(text).split() == ["Jane", "Doe"]
    assert len(readable("a " * 100_000)) == 100_000
