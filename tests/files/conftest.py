"""A source to upload to, and the three doors through which a CV comes in."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from rest_framework.test import APIClient

from django_hrflow import mirror
from django_hrflow.models import Resume

ADMIN = "/admin/django_hrflow/resume/add/"
PARSE = "/hrflow/api/profiles/parse/"
#: How the refusals begin that a person reads at every door.
WORDS = {
    "The file is empty.": "empty",
    "The file is too large.": "size",
    "Files of the type": "extension",
    "The content is not": "content",
    "The picture has": "content",
    "The document cannot": "archive",
    "The file&#x27;s name": "name",
    "The file's name": "name",
}


@pytest.fixture
def source(db):
    return mirror.store_source("default", {"key": "s" * 40, "name": "Careers site"})


@pytest.fixture
def root(db):
    return User.objects.create_superuser("root", password="sesame")


def said(text):
    """The code of the refusal in a text, or ``taken``."""
    found = {code for words, code in WORDS.items() if words in text}
    return found.pop() if found else "taken"


@pytest.fixture
def admin_door(client, root, source):
    client.force_login(root)

    def upload(name, content):
        page = client.post(ADMIN, {"source": source.pk, "cvs": [SimpleUploadedFile(name, content)]})
        assert page.status_code == 200
        verdict = said(page.content.decode())
        assert ("Taken." in page.content.decode()) == (verdict == "taken")
        return verdict

    return upload


@pytest.fixture
def rest_door(root, source):
    client = APIClient()
    client.force_authenticate(root)

    def upload(name, content):
        form = {"source_key": source.key, "file": SimpleUploadedFile(name, content)}
        answer = client.post(PARSE, form, format="multipart")
        if answer.status_code == 202:
            return "taken"
        assert answer.status_code in (400, 413)
        (refusal,) = answer.json()["errors"]
        (error,) = refusal["errors"]
        assert said(refusal["detail"]) == error["code"]
        return error["code"]

    return upload


@pytest.fixture
def command_door(source, tmp_path):
    def upload(name, content):
        folder = tmp_path / f"import-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        (folder / name).write_bytes(content)
        out = io.StringIO()
        try:
            call_command("hrflow_import", str(folder), source=source.key, stdout=out)
        except CommandError:
            return said(out.getvalue())
        assert "1 taken in, 0 known, 0 refused." in out.getvalue()
        return "taken"

    return upload


@pytest.fixture
def doors(admin_door, rest_door, command_door):
    """Each door by its name; what came in through one is forgotten before the next."""

    def forgetting(door):
        def upload(name, content):
            Resume.objects.all().delete()
            verdict = door(name, content)
            assert Resume.objects.count() == (verdict == "taken")
            return verdict

        return upload

    return {
        "admin": forgetting(admin_door),
        "rest": forgetting(rest_door),
        "command": forgetting(command_door),
    }
