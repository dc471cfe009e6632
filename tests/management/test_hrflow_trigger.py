"""``hrflow_trigger``: signed events through a real server, and what became of them."""

import shutil

import pytest
import requests

from django_hrflow import mirror, signals
from django_hrflow.connections import workspaces
from django_hrflow.models import Event
from django_hrflow.sandbox import DEFAULT_WEBHOOK_SECRET
from django_hrflow.services import jobs
from tests.live import webhooks as front
from tests.services.samples import job_json, profile_json
from tests.webhooks.signing import letter

pytestmark = pytest.mark.django_db(transaction=True)

TRIGGER = "hrflow_trigger"


@pytest.fixture
def told():
    events = []

    def receiver(sender, event, **kwargs):
        events.append(
            (event.type, event.profile and event.profile.key, event.job and event.job.key)
        )

    signals.any_event.connect(receiver)
    yield events
    signals.any_event.disconnect(receiver)


@pytest.fixture
def profile(careers):
    add = workspaces["default"].profile.indexing.add_json
    made = [add(careers.key, profile_json(number))["data"] for number in (1, 2)]
    return [mirror.store_profile("default", each) for each in made]


@pytest.fixture
def base(live_server):
    return ["--base", live_server.url]


def test_the_newest_profile(run, base, profile, told):
    lines = run(TRIGGER, "profile.parsing.success", *base)
    assert lines[0].endswith("/hrflow/webhook/: 200")
    assert "is done" in lines[1]
    assert "ok" in lines[2]
    assert told == [("profile.parsing.success", profile[1].key, None)]


@pytest.mark.parametrize("scheme", ["A", "B", "C", "C'", "D"])
def test_a_chosen_profile_in_every_scheme(run, base, profile, told, scheme):
    run(TRIGGER, "profile.storing.update", *base, "--profile", profile[0].key, "--scheme", scheme)
    assert told == [("profile.storing.update", profile[0].key, None)]
    assert Event.objects.get().scheme == scheme[0]


def test_each_sample_is_handled(run, base, profile, told):
    for _time in range(3):
        run(TRIGGER, "profile.parsing.success", *base)
    assert len(told) == 3


def test_a_job_and_an_unknown_type(run, base, hrflow_sandbox, told):
    key = workspaces["default"].board.list()["data"][0]["key"]
    job = jobs.index(board_key=key, job_json=job_json())
    run(TRIGGER, "job.embedding.success", *base)
    lines = run(TRIGGER, "galaxy.collapsing.start", *base)
    assert "documents no event" in lines[0]
    assert told == [
        ("job.embedding.success", None, job.key),
        ("galaxy.collapsing.start", None, None),
    ]


def test_whole_url(run, live_server, told):
    run(TRIGGER, "action.stage.success", "--url", f"{live_server.url}/hrflow/webhook/default")
    assert len(told) == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ([], "Name an event"),
        (["profile.parsing.success"], "No such profile"),
        (["job.parsing.success", "--job", "x"], "No such job"),
        (["agent.training.success", "--base", "http://127.0.0.1:9"], "Nobody answers"),
        (["agent.training.success", "--workspace", "other"], "no workspace"),
    ],
)
def test_what_cannot_be_done(run, db, given, says):
    _lines, error = run(TRIGGER, *given, fails=True)
    assert says in str(error)
    assert error.returncode == 1


def test_another_secret(run, live_server, settings):
    entry = settings.HRFLOW["default"]
    settings.HRFLOW = {
        "default": {**entry, "WEBHOOK_SECRET": "the-secret-of-the-view"},
        "other": {**entry, "WEBHOOK_SECRET": "another-secret-altogether"},
    }
    url = f"{live_server.url}/hrflow/webhook/"
    lines, error = run(TRIGGER, "agent.training.success", "--workspace", "other", "--url", url,
                       fails=True)  # fmt: skip
    assert lines[-1].endswith("401")
    assert "another WEBHOOK_SECRET" in str(error)
    assert "altogether" not in str(error) + "".join(lines)


def test_a_redirect_is_a_failure(run, live_server):
    _lines, error = run(TRIGGER, "agent.training.success", "--url",
                        f"{live_server.url}/admin", fails=True)  # fmt: skip
    assert error.returncode == 1


def test_nobody_works(run, base, no_broker):
    _lines, error = run(TRIGGER, "agent.training.success", *base, "--wait", "0.3", fails=True)
    assert error.returncode == 3


def test_self_test_leaves_no_event_to_work_on(run, live_server, told):
    url = f"{live_server.url}/hrflow/webhook/"
    lines = run(TRIGGER, "--self-test", url)
    assert [each.split(" kB")[0].strip() for each in lines[:6]] == ["1", "4", "8", "16", "32", "64"]
    assert "kB" in lines[6]
    assert told == []
    rows = Event.objects.filter(type="hrflow.selftest.probe")
    assert set(rows.values_list("state", "payload")) == {("purged", None)}


def test_self_test_of_something_else(run, live_server):
    _lines, error = run(TRIGGER, "--self-test", f"{live_server.url}/hrflow/health/", fails=True)
    assert "instead of 401" in str(error)


@pytest.fixture
def start():
    """Start servers, and end them after the test."""
    started = []

    def start_one(server):
        started.append(server.start())
        return server

    yield start_one
    for each in reversed(started):
        each.stop()


@pytest.mark.parametrize(
    ("options", "largest"), [((), 8), (front.documented_gunicorn(), 64)], ids=["bare", "documented"]
)
def test_w13_self_test_measures_gunicorn(run, start, tmp_path, options, largest):
    """W-13: a bare gunicorn lets 8 kB through, one with the documented options 64 kB."""
    server = start(front.gunicorn(tmp_path, options, {}))
    lines = run(TRIGGER, "--self-test", front.url(server))
    assert f"The largest that came through: {largest} kB." in lines
    assert any("limit-request-field_size 65536" in each for each in lines) == (largest < 64)


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
@pytest.mark.parametrize("documented", [False, True])
def test_w13_self_test_measures_nginx(run, start, tmp_path, documented):
    """W-13: the same through nginx; a chunked body gets its length there, so that D verifies."""
    behind = start(front.gunicorn(tmp_path, front.documented_gunicorn(), {}))
    settings = front.documented_nginx(behind.port)
    if not documented:
        settings = settings.replace("large_client_header_buffers 4 64k;", "")
    url = front.url(start(front.nginx(tmp_path, settings)))
    lines = run(TRIGGER, "--self-test", url)
    assert f"The largest that came through: {64 if documented else 8} kB." in lines
    assert any("large_client_header_buffers 4 64k" in each for each in lines) == (not documented)
    headers, body = letter(b'{"type": "a.b"}', DEFAULT_WEBHOOK_SECRET, "D")
    assert requests.post(url, data=iter([body[:5], body[5:]]), headers=headers).status_code == 200
