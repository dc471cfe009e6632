"""A-9: the package downloads nothing from a ``public_url``, so none can lead it astray.

An answer of HrFlow's names addresses of files. They are data: what is given to those who may see
the profile, and is never asked for here. A module that begins to must bring the tests of A-9.
"""

import ast
from pathlib import Path

import pytest
from django.test import Client

import django_hrflow
from django_hrflow import mirror
from django_hrflow.models import Profile

from .servers import Server

PACKAGE = Path(django_hrflow.__file__).parent
NETWORK = ("requests", "urllib3", "urllib.request", "http.client", "socket", "aiohttp", "httpx")
#: Who may speak to the network, and to whom.
SPEAKERS = {
    "client": "HrFlow's API_URL",
    "sandbox": "stands in for HrFlow",
    "services/trigger.py": "a webhook of our own that the operator names",
    "services/diagnosis/remote.py": "HrFlow's API_URL",
    "management/commands/hrflow_trigger.py": "a webhook of our own that the operator names",
}


def imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_a_9_nobody_else_speaks_to_the_network():
    """A-9: modules that could open a connection are known, and what each one opens it to."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        if any(name == each or name.startswith(f"{each}.") for name in imported(path)
               for each in NETWORK):  # fmt: skip
            where = path.relative_to(PACKAGE).as_posix()
            top = where.partition("/")[0]
            found.add(top if top in SPEAKERS else where)
    assert found <= set(SPEAKERS)
    assert "client" in found


def test_a_9_no_module_knows_the_addresses_of_files():
    """A-9: outside the sandbox, which makes them up, nobody reads one."""
    for path in PACKAGE.rglob("*.py"):
        if "sandbox" not in path.parts:
            assert "public_url" not in path.read_text(), path


@pytest.mark.django_db
def test_a_9_a_profile_with_an_address_is_stored_without_asking_it(admin_user):
    """A-9: mirrored, shown in the admin and in the API: nobody has called."""
    with Server() as elsewhere:
        attachment = {"type": "resume", "public_url": f"{elsewhere.url}cv.pdf", "file_name": "cv"}
        mirror.store_source("default", {"key": "s" * 40, "name": "Careers site"})
        mirror.store_profile(
            "default",
            {
                "key": "1" * 40,
                "reference": "ref",
                "source": {"key": "s" * 40},
                "created_at": "2024-01-02T03:04:05+0000",
                "info": {"full_name": "Ada Example"},
                "attachments": [attachment],
            },
        )
        browser = Client()
        browser.force_login(admin_user)
        pk = Profile.objects.get().pk
        for url in (f"/admin/django_hrflow/profile/{pk}/change/",
                    f"/hrflow/api/profiles/{'1' * 40}/"):  # fmt: skip
            assert browser.get(url).status_code == 200
        assert not elsewhere.connections
