"""R-13: each CV is posted twice at the same moment under one Idempotency-Key; it is one CV."""

import threading

import requests

from django_hrflow.sandbox import CAREERS_SOURCE_KEY
from tests.chaos.actors import RTF, share
from tests.chaos.findings import Findings
from tests.chaos.site import site

FULL = {"cvs": 1000}
SHORT = {"cvs": 20}
#: What the work on the row changes between two looks at it.
MOVING = {"state", "reason", "outcome", "attempts", "profile"}


def run(folder, *, cvs):
    findings = Findings()
    with site(folder) as here:
        pairs = [Pair(here, numbers) for numbers in share(cvs, 4)]
        for each in (thread for pair in pairs for thread in pair.threads):
            each.start()
        for each in (thread for pair in pairs for thread in pair.threads):
            each.join()
        answers = [both for pair in pairs for both in pair.answers.values()]
        equal = sum(len(both) == 2 and both[0] == both[1] for both in answers)
        findings.note("pairs of equal answers", equal, equal == cvs)
        seconds = here.come_to_rest()
        findings.note("all parsed after", seconds)
        ((rows,),) = here.stack.query("SELECT count(*) FROM django_hrflow_resume")
        findings.note("rows", rows, rows == cvs)
        calls = here.stack.control("calls")["calls"]
        posts = sum(each["path"].endswith("profile/parsing/file") for each in calls)
        findings.note("posts at HrFlow", posts, posts == cvs)
        findings.add(here.judge())
    return findings


class Pair:
    """Two threads that post the same CVs, each at the same moment."""

    def __init__(self, here, numbers):
        self.here, self.numbers = here, numbers
        self.start, self.answers = threading.Barrier(2), {number: [] for number in numbers}
        self.threads = [threading.Thread(target=self._work, daemon=True) for _hand in range(2)]

    def _work(self):
        session = requests.Session()
        session.trust_env, session.auth = False, self.here.user
        for number in self.numbers:
            self.start.wait(60)
            self.answers[number].append(self._post(session, number))

    def _post(self, session, number):
        """Status and what stands still in the row."""
        content = RTF.format(number=number, salt="").encode()
        answer = session.post(
            f"{self.here.stack.url}/hrflow/api/profiles/parse/",
            data={"source_key": CAREERS_SOURCE_KEY},
            files={"file": (f"candidate-{number}.rtf", content)},
            headers={"Idempotency-Key": f"candidate-{number}"},
            timeout=30,
        )  # fmt: skip
        if answer.status_code != 202:
            return answer.status_code, answer.text
        (row,) = answer.json()["results"]
        self.here.history.write(
            number=number, acknowledged=True, id=row["id"], reference=row["reference"]
        )
        return 202, {name: value for name, value in row.items() if name not in MOVING}
