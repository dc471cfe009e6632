"""What people, HrFlow and a project do with a running project, once each, failures included."""

import json
import subprocess
import sys
from contextlib import contextmanager

import requests

from django_hrflow import webhooks
from django_hrflow.sandbox import CAREERS_SOURCE_KEY, REALTIME_SOURCE_KEY
from django_hrflow.sandbox.defaults import MAIN_BOARD_KEY
from tests.journeys.browserless import Recruiter
from tests.live.stack import ROOT
from tests.secrecy.markers import PERSONAL, SECRETS

API = "/hrflow/api/"
UPLOAD = "/admin/django_hrflow/resume/add/"
USER = "zqroot"
MIRROR = (
    "from django_hrflow import mirror, workspaces\n"
    f"for key in ('{CAREERS_SOURCE_KEY}', '{REALTIME_SOURCE_KEY}'):\n"
    "    data = workspaces['default'].source.get(key=key)['data']\n"
    "    mirror.store_source('default', data)\n"
    "    mirror.store_source('refused', data)\n"
    f"data = workspaces['default'].board.get(key='{MAIN_BOARD_KEY}')['data']\n"
    "mirror.store_board('default', data)\n"
)


def cv(name, email, phone="199001700"):
    """A CV as a file."""
    lines = [name, email, f"+33 {phone}", "", "EXPERIENCE",
             f"Data Engineer - {PERSONAL['employer in a CV']}", "Jan 2020 - Mar 2022", "",
             "SKILLS", "Python, SQL"]  # fmt: skip
    return (r"{\rtf1\ansi " + r"\par ".join(lines) + "}").encode()


class Journeys:
    """All of them, in the order of ``travel``; ``answers`` are the problems that callers saw."""

    def __init__(self, stack):
        self.stack, self.answers = stack, []
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.auth = stack.user(USER, SECRETS["password"])

    def travel(self):
        self.shell(MIRROR)
        self.recruiter = Recruiter(self.stack.url, USER, SECRETS["password"])
        self.upload()
        self.receive()
        self.index()
        self.ask()
        self.fail()
        self.shell("from tests.secrecy.shell import main; main()")
        self.forget()

    def shell(self, code):
        """A project's own code in a process of its own; what it prints is a sink, too."""
        done = subprocess.run(
            [sys.executable, "-m", "django", "shell", "-v", "0", "-c", code], cwd=ROOT,
            env=self.stack.environment, capture_output=True, timeout=100, check=False,
        )  # fmt: skip
        with (self.stack.folder / "shell.log").open("ab") as log:
            log.write(done.stdout + done.stderr)
        assert done.returncode == 0, done.stderr.decode()

    def api(self, method, path, status, **kwargs):
        """A call of the REST API that must answer so."""
        answer = self.session.request(
            method, f"{self.stack.url}{API}{path}", timeout=60, **kwargs
        )  # fmt: skip
        assert answer.status_code == status, (method, path, answer.status_code, answer.text[:900])
        if status >= 400:
            self.answers.append(answer.text)
        return answer

    @contextmanager
    def fault(self, name):
        """Meanwhile, a part of the project fails."""
        flag = self.stack.folder / f"fault-{name}"
        flag.touch()
        yield
        flag.unlink()

    def parse(self, content, status=202, source=CAREERS_SOURCE_KEY, query="", key="", **data):
        return self.api(
            "POST", f"profiles/parse/{query}", status, data={"source_key": source, **data},
            files={"file": (f"{PERSONAL['name of a file']}.rtf", content)},
            headers={"Idempotency-Key": PERSONAL["idempotency key"] + f"-{key}"},
        )  # fmt: skip

    def upload(self):
        """Through the REST API and through the admin, to be read later and at once."""
        given = [{"name": "note", "value": PERSONAL["tag of a CV"]}]
        metadata = [{"name": "note", "value": PERSONAL["metadata of a CV"]}]
        content = cv(
            PERSONAL["name in a CV"], PERSONAL["e-mail in a CV"], PERSONAL["phone in a CV"]
        )
        self.parse(content, tags=json.dumps(given), metadatas=json.dumps(metadata),
                   reference=PERSONAL["reference of a CV"])  # fmt: skip
        live = "of the real-time source"
        content = cv(PERSONAL[f"name in a CV {live}"], PERSONAL[f"e-mail in a CV {live}"])
        files = [("cvs", (f"{PERSONAL['name of a file']}2.rtf", content))]
        self.recruiter.post(
            UPLOAD, files=files, source=self.recruiter.choice(UPLOAD, "Real-time")
        )  # fmt: skip
        self.parse(
            content + b" ", source=CAREERS_SOURCE_KEY, query="?workspace=refused", key="refused"
        )
        self.stack.wait(lambda: self.stack.states().get("parsed") == 2, 60, "the parsing")
        self.stack.wait(lambda: self.stack.states().get("held"), 60, "the refusal")

    def receive(self):
        """Webhooks: believed, forged, unreadable, and about somebody whom HrFlow does not know."""
        source = {"key": CAREERS_SOURCE_KEY}
        for name, secret, status in (
            ("name in a webhook", SECRETS["former webhook secret"], 200),
            ("name in a forged webhook", "another-secret-of-a-stranger", 401),
        ):
            profile = {"key": "f" * 40, "source": source, "info": {"full_name": PERSONAL[name]}}
            event = {"type": "profile.parsing.success", "origin": "api", "message": PERSONAL[name],
                     "profile": profile}  # fmt: skip
            self.deliver(json.dumps(event).encode(), secret, status)
        unreadable = f'{{"type": "{PERSONAL["name in an unreadable webhook"]}'.encode()
        self.deliver(unreadable, SECRETS["webhook secret"], 200)

    def deliver(self, payload, secret, status):
        for scheme in ("A", "D"):
            headers, body = webhooks.sign(payload, secret, scheme)
            answer = requests.post(
                f"{self.stack.url}/hrflow/webhook/", data=body, headers=headers, timeout=20
            )  # fmt: skip
            assert answer.status_code == status

    def index(self):
        """A profile and a job by JSON."""
        info = {
            "full_name": PERSONAL["name in a profile by JSON"],
            "email": PERSONAL["e-mail in a profile by JSON"],
            "phone": "+33" + PERSONAL["phone in a profile by JSON"],
        }
        reference = PERSONAL["reference of a profile by JSON"]
        profile = {"reference": reference, "info": info, "text": "Python", "text_language": "en"}
        body = {**profile, "experiences": [], "skills": [], "source_key": CAREERS_SOURCE_KEY}
        self.key = self.api("POST", "profiles/", 201, json=body).json()["key"]
        job = {"reference": "job-1", "name": "Engineer", "location": {"text": "Dijon"},
               "sections": [], "skills": [{"name": "python", "type": "hard"}]}  # fmt: skip
        body = {**job, "board_key": MAIN_BOARD_KEY}
        self.job = self.api("POST", "jobs/", 201, json=body).json()["key"]

    def ask(self):
        """Search, score and parse a text, now and later; and where HrFlow refuses the key."""
        for query, status in (("", 200), ("&workspace=refused", 502)):
            word = PERSONAL["search"]
            self.api("GET", f"profiles/search/?text_keywords={word}{query}", status)
        words = {"text_keywords": [PERSONAL["search by POST"]]}
        self.api("POST", "profiles/search/", 200, json=words)
        words = {"text_keywords": [PERSONAL["search that is answered later"]]}
        for query in ("", "?workspace=refused"):
            later = {"Prefer": "respond-async"}
            answer = self.api("POST", f"profiles/search/{query}", 202, json=words, headers=later)
            task = answer.headers["Location"].split(API)[1]
            self.stack.wait(
                lambda task=task: self.api("GET", task, 200).json()["state"] in ("done", "failed"),
                60, "the answer",
            )  # fmt: skip
        self.api("GET", f"profiles/score/?job={self.job}", 200)
        self.api("POST", "text/parse/", 200, json={"text": PERSONAL["text to parse"]})
        self.api("GET", f"profiles/{self.key}/embedding/", 200)

    def fail(self):
        """Parts of the project, HrFlow and the database's rows fail under requests and tasks."""
        content = cv(PERSONAL["name in a CV"] + " B", PERSONAL["e-mail in a CV"])
        source = self.recruiter.choice(UPLOAD, "Careers site")
        with self.fault("storage"):
            self.parse(content, 500, key="full")
            self.admin_fails(UPLOAD, source=source, files={"cvs": ("zqfilename01.rtf", content)})
        with self.fault("rows"):
            self.api("GET", f"profiles/?name={PERSONAL['search']}", 500)
        with self.fault("payload"):
            words = {"text_keywords": ["python"]}
            self.api("POST", "profiles/search/", 500, json=words)
            self.parse(content, key="clean", source=REALTIME_SOURCE_KEY)
            self.stack.wait(lambda: self.stack.query(
                "SELECT 1 FROM django_hrflow_event WHERE attempts > 0 AND state = 'processing'"),
                60, "a failed task")  # fmt: skip
        for fault in ("500", "html", "cut-json", "reset", "401"):
            self.stack.control("faults", {"next": [fault], "path": "profiles/searching"})
            word = PERSONAL["search"]
            answer = self.session.get(
                f"{self.stack.url}{API}profiles/search/?text_keywords={word}", timeout=60
            )  # fmt: skip
            self.answers.append(answer.text)
            assert answer.status_code >= 500

    def admin_fails(self, path, files, **fields):
        """A form that is sent and ends in an error."""
        session = self.recruiter.session
        token = session.cookies["csrftoken"]
        answer = session.post(
            self.stack.url + path, data={**fields, "csrfmiddlewaretoken": token}, files=files,
            headers={"Referer": self.stack.url + path}, timeout=20,
        )  # fmt: skip
        assert answer.status_code == 500, answer.text[:900]
        self.answers.append(answer.text)

    def forget(self):
        """All that is kept of a person is exported, and then erased."""
        self.api("GET", f"profiles/{self.key}/export/", 200)
        self.api("POST", f"profiles/{self.key}/erase/", 202)
        erased = "SELECT 1 FROM django_hrflow_erasure WHERE state = 'erased'"
        self.stack.wait(lambda: self.stack.query(erased), 60, "the erasure")
