"""Thousands of requests made from the OpenAPI document, right and wrong ones, in long chains too.

``HRFLOW_TEST_SEED`` repeats a run, ``HRFLOW_TEST_EXAMPLES`` makes it longer (cases for each path).
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.api.conftest import cv, job_json, profile_json
from tests.schemathesis.live import PASSWORD, USER, live_project

HERE = Path(__file__).parent
CASES = 2000


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    with live_project(tmp_path_factory.mktemp("project")) as found:
        yield found


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
    api, environment = project
    keys = {f"SCHEMATHESIS_{name.upper()}": value for name, value in seeded(api).items()}
    command = [
        Path(sys.executable).with_name("schemathesis"), "--config-file", HERE / "schemathesis.toml",
        "run", f"{api}schema/", "--auth", f"{USER}:{PASSWORD}", "--checks", "all", "--no-color",
        "--phases", "examples,coverage,fuzzing,stateful", "--continue-on-failure",
        "--max-examples", os.environ.get("HRFLOW_TEST_EXAMPLES", "30"),
        "--generation-database", "none",
    ]  # fmt: skip
    if seed := os.environ.get("HRFLOW_TEST_SEED"):
        command += ["--seed", seed]
    done = subprocess.run(
        [str(each) for each in command],
        env={**environment, **keys, "SCHEMATHESIS_HOOKS": "tests.schemathesis.hooks"},
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    report = f"{done.stdout[-20_000:]}\n{done.stderr[-2000:]}"
    assert done.returncode == 0, report
    generated = re.search(r"(\d+) generated", done.stdout)
    assert generated, report
    print(json.dumps({"cases": int(generated[1])}))
    assert int(generated[1]) >= CASES, report
