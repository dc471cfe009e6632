"""The official SDK, in the vintage of the user's document and in today's, against the command."""

from __future__ import annotations

import base64
import copy
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from django_hrflow.sandbox import (
    CAREERS_SOURCE_KEY,
    DEFAULT_API_SECRET,
    MAIN_BOARD_KEY,
    REALTIME_SOURCE_KEY,
)
from tests.official_sdk import OfficialSdk, SdkCall

from .conftest import CV
from .process import Process
from .test_jobs import SEED_JOB

PROFILE_KEY, JOB_KEY = "e" * 40, "d" * 40
CAREERS = {"source_key": CAREERS_SOURCE_KEY}
MAIN = {"board_key": MAIN_BOARD_KEY}
PROFILE = {"key": PROFILE_KEY, "reference": "indexed", "text": "Python developer.",
           "info": {"full_name": "Eve Sample", "email": "eve@example.org"},
           "experiences": [{"title": "Developer", "company": "Acme"}],
           "skills": [{"name": "python", "type": "hard", "value": None}]}  # fmt: skip
JOB = SEED_JOB | {"key": JOB_KEY, "reference": "job"}


@pytest.fixture(scope="module")
def process() -> Iterator[Process]:
    running = Process("--parse-delay", "0.2")
    yield running
    if running.popen.poll() is None:
        running.end(signal.SIGTERM)


@pytest.fixture
def resume(tmp_path) -> dict[str, str]:
    """A CV as the SDK's caller opens it."""
    path = tmp_path / "Résumé of Ada.txt"
    path.write_text(CV)
    return {"open": str(path)}


class Journey:
    """Calls of one SDK from a fresh start; every answer must be an envelope of success."""

    def __init__(self, process: Process, sdk: OfficialSdk) -> None:
        self.process = process
        self.sdk = sdk
        self.control("POST", "reset")

    def control(self, method: str, name: str) -> Any:
        url = self.process.url.replace("v1/", f"_sandbox/{name}")
        return self.process.api.session.request(method, url, timeout=20).json()

    def make(self, *calls: SdkCall) -> list[dict[str, Any]]:
        done = self.sdk.run(
            calls,
            api_url=self.process.url,
            api_secret=DEFAULT_API_SECRET,
            api_user="me@example.org",
        )
        assert [one for one in done if "error" in one] == []
        return [one["answer"] for one in done]

    def succeed(self, *calls: SdkCall) -> list[Any]:
        answers = self.make(*calls)
        told = {call.name: answer for call, answer in zip(calls, answers, strict=True)}
        assert {name: one for name, one in told.items() if not 200 <= one["code"] < 300} == {}
        return [answer["data"] for answer in answers]


def call(name: str, /, *args: Any, **kwargs: Any) -> SdkCall:
    return SdkCall(name, args, copy.deepcopy(kwargs))


def common_calls(stored: str) -> list[SdkCall]:
    """What both vintages can do; ``stored`` is what the class of stored objects is called."""
    one = {**CAREERS, "reference": "async"}
    return [
        call("source.list", name="careers", limit=1),
        call("source.get", key=CAREERS_SOURCE_KEY),
        call("board.list", name="main"),
        call("board.get", key=MAIN_BOARD_KEY),
        call("profile.parsing.get", **one),
        call(f"profile.{stored}.get", **one),
        call("profile.attachment.list", **one),
        call(f"profile.{stored}.add_json", **CAREERS, profile_json=PROFILE),
        call(f"profile.{stored}.edit", **CAREERS, key=PROFILE_KEY, profile_json=PROFILE),
        call(f"job.{stored}.add_json", **MAIN, job_json=JOB),
        call(f"job.{stored}.edit", **MAIN, key=JOB_KEY, job_json=JOB),
        call(f"job.{stored}.get", **MAIN, reference="job"),
        call("profile.searching.list", source_keys=[CAREERS_SOURCE_KEY], page=1, limit=30,
             sort_by="created_at", text_keywords=["python"],
             skills=[{"name": "python", "value": None}]),
        call("profile.scoring.list", source_keys=[CAREERS_SOURCE_KEY], **MAIN, job_key=JOB_KEY,
             sort_by="scoring"),
        call("job.searching.list", board_keys=[MAIN_BOARD_KEY], names=["engineer"]),
        call("job.scoring.list", board_keys=[MAIN_BOARD_KEY], **CAREERS, profile_key=PROFILE_KEY),
        call("profile.embedding.get", **CAREERS, reference="indexed", fields={"profile": 1}),
        call("profile.revealing.get", **CAREERS, reference="indexed"),
        call("job.embedding.get", **MAIN, key=JOB_KEY),
        call("webhooks.check", "https://x.example/", "profile.parsing.success"),
        call("webhooks.test"),
        call(f"profile.{stored}.archive", **CAREERS, reference="indexed"),
        call(f"job.{stored}.archive", **MAIN, reference="job"),
    ]  # fmt: skip


def check_common(answers: list[Any]) -> None:
    (sources, source, boards, board, parsing, profile, attachments, *rest) = answers
    assert [one["key"] for one in sources] == [source["key"]] == [CAREERS_SOURCE_KEY]
    assert [one["key"] for one in boards] == [board["key"]] == [MAIN_BOARD_KEY]
    assert parsing["emails"] == [profile["info"]["email"]] == ["ada@example.org"]
    assert [one["type"] for one in attachments] == ["resume", "original"]
    assert attachments[0]["original_file_name"] == "Résumé of Ada"
    created, edited, job, edited_job, same_job, found, scored, jobs, scored_jobs, *others = rest
    assert created["key"] == edited["key"] == PROFILE_KEY
    assert job["key"] == edited_job["key"] == same_job["key"] == JOB_KEY
    assert sorted(one["reference"] for one in found["profiles"]) == ["async", "indexed"]
    assert len(scored["predictions"]) == len(scored["profiles"]) == 2
    assert [one["reference"] for one in jobs["jobs"]] == ["job"]
    assert 0 < scored_jobs["predictions"][0][1] < 1
    assert list(others[0]) == ["profile"]
    assert others[3]["webhook_id"].startswith("wid_")


def parse_calls(resume: dict[str, str]) -> list[SdkCall]:
    tags = [{"name": "archive", "value": True}]
    return [
        call("profile.parsing.add_file", source_key=REALTIME_SOURCE_KEY, profile_file=resume,
             tags=tags, sync_parsing=1, reference="sync"),
        call("profile.parsing.add_file", **CAREERS, profile_file=resume, tags=tags,
        reference="async"),
    ]  # fmt: skip


def test_the_sdk_of_2022_completes_a_journey(process: Process, official_sdk, resume):
    journey = Journey(process, official_sdk("1.9.0"))
    now, later = journey.succeed(*parse_calls(resume))
    assert now["profile"]["info"]["email"] == "ada@example.org"
    assert now["profile"]["tags"] == [{"name": "archive", "value": True}]
    assert later == []
    assert journey.control("GET", "idle") == {"idle": True}
    check_common(journey.succeed(*common_calls("indexing")))
    entities, revealed, row, rows, linked = journey.succeed(
        call("document.parsing.post", CV),
        call("document.revealing.post", "Python and Django"),
        call("document.embedding.post", item_type="profile", item=PROFILE),
        call("document.embedding.post", item_type="job", item=JOB, return_sequences=True),
        call("document.linking.post", "python", top_n=20),
    )
    assert {"start", "end", "label"} == set(entities["ents"][0])
    assert revealed[0][1] >= revealed[-1][1]
    assert len(base64.b64decode(row)) == 4096
    assert len(base64.b64decode(rows)) % 4096 == 0
    assert len(linked) == 20


def test_the_sdk_of_today_completes_a_journey(process: Process, official_sdk, resume):
    journey = Journey(process, official_sdk("4.3.0"))
    now, later = journey.succeed(*parse_calls(resume))
    assert now["profile"]["info"]["email"] == "ada@example.org"
    assert later == []
    assert journey.control("GET", "idle") == {"idle": True}
    check_common(journey.succeed(*common_calls("storing")))
    pair = {**CAREERS, **MAIN, "profile_key": PROFILE_KEY, "job_key": JOB_KEY}
    journey.succeed(
        call("profile.storing.edit", **CAREERS, key=PROFILE_KEY, profile_json=PROFILE),
        call("auth.get"),
        call("profile.storing.list", source_keys=[CAREERS_SOURCE_KEY], return_profile=True),
        call("job.storing.list", board_keys=[MAIN_BOARD_KEY], return_job=False),
        call("profile.matching.list", **CAREERS, profile_key=PROFILE_KEY,
             source_keys=[CAREERS_SOURCE_KEY]),
        call("job.matching.list", **MAIN, job_key=JOB_KEY, board_keys=[MAIN_BOARD_KEY]),
        call("profile.grading.get", algorithm_key="grader-hrflow-profiles", **pair),
        call("profile.asking.get", **CAREERS, key=PROFILE_KEY, questions=["Which skills?"]),
        call("job.asking.get", **MAIN, key=JOB_KEY, questions=["Where?"]),
        call("profile.unfolding.get", **CAREERS, key=PROFILE_KEY),
        call("text.parsing.post", text=CV),
        call("text.parsing.post", texts=[CV, "Python"]),
        call("text.embedding.post", text="Python"),
        call("text.linking.post", word="python", top_n=3),
        call("text.tagging.post", algorithm_key="tagger-hrflow-skills", text="Python", top_n=2),
        call("text.ocr.post", resume),
        call("text.imaging.post", "Data engineer", width=512),
        call("tracking.post", action="view", role="recruiter", **pair),
        call("tracking.get", role="recruiter", actions=["view"], source_keys=[CAREERS_SOURCE_KEY],
             return_profile=True),
        call("rating.post", score=0.8, role="recruiter", **pair),
        call("rating.get", role="recruiter", board_keys=[MAIN_BOARD_KEY]),
    )  # fmt: skip


@pytest.mark.parametrize("version", ["1.9.0", "4.3.0"])
def test_errors_are_envelopes_for_the_sdk_too(process: Process, official_sdk, resume, version: str):
    journey = Journey(process, official_sdk(version))
    upload = call("profile.parsing.add_file", **CAREERS, profile_file=resume, reference="twice")
    _, again, nobody = journey.make(
        upload, upload, call("profile.parsing.get", **CAREERS, reference="nobody")
    )
    assert again["code"] == nobody["code"] == 400
    assert again["message"].endswith("Already used!")
    assert "Unable to find object: profile" in nobody["message"]


_HANDLE = """
import json, sys
from hrflow import Hrflow
client = Hrflow(api_secret="x", webhook_secret="sandbox-webhook-secret")
seen = []
client.webhooks.setHandler("profile.parse.success", lambda payload, name: seen.append(payload))
client.webhooks.handle(request_headers=json.load(sys.stdin))
print(json.dumps(seen))
"""


@pytest.mark.parametrize("version", ["1.9.0", "4.3.0"])
def test_the_sdk_believes_our_signature(official_sdk, sandbox, receiver, version: str):
    sandbox.configure(webhook_url=receiver.url)
    sandbox.send_event({"type": "profile.parse.success", "message": "é", "profile": {"key": "k"}})
    assert sandbox.wait_idle()
    headers, _ = receiver.received[0]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _HANDLE], input=json.dumps(headers), text=True,
        capture_output=True, check=True, timeout=30,
        env={**os.environ, "PYTHONPATH": str(official_sdk(version).folder)},
    )  # fmt: skip
    assert json.loads(done.stdout)[0]["message"] == "é"
