"""What an error report could show: no frame, no exception and no log line holds a secret."""

import logging
import sys
import threading
import time
import traceback

import pytest

from django_hrflow.client import HrflowError

from .calls import API_SECRET, API_USER, READ, WRITE
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
