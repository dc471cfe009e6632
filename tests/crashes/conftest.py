"""The site that each crash happens to."""

import os
import tempfile
from pathlib import Path

import pytest

from django_hrflow.sandbox import Sandbox
from tests.crashes.site import Site


@pytest.fixture
def sandbox():
    with Sandbox(parse_delay=0.0, repeated_reference="duplicate") as running:
        yield running


@pytest.fixture
def new_site(sandbox):
    """Make a site with the database of this kind."""
    # pytest's own folders are closed to the user that PostgreSQL runs as under root.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        made = []

        def make(database):
            made.append(Site(Path(folder), sandbox, database))
            return made[-1]

        yield make
        for each in made:
            each.close()


@pytest.fixture
def site(new_site):
    """``HRFLOW_TEST_DATABASE=postgresql`` lets all of it happen there, as ``tox -e chaos`` does."""
    return new_site(os.environ.get("HRFLOW_TEST_DATABASE", "sqlite"))
