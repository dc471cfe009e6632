"""The README's commands do what it says."""

import json
import os
import re
import shutil
import subprocess

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from example_project.samples import make_samples
from example_project.samples.jobs import JOBS
from tests.live.stack import ROOT, Stack

README = (ROOT / "README.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")


def lines():
    """The curl lines of the README, in order."""
    return re.findall(r"^curl .*$", README, re.MULTILINE)


@pytest.fixture
def stack(redis_path, tmp_path):
    with Stack(tmp_path, sandbox=["--parse-delay", "0.1"]) as running:
        yield running


def test_the_rest_api_in_five_lines(stack, tmp_path):
    stack.manage("hrflow_sync")
    name, password = stack.user()
    (tmp_path / "cv.pdf").write_bytes(
        next(each for each in make_samples(tmp_path / "cvs") if each.suffix == ".pdf").read_bytes()
    )
    environment = {
        "API": f"{stack.url}/hrflow/api", "ME": f"{name}:{password}", "SOURCE": CAREERS_SOURCE_KEY,
    }  # fmt: skip

    def run(line):
        done = subprocess.run(
            ["bash", "-c", line.replace("curl ", "curl -sS --noproxy '*' ", 1)], cwd=tmp_path,
            env={**os.environ, **environment}, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout)

    (tmp_path / "job.json").write_text(json.dumps({**JOBS[0], "board_key": MAIN_BOARD_KEY}))
    job = run("curl -u $ME -H 'Content-Type: application/json' -d @job.json $API/jobs/")
    environment["JOB"] = job["key"]
    sources, parse, resumes, search, score = lines()
    assert CAREERS_SOURCE_KEY in [each["key"] for each in run(sources)["results"]]
    assert run(parse)["results"][0]["source"] == CAREERS_SOURCE_KEY
    stack.wait(lambda: set(stack.states()) == {"parsed"}, 60, "the profile")
    assert run(resumes)["results"][0]["state"] == "parsed"
    assert run(search)["page"] == 1
    (ranked,) = run(score)["results"]
    assert 0 <= ranked["score"] <= 1


def test_what_the_readme_names_is_there():
    for path in re.findall(r"`((?:docs|tests|example_project)/[\w/]*)`", README):
        assert (ROOT / path).exists(), path
    for picture in re.findall(r"\]\((docs/[^)]+)\)", README):
        assert (ROOT / picture).is_file(), picture
