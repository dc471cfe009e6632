# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

from datetime import date

import pytest

from django_hrflow.sandbox.reading.dates import (
    Moment,
    find_durations,
    find_periods,
    read_moment,
    years,
)

NOW = "now"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Jan 2020 – Mar 2022", (2020, 1), (2022, 3)),
        ("01/2020 - 03/2022", (2020, 1), (2022, 3)),
        ("2019–present", (2019, None), NOW),
        ("janv. 2020 – aujourd'hui", (2020, 1), NOW),
        ("janv. 2020 – aujourd’hui", (2020, 1), NOW),
        ("depuis 2019", (2019, None), NOW),
        ("Depuis septembre 2021 :", (2021, 9), NOW),
        ("Since May 2021", (2021, 5), NOW),
        ("de mars 2018 à juin 2020", (2018, 3), (2020, 6)),
        ("2020-01 / 2022-03", (2020, 1), (2022, 3)),
        ("2016 / 09 - now", (2016, 9), NOW),
        ("2019/2020", (2019, None), (2020, None)),
        ("2019-20", (2019, None), (2020, None)),
        ("1998-03", (1998, None), (2003, None)),
        ("1998-2003", (1998, None), (2003, None)),
        ("March - June 2020", (2020, 3), (2020, 6)),
        ("Nov – Feb 2020", (2019, 11), (2020, 2)),
        ("Juillet–Août 2016", (2016, 7), (2016, 8)),
        ("05.2017 – 12.2019", (2017, 5), (2019, 12)),
        ("Jun '18 - Aug '19", (2018, 6), (2019, 8)),
        ("JANV. '18 - DÉC. '19", (2018, 1), (2019, 12)),
        ("Nov. 2015 to Dec. 2017", (2015, 11), (2017, 12)),
        ("Sept 2019 to date", (2019, 9), NOW),
        ("Mars 2020 -", (2020, 3), NOW),
        ("10/2019 - en cours", (2019, 10), NOW),
        ("January 5, 2020 - March 2021", (2020, 1), (2021, 3)),
        ("du 12/03/2018 au 04/05/2019", (2018, 3), (2019, 5)),
        ("01/20 – 03/22", (2020, 1), (2022, 3)),
    ],
)
def test_ranges(text, start, end):
    [period] = find_periods(text)
    assert not period.single
    assert (period.start.year, period.start.month) == start
    if end is NOW:
        assert period.current
        assert period.end is None
    else:
        assert (period.end.year, period.end.month) == end
        assert not period.current


@pytest.mark.parametrize(
    ("text", "moment"), [("2018", (2018, None)), ("été 2017", (2017, 6)), ("2 mai 2012", (2012, 5))]
)
def test_single_dates(text, moment):
    [period] = find_periods(text)
    assert period.single
    assert (period.start.year, period.start.month) == moment == (period.end.year, period.end.month)


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56 78",
        "+33 1 99 00 12 34",
        "ISO 9001",
        "12 000 clients",
        "v20.19",
        "3.2018.5x",
        "2022 - 2019",
        "Jean Marchand",
        "septante",
        "a mark of 2021999",
    ],
)
def test_no_dates(text):
    assert [period for period in find_periods(text) if not period.single] == []
    assert all(text[period.begin : period.stop].strip() for period in find_periods(text))


def test_offsets_are_exact():
    text = "Acme, Jan 2020 – Mar 2022 (two years), then 2023"
    assert [text[p.begin : p.stop] for p in find_periods(text)] == ["Jan 2020 – Mar 2022", "2023"]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12/03/1990", "1990-03-12"),
        ("12/25/1990", "1990-12-25"),
        ("12 mars 1990", "1990-03-12"),
        ("March 12, 1990", "1990-03-12"),
        ("1990-03-12", "1990-03-12"),
        ("1990", "1990-01-01"),
    ],
)
def test_moments(text, iso):
    assert read_moment(text).iso() == f"{iso}T00:00:00"


@pytest.mark.parametrize("text", ["", "hello", "1/2/3/4", "99"])
def test_no_moment(text):
    assert read_moment(text) is None


def test_years_count_overlaps_once():
    periods = find_periods("2018 - 2020, 2019 - 2021")
    assert years(periods, date(2025, 1, 1)) == 3.0
    months = find_periods("Jan 2020 - Jun 2020\nApr 2020 - Dec 2020")
    assert years(months, date(2025, 1, 1)) == 1.0


def test_years_up_to_today():
    assert years(find_periods("Jan 2024 - present"), date(2024, 6, 15)) == 0.5
    assert years(find_periods("Jan 2030 - present"), date(2024, 6, 15)) == 0.0
    assert years([], date(2024, 6, 15)) == 0.0


def test_a_year_alone_lasts_a_year():
    assert years(find_periods("2019 - 2019"), date(2025, 1, 1)) == 1.0


def test_durations():
    text = "5 years of Java, 2 ans et 3 mois chez nous, 18-month contract"
    assert [text[a:b] for a, b in find_durations(text)] == [
        "5 years",
        "2 ans et 3 mois",
        "18-month",
    ]


def test_moments_say_the_first_day():
    assert Moment(2020).iso() == "2020-01-01T00:00:00"
    assert Moment(2020, 5, 7).iso() == "2020-05-07T00:00:00"
