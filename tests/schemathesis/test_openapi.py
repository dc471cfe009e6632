"""Thousands of requests made from the OpenAPI document, right and wrong ones, in long chains too.

``HRFLOW_TEST_SEED`` repeats a run, ``HRFLOW_TEST_EXAMPLES`` makes it longer (cases for each path).
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.api.conftest import cv, job_json, profile_json
from tests.live.stack import Stack

HERE = Path(__file__).parent
USER, PASSWORD = "ada", "sesame-open-42"
CASES = 2000


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The example project without a worker: each task runs where it is asked for."""
    folder = tmp_path_factory.mktemp("project")
    environment = {
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "GUNICORN_CMD_ARGS": "--limit-request-line 0",  # generated queries are long
    }
    with Stack(folder, redis=False, webhook=False, env=environment) as stack:
        who = ("--username", USER, "--email", "ada@example.org")
        stack.manage("createsuperuser", "--noinput", *who)
        yield stack


def seeded(api):
    """Put something at HrFlow; its keys, as the hooks want them."""
    session = requests.Session()
    session.auth = (USER, PASSWORD)

    def ask(method, path, **arguments):
        response = session.request(method, api + path, timeout=30, **arguments)
        assert response.ok, response.text
        return response.json()

    ask("post", "sources/sync/")
    ask("post", "boards/sync/")
    source = ask("get", "sources/")["results"][0]["key"]
    board = ask("get", "boards/")["results"][0]["key"]
    profile = ask("post", "profiles/", json={**profile_json(), "source_key": source})["key"]
    job = ask("post", "jobs/", json={**job_json(), "board_key": board})["key"]
    file = cv()
    upload = {"file": (file.name, file.read())}
    row = ask("post", "profiles/parse/", files=upload, data={"source_key": source})["results"][0]
    keys = {"source_key": source, "board_key": board, "profile": profile, "job": job}
    return {**keys, "resume": str(row["id"])}


@pytest.mark.timeout(3600)
def test_no_generated_request_finds_a_fault(project, tmp_path):
    api = f"{project.url}/hrflow/api/"
    keys = {f"SCHEMATHESIS_{name.upper()}": value for name, value in seeded(api).items()}
    command = [
        Path(sys.executable).with_name("schemathesis"), "run", f"{api}schema/",
        "--auth", f"{USER}:{PASSWORD}", "--checks", "all", "--continue-on-failure",
        "--phases", "examples,coverage,fuzzing,stateful", "--no-color",
        "--max-examples", os.environ.get("HRFLOW_TEST_EXAMPLES", "30"),
        "--generation-database", "none",
    ]  # fmt: skip
    if seed := os.environ.get("HRFLOW_TEST_SEED"):
        command += ["--seed", seed]
    environment = {
        **os.environ,
        **keys,
        "PYTHONPATH": str(HERE.parent.parent),
        "SCHEMATHESIS_HOOKS": "tests.schemathesis.hooks",
    }
    with (tmp_path / "report.txt").open("w+") as output:
        done = subprocess.run(
            [str(each) for each in command], env=environment, cwd=tmp_path, check=False,
            stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        output.seek(0)
        report = output.read()
    assert done.returncode == 0, report
    generated = re.search(r"(\d+) generated", report)
    assert generated is not None, report
    assert int(generated[1]) >= CASES, report
