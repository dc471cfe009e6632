"""The outside world: somebody who uploads CVs and remembers which ones were acknowledged."""

import itertools
import json
import os
import threading
import time

import requests

RTF = (
    r"{{\rtf1\ansi Candidate {number}\par candidate{number}@example.org\par\par EXPERIENCE\par"
    r" Engineer - Acme Rockets\par Jan 2020 - Mar 2022\par\par SKILLS\par Python, SQL\par {salt}}}"
)


class History:
    """Lines of JSON, each on the disk before the next thing happens."""

    def __init__(self, path):
        self._file, self._lock = path.open("a"), threading.Lock()
        self.path = path

    def write(self, **entry):
        with self._lock:
            self._file.write(json.dumps({"at": time.time(), **entry}) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def close(self):
        self._file.close()

    def read(self):
        return [json.loads(line) for line in self.path.read_text().splitlines()]


class Uploader(threading.Thread):
    """Posts CVs one by one, each again and again until it is acknowledged or time runs out.

    Every CV keeps its ``Idempotency-Key`` over all its posts. ``stopping`` ends it before its time.
    """

    def __init__(self, url, user, source_key, numbers, history, *, pace=0.0, give_up=60.0):
        super().__init__(daemon=True)
        self.url, self.user, self.source_key = url, user, source_key
        self.numbers, self.history = numbers, history
        self.pace, self.give_up = pace, give_up
        self.stopping = threading.Event()

    def run(self):
        session = requests.Session()
        session.trust_env, session.auth = False, self.user
        for number in self.numbers:
            if self.stopping.is_set():
                break
            deadline = time.monotonic() + self.give_up
            while not self._post(session, number):
                if time.monotonic() > deadline:
                    self.history.write(number=number, acknowledged=False)
                    break
                time.sleep(0.2)
            time.sleep(self.pace)

    def _post(self, session, number):
        content = RTF.format(number=number, salt="x" * (number % 50))
        started = time.monotonic()
        try:
            answer = session.post(
                f"{self.url}/hrflow/api/profiles/parse/",
                data={"source_key": self.source_key},
                files={"file": (f"candidate-{number}.rtf", content.encode())},
                headers={"Idempotency-Key": f"candidate-{number}"},
                timeout=15,
            )
        except requests.RequestException as error:
            self.history.write(number=number, error=type(error).__name__)
            return False
        seconds = round(time.monotonic() - started, 3)
        if answer.status_code != 202:
            self.history.write(number=number, status=answer.status_code, seconds=seconds)
            return False
        (row,) = answer.json()["results"]
        self.history.write(
            number=number, acknowledged=True, id=row["id"], reference=row["reference"],
            seconds=seconds,
        )  # fmt: skip
        return True


def share(count, hands, start=0):
    """The numbers of CVs, dealt out to so many uploaders."""
    numbers = range(start, start + count)
    return [list(itertools.islice(numbers, hand, None, hands)) for hand in range(hands)]
