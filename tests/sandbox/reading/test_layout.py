# ruff: noqa: RUF001  -- CVs are written with typographic dashes and quotes

from django_hrflow.sandbox.reading.layout import Fragment, read_page


def column(x, lines, top=700, size=10, step=14):
    return [Fragment(x, top - step * i, size, line) for i, line in enumerate(lines) if line]


def texts(fragments):
    return [line for line in read_page(fragments) if line]


LEFT = ["CONTACT", "jane@example.org", "SKILLS", "Python", "SQL", "Docker"]
RIGHT = [
    "PROFILE",
    "Engineer of small things",
    "EXPERIENCE",
    "Baker, Acme",
    "made bread",
    "Cook, Bolt",
]


def test_two_columns_are_read_one_after_the_other():
    page = [*column(40, LEFT), *column(220, RIGHT)]
    assert texts(page) == [*LEFT, *RIGHT]
    assert texts(page[::-1]) == [*LEFT, *RIGHT], "whatever the order in the file"


def test_reading_begins_in_the_column_with_the_name():
    page = [*column(40, LEFT), Fragment(220, 714, 24, "Jane Doe"), *column(220, RIGHT)]
    assert texts(page)[0] == "Jane Doe"
    page = [*column(40, LEFT), *column(220, ["Jane Doe"], size=24), *column(220, RIGHT, top=680)]
    assert texts(page)[:2] == ["Jane Doe", "PROFILE"]


def test_a_heading_over_both_columns_stays_above_them():
    page = [
        Fragment(40, 740, 20, "Jane Doe, engineer of small and of large things"),
        *column(40, LEFT),
        *column(220, RIGHT),
    ]
    assert texts(page)[0].startswith("Jane Doe")
    assert texts(page)[1:] == [*LEFT, *RIGHT]


def test_dates_beside_what_they_date_stay_there():
    dates = ["2019 - 2021", "", "2017 - 2019", "", "2015 - 2017", "", "2014 - 2015", ""]
    posts = ["Baker", "Acme", "Cook", "Bolt", "Waiter", "Luna", "Cashier", "Mart"]
    assert texts([*column(40, dates), *column(160, posts)]) == [
        "2019 - 2021\tBaker",
        "Acme",
        "2017 - 2019\tCook",
        "Bolt",
        "2015 - 2017\tWaiter",
        "Luna",
        "2014 - 2015\tCashier",
        "Mart",
    ]


def test_what_stands_under_a_date_in_the_margin_goes_up_to_it():
    margin = ["June 2019 –", "May 2021", "Lyon", "", "2017 - 2019", "Paris"]
    posts = ["Baker", "• made bread", "• sold bread", "", "Cook", "• made soup"]
    assert texts([*column(420, margin), *column(40, posts)]) == [
        "Baker\tJune 2019 – May 2021\tLyon",
        "• made bread",
        "• sold bread",
        "Cook\t2017 - 2019\tParis",
        "• made soup",
    ]


def test_words_of_a_line_are_joined_as_they_stand():
    line = [
        Fragment(40, 700, 10, "Jane"),
        Fragment(64.5, 700, 10, "Doe"),
        Fragment(300, 700.5, 10, "2019"),
    ]
    assert texts(line) == ["Jane Doe\t2019"]
    assert texts([]) == []


def test_paragraphs_are_parted():
    lines = read_page([*column(40, ["a", "b", "c"]), *column(40, ["d", "e"], top=620)])
    assert lines[:4] == ["a", "b", "c", ""]


def test_labels_on_the_left_stay_beside_their_sections():
    labels = ["WORK", "", "", "", "STUDY", "", "SKILLS", "", "", "LIKES"]
    body = [
        "Baker, Acme",
        "made bread",
        "Cook, Bolt",
        "made soup",
        "BSc, Leeds",
        "A-levels",
        "Python",
        "SQL",
        "Go",
        "chess",
    ]
    assert texts([*column(40, labels), *column(200, body)]) == [
        "WORK\tBaker, Acme",
        "made bread",
        "Cook, Bolt",
        "made soup",
        "STUDY\tBSc, Leeds",
        "A-levels",
        "SKILLS\tPython",
        "SQL",
        "Go",
        "LIKES\tchess",
    ]


def test_a_broken_period_in_the_margin_is_one():
    margin = ["Apr 2018 –", "present", "", "Jan 2015 –", "Mar 2018"]
    body = ["Curator", "keeps things", "", "Guard", "watched things"]
    assert texts([*column(40, margin), *column(160, body)]) == [
        "Apr 2018 – present\tCurator",
        "keeps things",
        "Jan 2015 – Mar 2018\tGuard",
        "watched things",
    ]
