"""W-1: the checker of the deliveries objects to each thing that may go wrong."""

from dataclasses import replace

import pytest

from tests.chaos.deliveries.checker import PARSING, Row, judge

ROWS = [
    Row(1, "0" * 64, "profile.parsing.error", "genuine 1", "done", 2),
    Row(2, "1" * 64, "galaxy.born.success", "genuine 2", "done", 1),
]
SENT = [
    {"genuine": True, "events": ["genuine 1"], "status": None},
    {"genuine": True, "events": ["genuine 1"], "status": 200},
    {"genuine": True, "events": ["genuine 1"], "status": 200},
    {"genuine": True, "events": ["genuine 2"], "status": 200},
    {"genuine": False, "events": ["forged 1"], "status": 401},
]
EFFECTS = [(receiver, 1) for receiver in PARSING] + [("poisoned", 2)]


def answer(status, genuine=True, event="genuine 2"):
    return [*SENT, {"genuine": genuine, "events": [event], "status": status}]


def test_a_good_run_is_good():
    verdict = judge(SENT, ROWS, EFFECTS, poison=0)
    assert verdict.good
    assert (verdict.deliveries, verdict.cut, verdict.acknowledged) == (4, 1, 2)


def test_poison_is_isolated():
    rows = [replace(row, state="dead") for row in ROWS]
    effects = [each for each in EFFECTS if each[0] != "poisoned"]
    verdict = judge(SENT, rows, effects, poison=1)
    assert verdict.good
    assert verdict.isolated == 2
    assert judge(SENT, ROWS, effects, poison=1).unfinished == ROWS


@pytest.mark.parametrize(
    ("name", "sent", "rows", "effects"),
    [
        ("lost", SENT, ROWS[:1], EFFECTS[:3]),
        ("doubled", SENT, [*ROWS, replace(ROWS[0], pk=3)], EFFECTS),
        ("forged_rows", SENT, [*ROWS, replace(ROWS[1], pk=3, message="forged 1")], EFFECTS),
        ("miscounted", SENT, [replace(ROWS[0], deliveries=1), ROWS[1]], EFFECTS),
        ("miscounted", SENT, [replace(ROWS[0], deliveries=4), ROWS[1]], EFFECTS),
        ("unfinished", SENT, [replace(ROWS[0], state="received"), ROWS[1]], EFFECTS),
        ("unfinished", SENT, [replace(ROWS[0], state="dead"), ROWS[1]], EFFECTS),
        ("effects_missing", SENT, ROWS, EFFECTS[1:]),
        ("effects_surplus", SENT, ROWS, [*EFFECTS, EFFECTS[0]]),
        ("server_errors", answer(500), ROWS, EFFECTS),
        ("genuine_refused", answer(401), ROWS, EFFECTS),
        ("forged_accepted", answer(200, False, "forged 1"), ROWS, EFFECTS),
        ("unanswered", answer(None, event="genuine 3"), ROWS, EFFECTS),
    ],
)
def test_it_objects(name, sent, rows, effects):
    verdict = judge(sent, rows, effects, poison=0)
    assert not verdict.good
    assert getattr(verdict, name)
