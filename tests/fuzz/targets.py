"""What is fuzzed: each target takes any bytes, and raises where a promise is broken."""

import json
import time

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from django_hrflow.services import files
from django_hrflow.webhooks import UnreadableError, canonical, digest, payload, signature
from tests.services.test_files import GOOD
from tests.webhooks.signing import HEADER
from tests.webhooks.test_payload import ALLOWED, HOSTILE
from tests.webhooks.vectors import P1, SECRET, VALID

#: Seconds of work on one input; more is a way to keep a server busy.
HANG = 0.05
EXTENSIONS = sorted({name.rpartition(".")[2].lower() for name in GOOD})


def fuzz_signature(data):
    """A header, and the body after its first NUL: nothing but a SignatureError, or the bytes."""
    value, _nul, body = data.partition(b"\x00")
    try:
        found = signature.verify({HEADER: value.decode("latin-1")}, body or P1, [SECRET])
    except signature.SignatureError:
        return
    signed = [signed_payload for _scheme, _value, _body, signed_payload in VALID.values()]
    assert found.payload in signed, "Bytes that nobody signed were believed."


def fuzz_document(data):
    """A signed payload: nothing but an UnreadableError, or events that can be stored."""
    try:
        deliveries = payload.read(data)
    except UnreadableError:
        return
    for each in deliveries:
        written = canonical(each.payload)
        assert payload.read(written) == [each], "It does not survive being stored."
        assert len(digest(b"key", "default", each.payload)) == 64
        stored = json.dumps(each.payload)
        assert "\\u0000" not in stored.replace("\\\\", ""), "A NUL would be stored."


def fuzz_file(data):
    """A file's kind in the first byte, then its content: nothing but a ValidationError."""
    extension, content = EXTENSIONS[data[0] % len(EXTENSIONS)] if data else "pdf", data[1:]
    file = ContentFile(content)
    try:
        found = files.check(file, f"cv.{extension}")
    except ValidationError as error:
        refusal = error
    else:
        refusal = None
    if refusal:
        assert refusal.code in ("empty", "size", "content", "archive"), refusal.code
        assert all(refusal.messages)
        return
    assert (found.extension, found.size) == (f".{extension}", len(content))
    assert found.sha256 == files.digest(ContentFile(content))
    assert file.tell() == 0


def _seeds_of_files():
    for name, content in GOOD.items():
        kind = EXTENSIONS.index(name.rpartition(".")[2].lower())
        yield bytes([kind]) + content


#: The target, what it starts from, and the longest input.
TARGETS = {
    "signature": (
        fuzz_signature,
        [value.encode("latin-1") + b"\x00" + body for _s, value, body, _p in VALID.values()],
        4096,
    ),
    "document": (fuzz_document, [*ALLOWED.values(), *HOSTILE.values(), P1], 4096),
    "file": (fuzz_file, list(_seeds_of_files()), 8192),
}


def timed(target):
    """The target, which also must not take long: by the processor's clock, and each of three times,
    for a collection of garbage may fall into any.
    """

    def seconds(data):
        started = time.thread_time()
        target(data)
        return time.thread_time() - started

    def run(data):
        if seconds(data) > HANG:
            assert min(seconds(data) for _time in range(3)) < HANG, "It takes too long."

    return run
