"""The official SDK, in two vintages, each in a folder of its own and run in a process of its own.

``official_sdk`` is a fixture: import it into a ``conftest.py``. It installs with pip, once: into
``HRFLOW_SDK_CACHE`` if that is set, else into pytest's cache. Where that fails, as without a
network, tests are skipped with pip's own words.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# The one that the user's document describes, and today's.
VERSIONS = ("1.9.0", "4.3.0")
# 1.9.0 declares python-magic, which it never imports and which needs a library of the system.
_WITHOUT_DEPENDENCIES = {"1.9.0"}

# Makes calls given as JSON on standard input; prints the answer of each, or its exception.
_PROGRAM = """
import json, sys
from functools import reduce
from hrflow import Hrflow

def revive(value):
    if isinstance(value, dict) and set(value) == {"open"}:
        return open(value["open"], "rb")
    return value

order = json.load(sys.stdin)
for call in order["calls"]:
    client = Hrflow(**order["client"])
    client.api_url += call.get("prefix", "")
    try:
        method = reduce(getattr, call["name"].split("."), client)
        answer = method(*map(revive, call["args"]),
                        **{name: revive(value) for name, value in call["kwargs"].items()})
        print(json.dumps({"answer": answer}))
    except Exception as error:
        print(json.dumps({"error": f"{type(error).__name__}: {error}"}))
"""


@dataclass(frozen=True)
class SdkCall:
    """A call of the SDK: ``prefix`` goes before its path; ``{"open": path}`` is an open file."""

    name: str
    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] | None = None
    prefix: str = ""


class OfficialSdk:
    """One vintage of the official SDK."""

    def __init__(self, version: str, folder: Path) -> None:
        self.version = version
        self.folder = folder

    def run(self, calls: Sequence[SdkCall], **client: Any) -> list[dict[str, Any]]:
        """Make calls, each with a new ``Hrflow(**client)``: ``{"answer": …}`` or ``{"error": …}``.

        Nothing is asserted about them: an SDK returns what it likes, and raises when it likes.
        """
        order = {
            "client": client,
            "calls": [
                {
                    "name": call.name,
                    "args": list(call.args),
                    "kwargs": dict(call.kwargs or {}),
                    "prefix": call.prefix,
                }
                for call in calls
            ],
        }
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", _PROGRAM],
            input=json.dumps(order),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="session")
def official_sdk(request, tmp_path_factory) -> Callable[[str], OfficialSdk]:
    """Give a vintage of the SDK, installing it if need be: ``official_sdk("4.3.0")``."""
    chosen = os.environ.get("HRFLOW_SDK_CACHE")
    cache = getattr(request.config, "cache", None)
    if chosen:
        root = Path(chosen)
    elif cache is not None:
        root = cache.mkdir("official_sdk")
    else:
        root = tmp_path_factory.getbasetemp() / "official_sdk"
    root.mkdir(parents=True, exist_ok=True)
    return lambda version: OfficialSdk(version, _installed(root, version))


def _installed(root: Path, version: str) -> Path:
    folder = root / f"{version}-py{sys.version_info.major}.{sys.version_info.minor}"
    if folder.is_dir():
        return folder
    # Several processes may do this at once: each into a folder of its own, and the first one wins.
    with tempfile.TemporaryDirectory(dir=root) as scratch:
        target = Path(scratch, "sdk")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input"]
        command += ["--no-deps"] if version in _WITHOUT_DEPENDENCIES else []
        done = subprocess.run(
            [*command, "--target", str(target), f"hrflow=={version}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=110,
        )
        if done.returncode:
            words = done.stderr.strip().splitlines() or ["no words"]
            pytest.skip(f"The official SDK {version} cannot be installed: {words[-1]}")
        try:
            target.rename(folder)
        except OSError:
            if not folder.is_dir():
                raise
    return folder
