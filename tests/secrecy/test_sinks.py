"""A-10: no secret stands in any sink, and nobody's data in those that a project keeps by default.

The sinks that show the variables of a program (Sentry with its defaults, Django's debug page, HTML
mails to the admins) show people's data by their nature: docs/privacy.md says which options to set,
and with those there is none.
"""

import pytest

from tests.secrecy.conftest import CONTROL
from tests.secrecy.markers import ALL, PERSONAL, SECRETS, holds

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

#: Django's mails to the admins hold the request: its address and the names of its files.
OF_REQUESTS = {"search", "name of a file"}
#: What each sink may not hold.
SINKS = {
    "log": ALL,
    "audit": ALL,
    "console": ALL,
    "sentry with defaults": SECRETS,
    "sentry with documented": ALL,
    "debug page": SECRETS,
    "admin mail": {name: ALL[name] for name in ALL.keys() - OF_REQUESTS},
    "admin mail in HTML": SECRETS,
    "Redis commands": ALL,
    "Redis keys": ALL,
    "columns for people": ALL,
    "repr": ALL,
    "answers": SECRETS,
}


def test_there_are_forty():
    assert len(SECRETS) + len(PERSONAL) == len(ALL) == 40


def test_every_sink_is_searched_for_every_marker(sinks):
    known = {name for name in SINKS if not name.startswith("sentry") or name in sinks}
    assert known == set(sinks)
    found = {
        (sink, name)
        for sink in sorted(known)
        for name, value in SINKS[sink].items()
        if holds(sinks[sink], value)
    }
    assert sorted(found) == []


def test_what_is_written_on_purpose_is_found(sinks):
    assert [name for name, text in sinks.items() if not holds(text, CONTROL)] == ["console"]


def test_the_journeys_really_carried_the_markers(sinks):
    """Where variables are shown, people's data is: the failures did happen under it."""
    page = sinks["debug page"]
    assert sum(holds(page, value) for value in PERSONAL.values()) >= 10
