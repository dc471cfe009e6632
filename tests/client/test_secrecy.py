"""What an error report could show: no frame, no exception and no log line holds a secret."""

import logging
import sys
import threading
import time
import traceback

import pytest

from django_hrflow.client import Hrflow, HrflowError
from django_hrflow.webhooks import sign, verify

from .calls import API_SECRET, API_USER, READ, WEBHOOK_SECRET, WRITE
from .servers import answer, reset


def frames(error: BaseException) -> str:
    """Everything that a report on an error would show: its chain, and all local variables."""
    lines = []
    while error is not None:
        lines.append(repr(error) + str(error) + repr(vars(error)))
        for frame, _ in traceback.walk_tb(error.__traceback__):
            if frame.f_globals["__name__"] != __name__:
                lines += [repr(value) for value in frame.f_locals.values()]
        error = error.__cause__ or error.__context__
    return "\n".join(lines)


@pytest.mark.parametrize("how", ["reset", "silence", "401", "html", "refused", "redirect"])
@pytest.mark.parametrize("example", [READ, WRITE], ids=["read", "write"])
def test_no_frame_of_an_error_holds_a_secret(server, connect, how, example, caplog):
    caplog.set_level(logging.DEBUG)
    server.handler = {
        "reset": lambda request, connection: reset(connection) or False,
        "silence": lambda request, connection: time.sleep(0.5),
        "401": answer(b'{"code": 401, "message": "key: %s"}' % API_SECRET.encode(), 401),
        "html": answer(API_SECRET.encode()),
        "refused": None,
        "redirect": answer(API_SECRET.encode(), 302, location=f"/?key={API_SECRET}"),
    }[how]
    client = connect(server.url, timeout=(1, 0.1))
    if how == "refused":
        server.__exit__()
    with pytest.raises(HrflowError) as caught:
        example(client)
    shown = frames(caught.value)
    assert "127.0.0.1" in shown
    assert API_SECRET not in shown
    assert API_USER not in shown
    assert API_SECRET not in caplog.text
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_no_frame_that_waits_for_an_answer_holds_a_secret(server, client):
    """A task that is killed while it waits is reported with the frames of the libraries, too."""
    seen = []
    main = threading.get_ident()

    def look(request, connection):
        # While the standard library sends, its own frame holds the bytes; afterwards none may.
        time.sleep(0.2)
        frame = sys._current_frames()[main]
        while frame is not None and frame.f_globals["__name__"] != __name__:
            seen.extend(repr(value) for value in frame.f_locals.values())
            frame = frame.f_back
        answer()(request, connection)

    server.handler = look
    READ(client)
    WRITE(client)
    assert [text for text in seen if "Exchange" in text]
    assert not [text for text in seen if API_SECRET in text or API_USER in text]


def test_no_log_and_no_frame_of_a_library_names_whom_a_call_is_about(server, client, caplog):
    """A-10: the query is sent, and urllib3 logs the path alone, also at DEBUG level."""
    caplog.set_level(logging.DEBUG)
    seen, main = [], threading.get_ident()

    def look(request, connection):
        time.sleep(0.2)
        frame = sys._current_frames()[main]
        while frame is not None and "django_hrflow" not in frame.f_globals["__name__"]:
            seen.extend(repr(value) for value in frame.f_locals.values())
            frame = frame.f_back
        answer()(request, connection)

    server.handler = look
    client.profile.indexing.get("s" * 40, email="somebody@example.org")
    assert "somebody" in server.requests[-1].target
    assert "/profile/indexing HTTP/1.1" in caplog.text
    assert "somebody" not in caplog.text
    assert not [text for text in seen if "somebody" in text]


@pytest.mark.parametrize(
    "mistake",
    [
        lambda: Hrflow("nowhere", API_SECRET, API_USER, WEBHOOK_SECRET),
        lambda: Hrflow("http://127.0.0.1/", f"{API_SECRET} ", API_USER, WEBHOOK_SECRET),
        lambda: Hrflow("http://127.0.0.1/", API_SECRET, f"{API_USER} ", WEBHOOK_SECRET),
        lambda: verify({"HRFLOW-SIGNATURE": "a.b"}, b"", [WEBHOOK_SECRET]),
        lambda: verify({}, b"", [WEBHOOK_SECRET]),
        lambda: sign(b"{}", WEBHOOK_SECRET, "Z"),
        lambda: sign(b"{}", WEBHOOK_SECRET[:5]),
    ],
)
def test_no_frame_of_a_mistake_holds_the_secret(mistake):
    with pytest.raises(Exception) as caught:  # noqa: PT011  # of several kinds
        mistake()
    shown = frames(caught.value)
    assert "HrflowError" not in shown
    for secret in (API_SECRET, API_USER, WEBHOOK_SECRET, WEBHOOK_SECRET[:5]):
        assert secret not in shown
