"""The parsing queue: accepts CVs, reads them now or later, stores profiles, tells the webhooks.

What is not documented is decided here, and where there is a doubt a setting offers the other way:

* Uniqueness of a reference: refused, updated in place or doubled (``repeated_reference``), and
  looked at when the file is accepted or only when its profile is stored (``reference_check``).
* What a GET says of a parse that failed. Here: 400 with the reason, until the reference is parsed
  again. The documentation only says that the object of an error event cannot be retrieved.
"""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha1
from heapq import heappop, heappush
from pathlib import PurePath
from time import time

from . import dates, events, objects
from .answers import ApiError, Json, invalid, not_found
from .deliveries import Deliveries
from .records import write_profile
from .resumes import EXTENSIONS, Resume, UnreadableFile, as_pdf, extension_of, read_resume
from .settings import Settings
from .store import Parse, Store

KEPT_FIELDS = ("created_at", "labels", "tags", "metadatas")


class Parses:
    """Parses of one sandbox. Reading happens in a bounded pool; pending ones survive a restart."""

    def __init__(
        self, store: Store, deliveries: Deliveries, settings: Callable[[], Settings]
    ) -> None:
        self._store = store
        self._deliveries = deliveries
        self._settings = settings
        self._changed = threading.Condition()
        self._due: list[tuple[float, int, Parse]] = []
        self._running = 0
        self._stopping = False
        self._pool = ThreadPoolExecutor(settings().parse_workers, "sandbox-parsing")
        self._scheduler = threading.Thread(
            target=self._schedule, name="sandbox-parses", daemon=True
        )

    def start(self) -> None:
        """Take up what was pending, then work."""
        for parse in self._store.pending_parses():
            if parse.due is None:  # its caller waited for the answer and went away with the process
                self._store.end_parse(parse.id)
            else:
                heappush(self._due, (parse.due, parse.id, parse))
        self._scheduler.start()

    def stop(self) -> None:
        """Finish what is being read; what is pending stays pending in the store."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._scheduler.is_alive():
            self._scheduler.join()
        self._pool.shutdown(cancel_futures=True)

    def wait_idle(self, timeout: float) -> bool:
        """Wait until nothing is pending; False when ``timeout`` seconds were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._due and not self._running, timeout)

    def forget(self) -> None:
        """Drop what is pending and see what is being read to its end, before the store is cleared:
        a CV that was read meanwhile would be stored in what is empty by then.
        """
        with self._changed:
            self._due.clear()
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._running)

    # Doors

    def accept(self, source: Json, request: Json, content: bytes) -> None:
        """Take a CV to be read after ``parse_delay`` seconds; ApiError 400 refuses it."""
        due = time() + self._settings().parse_delay
        parse = self._reserve(source, request, content, due)
        with self._changed:
            heappush(self._due, (due, parse.id, parse))
            self._changed.notify_all()

    def run(
        self, source: Json, request: Json, content: bytes, *, store: bool, tell: bool
    ) -> tuple[Json, Json]:
        """Read a CV now: the profile and the parsing object; ApiError 400 when it cannot be read.

        ``store`` also keeps the profile (``sync_parsing_indexing``), ``tell`` also fires the
        parsing event (``webhook_parsing_sending``).
        """
        parse = self._reserve(source, request, content, None)
        try:
            resume = self._pool.submit(read_resume, request["file_name"], content).result()
            if not store:
                return self._unstored(source, request, resume, content)
            profile, parsing, again = self._keep(parse, source, resume, content)
        except UnreadableFile as error:
            raise ApiError(400, f"Parsing failed: {error}") from None
        finally:
            self._store.end_parse(parse.id)
        self._announce(profile, again, parsed=tell)
        return profile, parsing

    # Accepting

    def _reserve(self, source: Json, request: Json, content: bytes, due: float | None) -> Parse:
        if extension_of(request["file_name"]) not in EXTENSIONS:
            raise invalid(
                f"File extension not supported. Use one of {' '.join(sorted(EXTENSIONS))}"
            )
        if not content:
            raise invalid("The file is empty")
        name = sha1(content, usedforsecurity=False).hexdigest() + extension_of(request["file_name"])
        with self._store.transaction():
            if self._settings().reference_check == "acceptance":
                self._check_reference(source["key"], request, pending=True)
            if request["key"] and not self._store.find(
                "profile", source["key"], "key", request["key"]
            ):
                raise not_found("profile")
            self._store.put_file(name, content)
            return self._store.add_parse(
                source["key"], request["reference"], due, request | {"file": name}
            )

    def _check_reference(self, source: str, request: Json, *, pending: bool) -> None:
        reference = request["reference"]
        if reference is None or self._settings().repeated_reference != "refuse":
            return
        known = self._store.find("profile", source, "reference", reference)
        taken = known is not None and known["key"] != request["key"]
        if pending:
            taken |= any(parse.reason is None for parse in self._store.parses_of(source, reference))
        if taken:
            raise ApiError(
                400, f"Cannot create profile with this reference: {reference}. Already used!"
            )

    # Reading later

    def _schedule(self) -> None:
        while True:
            with self._changed:
                while not self._stopping and (not self._due or self._due[0][0] > time()):
                    self._changed.wait(self._due[0][0] - time() if self._due else None)
                if self._stopping:
                    return
                _, _, parse = heappop(self._due)
                self._running += 1
            self._pool.submit(self._work, parse)

    def _work(self, parse: Parse) -> None:
        try:
            self._finish(parse)
        except Exception:  # noqa: BLE001 - one CV that breaks the reader must not stop the others
            traceback.print_exc(file=sys.stderr)
            self._fail(parse, "Internal error")
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _finish(self, parse: Parse) -> None:
        source = self._store.container("source", parse.source)
        content = self._store.file(parse.request["file"])
        if source is None or content is None:  # a reset has swept them away
            return
        try:
            resume = read_resume(parse.request["file_name"], content)
            with self._store.transaction():
                profile, _, again = self._keep(parse, source, resume, content)
                self._store.end_parse(parse.id)
        except (UnreadableFile, ApiError) as error:
            self._fail(parse, str(error))
        else:
            self._announce(profile, again, parsed=True)

    def _fail(self, parse: Parse, reason: str) -> None:
        self._store.end_parse(parse.id, reason)
        key = parse.request["key"] or objects.new_key()
        self._deliveries.send(events.not_parsed(parse.source, key, parse.reference, reason))

    # Storing

    def _keep(
        self, parse: Parse, source: Json, resume: Resume, content: bytes
    ) -> tuple[Json, Json, bool]:
        """Store profile and parsing object; the last value tells whether the profile was there."""
        request = parse.request
        fields = resume.fields | {name: request[name] for name in KEPT_FIELDS}
        attachments = self._attach(request["file_name"], resume, content)
        with self._store.transaction():
            if self._settings().reference_check == "indexing":
                self._check_reference(source["key"], request, pending=False)
            known = self._existing(source["key"], request)
            kept = known["reference"] if known else None
            profile = write_profile(
                self._store, source, fields, known,
                reference=request["reference"] or kept, attachments=attachments,
            )  # fmt: skip
            parsing = resume.parsing | {"key": profile["key"]}
            self._store.put_parsing(source["key"], profile["key"], parsing)
            self._store.note_creation(
                "profile", source["key"], profile["key"], profile["reference"]
            )
        return profile, parsing, known is not None

    def _existing(self, source: str, request: Json) -> Json | None:
        if request["key"]:
            return self._store.find("profile", source, "key", request["key"])
        if request["reference"] and self._settings().repeated_reference == "update":
            return self._store.find("profile", source, "reference", request["reference"])
        return None

    def _attach(self, file_name: str, resume: Resume, content: bytes) -> list[Json]:
        """Two files: the CV as a PDF, and as it came."""
        stem, found = PurePath(file_name).stem, []
        for kind, extension, data in (
            ("resume", ".pdf", as_pdf(resume.document, content)),
            ("original", extension_of(file_name), content),
        ):
            digest = sha1(data, usedforsecurity=False).hexdigest()
            self._store.put_file(digest + extension, data)
            found.append(objects.attachment(kind, stem, extension, data, digest))
        return found

    def _unstored(
        self, source: Json, request: Json, resume: Resume, content: bytes
    ) -> tuple[Json, Json]:
        moment = dates.now()
        identity = {
            "id": None,
            "key": None,
            "reference": request["reference"],
            "created_at": request["created_at"] or moment,
            "updated_at": moment,
            "archived_at": None,
            "attachments": self._attach(request["file_name"], resume, content),
        }
        fields = resume.fields | {name: request[name] for name in KEPT_FIELDS}
        return objects.profile(fields, source, identity), resume.parsing

    def _announce(self, profile: Json, again: bool, *, parsed: bool) -> None:
        settings = self._settings()
        if parsed:
            self._deliveries.send(events.parsed(profile, again=again, settings=settings))
        self._deliveries.send(events.stored(profile, again=again, settings=settings))
