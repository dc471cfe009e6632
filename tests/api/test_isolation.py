"""The API brings its own policies: a project's settings for REST framework change nothing."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def answers(*arguments):
    command = [sys.executable, "-W", "error", "-m", "tests.api.minimal_project", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)


def test_it_works_without_any_other_app_and_whatever_the_projects_settings():
    plain, hostile = answers(), answers("hostile")
    for one, other in zip(plain, hostile, strict=True):
        assert one == other
    statuses = [each[1] for each in plain]
    expected = "401 401 200 200 400 200 200 404 503 404 200 400 400 503 200 405"
    assert statuses == [int(each) for each in expected.split()]
    by_path = {path: content for path, status, _type, content in plain if status == 200}
    assert "2026-01-31T09:30:00Z" in by_path["/x/api/profiles/k1/"]
    assert "für" in by_path["/x/api/sources/"]
    assert "/x/api/profiles/{key}/" in by_path["/x/api/schema/"]
    for _path, status, media_type, _content in plain:
        if status >= 400:
            assert media_type == "application/problem+json"
