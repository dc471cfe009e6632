"""Signatures: every scheme's vectors, every way to be refused, rotation, and arbitrary bytes."""

import ast
import contextlib
import hashlib
import inspect
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_hrflow.webhooks import SCHEMES, SecretError, SignatureError, Verified, sign, verify
from django_hrflow.webhooks import signature as module
from django_hrflow.webhooks.signature import MAX_HEADER_BYTES, mac

from . import vectors
from .vectors import A1, B1, D1, P1, P1_STANDARD, SECRET, VALID

HEADER = "HTTP-HRFLOW-SIGNATURE"
ALL = ("A", "B", "C", "C'", "D")
OLD, NEW = "the-secret-of-yesterday", "the-secret-of-today"


def verify_value(value: str, body: bytes = b"", secrets=(SECRET,), **options) -> Verified:
    return verify({HEADER: value}, body, secrets, **options)


def test_vectors_are_what_they_claim():
    assert hashlib.sha256(vectors.P1).hexdigest() == vectors.P1_SHA256
    assert len(vectors.P1) == 188
    assert hashlib.sha256(vectors.P2).hexdigest() == vectors.P2_SHA256
    assert len(vectors.P2) == 88


@pytest.mark.parametrize("name", VALID)
def test_a_vector_verifies(name):
    scheme, value, body, payload = VALID[name]
    assert verify_value(value, body) == Verified(payload, scheme, HEADER, 0)


@pytest.mark.parametrize("name", VALID)
def test_a_vector_is_refused_where_its_scheme_is_not_accepted(name):
    scheme, value, body, _ = VALID[name]
    others = [other for other in SCHEMES if other != scheme]
    with pytest.raises(SignatureError):
        verify_value(value, body, schemes=others)
    with pytest.raises(SignatureError):
        verify_value(value, body, schemes=[])


def test_the_published_mac_of_scheme_d():
    secret, body, expected = vectors.PUBLISHED_MAC
    assert mac(secret, body).hex() == expected


def test_json_written_anew_is_not_what_was_signed():
    with pytest.raises(SignatureError):
        verify_value(vectors.E1_AS_PUBLISHED, P1)


@pytest.mark.parametrize("name", [name for name in VALID if not name.startswith("D")])
def test_the_body_is_never_read_where_the_payload_is_in_the_header(name):
    scheme, value, _, payload = VALID[name]

    class Untouchable(bytes):
        def __getattribute__(self, attribute):
            raise AssertionError("The body was looked at.")

    assert verify_value(value, Untouchable(b"forged")).payload == payload
    assert verify_value(value, b'{"type":"forged"}').scheme == scheme


@pytest.mark.parametrize(
    "value",
    {
        "empty": "",
        "a dot": ".",
        "no digest": "." + P1_STANDARD,
        "no payload": A1.partition(".")[0] + ".",
        "no dot, not hexadecimal": "g" * 64,
        "no dot, upper case": D1.upper(),
        "no dot, too short": D1[:-1],
        "no dot, too long": D1 + "0",
        "no dot, a newline after": D1 + "\n",
        "two dots": A1 + ".",
        "a third part": A1 + ".zzz",
        "a dot before": "." + A1,
        "a character outside latin-1": A1[:-1] + "\u20ac",
        "a character outside ASCII": A1[:-1] + "\xff",
        "a NUL": A1 + "\x00",
        "white space before": " " + A1,
        "white space within": A1[:100] + " " + A1[100:],
        "a newline within": A1[:100] + "\n" + A1[100:],
        "an asterisk within": A1[:100] + "*" + A1[100:],
        "exclamation marks after": A1 + "!!",
        "sent twice, joined by a proxy": A1 + "," + A1,
        "three paddings": A1 + "==",
        "padding within": A1[:100] + "=" + A1[100:],
        "only padding": "=.=",
        "a digest of another length": "YWJj." + P1_STANDARD,
        "upper-case hexadecimal in base64": (
            "RUQyN0U3NkZGODg4QzhDQTg4RTc3OEM1OTY1NjAyNzg0QjIyMTQ2MDQwRkZFNEE1MzNFNDk2MEIwRkNFNTZFQg"
            "==." + P1_STANDARD
        ),
        "stray bits": B1.replace("OVus=.", "OVut=."),
    }.items(),
    ids=lambda item: item[0],
)
def test_a_malformed_header_is_refused(value):
    with pytest.raises(SignatureError):
        verify_value(value[1], P1)


def test_the_longest_header_is_read_and_a_longer_one_refused():
    headers, _ = sign(b"x" * 196_572, SECRET, "B")
    assert MAX_HEADER_BYTES - 4 < len(headers[HEADER]) <= MAX_HEADER_BYTES == 256 * 1024
    assert verify(headers, b"", [SECRET]).payload == b"x" * 196_572
    headers, _ = sign(b"x" * 196_573, SECRET, "B")
    with pytest.raises(SignatureError, match="longer"):
        verify(headers, b"", [SECRET])


@pytest.mark.parametrize("scheme", ALL)
@given(data=st.data())
def test_no_changed_character_passes(scheme, data):
    """Whatever one character of the header or one bit of the body becomes, nothing else is read."""
    headers, body = sign(P1, SECRET, scheme)
    value = headers[HEADER]
    place = data.draw(st.integers(0, len(value) - 1))
    other = data.draw(st.characters(codec="latin-1"))
    changed = value[:place] + other + value[place + 1 :]
    try:
        verified = verify_value(changed, body)
    except SignatureError:
        assert changed != value
    else:
        assert verified.payload == P1


@given(place=st.integers(0, len(P1) * 8 - 1))
def test_no_changed_bit_of_the_body_passes_under_scheme_d(place):
    changed = bytearray(P1)
    changed[place // 8] ^= 1 << place % 8
    with pytest.raises(SignatureError):
        verify_value(D1, bytes(changed))


@pytest.mark.parametrize("name", VALID)
def test_every_changed_character_of_a_vector_is_refused_or_another_spelling(name):
    _, value, body, payload = VALID[name]
    swapped = {"-": "+", "+": "-", "_": "/", "/": "_"}
    for place, character in enumerate(value):
        other = "A" if character != "A" else "B"
        for replacement in (other, "", "="):
            changed = value[:place] + replacement + value[place + 1 :]
            if changed == value:
                continue
            try:
                accepted = verify_value(changed, body).payload
            except SignatureError:
                continue
            assert accepted == payload
            assert character == "=" or character in swapped


@pytest.mark.parametrize("name", VALID)
def test_another_secret_is_refused(name):
    _, value, body, _ = VALID[name]
    with pytest.raises(SignatureError):
        verify_value(value, body, secrets=[SECRET + "x"])


@pytest.mark.parametrize(
    "secrets", [[], [""], ["fifteen-bytes-x"], [SECRET, ""], [SECRET, "short"], SECRET]
)
def test_a_missing_or_short_secret_closes_the_door(secrets):
    for _, value, body, _ in VALID.values():
        with pytest.raises(SecretError):
            verify_value(value, body, secrets=secrets)


def test_bytes_count_not_characters():
    headers, body = sign(P1, "éééééééé", "A")
    assert verify(headers, body, ["éééééééé"]).payload == P1
    with pytest.raises(SecretError):
        sign(P1, "short", "A")


@pytest.mark.parametrize("scheme", ALL)
def test_secrets_rotate(scheme):
    by_old, body = sign(P1, OLD, scheme)
    by_new, _ = sign(P1, NEW, scheme)
    assert verify(by_old, body, [OLD]).secret_index == 0
    assert verify(by_old, body, [NEW, OLD]).secret_index == 1
    assert verify(by_new, body, [NEW, OLD]).secret_index == 0
    with pytest.raises(SignatureError):
        verify(by_old, body, [NEW])


@pytest.mark.parametrize("scheme", ALL)
@pytest.mark.parametrize("index", [0, 1, 2, None])
def test_every_secret_is_tried_wherever_the_right_one_stands(scheme, index, monkeypatch):
    """No early exit: the time must not tell which secret fits, nor whether one does."""
    secrets = [f"another-secret-{number}" for number in range(3)]
    headers, body = sign(P1, secrets[index] if index is not None else SECRET, scheme)
    calls = []

    def counted(key, message):
        calls.append(key)
        return mac(key, message)

    monkeypatch.setattr(module, "mac", counted)
    try:
        assert verify(headers, body, secrets).secret_index == index
    except SignatureError:
        assert index is None
    candidates = 2 if scheme in ("B", "C", "C'") else 1
    assert calls == [secret.encode() for secret in secrets] * candidates


def test_digests_are_compared_in_constant_time_and_nowhere_else():
    tree = ast.parse(inspect.getsource(module))
    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert calls.count("hmac.compare_digest") == 1
    compared = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Compare)]
    assert not [text for text in compared if "mac(" in text or "digest ==" in text]


@pytest.mark.parametrize("name", ["http-hrflow-signature", "Http-Hrflow-Signature", HEADER])
def test_header_names_are_matched_in_any_case(name):
    assert verify({name: A1, "Host": "x"}, b"", [SECRET]).header == HEADER


def test_the_short_header_name_is_accepted():
    assert verify({"HRFLOW-SIGNATURE": A1}, b"", [SECRET]).header == "HRFLOW-SIGNATURE"


@pytest.mark.parametrize("name", ["HTTP-RIMINDER-SIGNATURE", "RIMINDER-SIGNATURE"])
def test_the_old_header_names_are_accepted_on_demand(name):
    with pytest.raises(SignatureError):
        verify({name: A1}, b"", [SECRET])
    assert verify({name: A1}, b"", [SECRET], legacy_headers=True).header == name


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Signature": A1},
        {"HTTP_HRFLOW_SIGNATURE": A1},
        {HEADER: A1, "HRFLOW-SIGNATURE": A1},
        {HEADER: A1, HEADER.lower(): A1},
        {HEADER: A1, "RIMINDER-SIGNATURE": A1},
    ],
)
def test_no_header_or_two_are_refused(headers):
    with pytest.raises(SignatureError):
        verify(headers, b"", [SECRET], legacy_headers=True)


def test_a_scheme_is_not_accepted_as_another():
    """A payload of one scheme, dressed up as another, needs the secret all the same."""
    digest_b, payload = B1.split(".")
    for value in (f"{digest_b}.{payload.rstrip('=')}", f"{D1}.{payload}", D1):
        try:
            assert verify_value(value, b"another body").payload == P1
        except SignatureError:
            continue
    with pytest.raises(SignatureError):
        verify_value(B1, schemes=["C"])
    with pytest.raises(SignatureError):
        verify_value(VALID["C'"][1], schemes=["B"])


def test_both_names_of_scheme_c_are_understood():
    assert verify_value(VALID["C'"][1], schemes=["C'"]).scheme == "C"
    assert verify_value(VALID["C, padded"][1], schemes=["C'"]).scheme == "C"


def test_sign_uses_the_official_sdks_scheme_by_default():
    assert sign(P1, SECRET) == ({HEADER: A1, "Content-Type": "application/json"}, P1)


def test_a_secret_that_is_no_text_is_still_a_secret():
    secret = "half of a surrogate pair: \ud800"
    assert verify(*sign(P1, secret), [secret]).payload == P1


def test_sign_refuses_an_unknown_scheme():
    with pytest.raises(ValueError, match="no signature scheme"):
        sign(P1, SECRET, "E")


@pytest.mark.parametrize("scheme", ALL)
def test_sign_makes_the_vectors(scheme):
    headers, body = sign(P1, SECRET, scheme)
    names = {"A": "A", "B": "B", "C": "C, unpadded", "C'": "C'", "D": "D"}
    assert headers == {HEADER: VALID[names[scheme]][1], "Content-Type": "application/json"}
    assert body == P1


@given(
    payload=st.binary(min_size=1, max_size=300),
    secret=st.text(min_size=16, max_size=40),
    scheme=st.sampled_from(ALL),
    header=st.sampled_from(module.HEADERS),
)
def test_what_is_signed_verifies(payload, secret, scheme, header):
    headers, body = sign(payload, secret, scheme, header)
    found = verify(headers, body, ["another secret, older", secret])
    assert found == Verified(payload, "C" if scheme == "C'" else scheme, header, 1)


BASE64 = st.text(string.ascii_letters + string.digits + "+/-_=", max_size=120)
HEADER_VALUES = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(codec="latin-1"), max_size=200),
    st.builds("{}.{}".format, BASE64, BASE64),
    st.text("0123456789abcdef", min_size=63, max_size=65),
    st.builds(lambda place, text: A1[:place] + text + A1[place:], st.integers(0, 340), BASE64),
)


@given(value=HEADER_VALUES, body=st.binary(max_size=50))
def test_nothing_but_a_signature_error_comes_out(value, body):
    with contextlib.suppress(SignatureError):
        assert verify_value(value, body).payload == P1


@given(headers=st.dictionaries(st.text(max_size=30), st.text(max_size=30), max_size=4))
def test_no_header_name_breaks_it(headers):
    with pytest.raises(SignatureError):
        verify(headers, b"", [SECRET])
