"""The table of outcomes: complete, in a working order, and with a reason for each row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from django_hrflow.client import errors
from django_hrflow.client.errors import HrflowError, Outcome
from django_hrflow.client.outcomes import RULES, Phase, Seen, classify

from .test_errors import KINDS

# One thing seen for each row, by the row's name.
SEEN = {
    "unsent": Seen(Phase.UNSENT),
    "unanswered": Seen(Phase.UNANSWERED),
    "broken": Seen(Phase.BROKEN),
    "redirect": Seen(Phase.ANSWERED, 301),
    "reference taken": Seen(
        Phase.ANSWERED, 400, 400, "Cannot create profile with this reference: a. Already used!"
    ),
    "not found": Seen(
        Phase.ANSWERED, 400, 400, "Invalid parameters. Unable to find object: profile"
    ),
    "key": Seen(Phase.ANSWERED, 401),
    "quota": Seen(Phase.ANSWERED, 402),
    "permission": Seen(Phase.ANSWERED, 403),
    "file too large": Seen(Phase.ANSWERED, 413),
    "file type": Seen(Phase.ANSWERED, 415),
    "validation": Seen(Phase.ANSWERED, 422),
    "rate": Seen(Phase.ANSWERED, 429),
    "bad request": Seen(Phase.ANSWERED, 400),
    "overload": Seen(Phase.ANSWERED, 503, has_retry_after=True),
    "server": Seen(Phase.ANSWERED, 503),
    "no envelope": Seen(Phase.ANSWERED, 200),
}


def test_every_row_is_reached_by_what_its_name_says():
    assert list(SEEN) == [rule.name for rule in RULES]
    for rule in RULES:
        first = next(other for other in RULES if other.applies(SEEN[rule.name]))
        assert first is rule


def test_every_row_has_a_reason_of_its_own_and_every_error_a_row():
    assert len({rule.reason for rule in RULES}) == len(RULES)
    assert {rule.error for rule in RULES} == set(KINDS) - {HrflowError}


@given(
    st.builds(
        Seen,
        st.sampled_from(Phase),
        st.integers(-1, 1000),
        st.none() | st.integers(-1, 1000),
        st.text(),
        st.booleans(),
    ),
    st.booleans(),
)
def test_anything_seen_has_a_row_and_a_read_leaves_nothing_behind(seen, reads):
    error, outcome = classify(seen, reads=reads)
    assert issubclass(error, HrflowError)
    assert not (reads and outcome is Outcome.UNKNOWN)


@pytest.mark.parametrize(
    ("code", "message", "error"),
    [
        (400, "Invalid source fields", errors.NotFound),
        (400, "INVALID BOARD FIELDS", errors.NotFound),
        (400, "Invalid source ids", errors.BadRequest),
        (400, "Text cannot be null", errors.BadRequest),
        (400, "ALREADY USED", errors.AlreadyUsed),
        (404, "", errors.NotFound),
        (405, "Unable to find object", errors.BadRequest),
        (422, "Already used!", errors.ValidationFailed),
    ],
)
def test_words_count_only_where_hrflow_uses_them(code, message, error):
    assert classify(Seen(Phase.ANSWERED, code, code, message), reads=False)[0] is error


@pytest.mark.parametrize("code", [400, 401, 402, 403, 404, 413, 415, 422, 429, 503])
def test_a_refusal_inside_a_success_proves_nothing(code):
    alone = classify(Seen(Phase.ANSWERED, code, code), reads=False)
    inside = classify(Seen(Phase.ANSWERED, 200, code), reads=False)
    assert inside == (alone[0], Outcome.UNKNOWN)


def test_the_envelope_has_the_last_word_on_the_code():
    assert classify(Seen(Phase.ANSWERED, 404, 400), reads=False)[0] is errors.BadRequest
    assert classify(Seen(Phase.ANSWERED, 302, 401), reads=False)[0] is errors.Redirected
