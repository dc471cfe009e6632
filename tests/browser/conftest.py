"""A browser, and a demo for it to look at."""

import re
import shutil
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The example project as the demo starts it, without CVs: ``site`` and ``password``."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "example_project.demo", "--port", "0", "--count", "0"]
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(
            [*command, "--directory", str(folder)], stdout=output, stderr=output
        )
    try:
        yield _what_it_says(process, folder / "output")
    finally:
        process.terminate()
        process.wait(60)


def _what_it_says(process, output):
    deadline = time.monotonic() + 90
    while "Everything is up." not in output.read_text():
        assert process.poll() is None, output.read_text()
        assert time.monotonic() < deadline, output.read_text()
        time.sleep(0.1)
    told = output.read_text()
    site = re.search(r"Careers site +(\S+)/", told)[1]
    password = re.search(r"\(admin, (\S+)\)", told)[1]
    return SimpleNamespace(site=site, password=password)


@pytest.fixture
def page(demo):
    """A page of a browser; whatever it complains of (a policy, a missing file) is an error."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium")
    complaints = []
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(base_url=demo.site)
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda message: complaints.append(message.text) if message.type == "error" else None,
        )
        yield page
        browser.close()
    assert complaints == []
