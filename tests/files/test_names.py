"""F-2: a name from outside becomes neither a path nor a header, whatever stands in it."""

import re
from contextlib import suppress
from email.message import Message

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from rest_framework.test import APIClient

from django_hrflow.models import Resume
from django_hrflow.services import resumes
from tests import dump
from tests.files.conftest import PARSE
from tests.files.corpus import pdf

pytestmark = pytest.mark.django_db

NAMES = [
    "../cv.pdf", "../../../../../../tmp/cv.pdf", "..\\..\\cv.pdf", "/etc/cv.pdf", "//host/cv.pdf",
    "C:\\cv.pdf", "C:cv.pdf", "\\\\host\\share\\cv.pdf", "....//....//cv.pdf", "..%2f..%2fcv.pdf",
    "%2e%2e/cv.pdf", "..;/cv.pdf", "a/../../cv.pdf", "./.pdf/cv.pdf", "file:///etc/cv.pdf", "..pdf",
    ".htaccess.pdf", ".pdf", "...pdf", "-rf.pdf", "--help.pdf", "~root.pdf", "~/cv.pdf",
    "$HOME.pdf", "`id`.pdf", "$(id).pdf", "cv;id.pdf", "cv|id.pdf", "cv&id.pdf",
    "=cmd|calc!A1.pdf", "+1+1.pdf",
    "@SUM(1).pdf", "cv\r\nX-Evil: 1.pdf", "cv\nX: y.pdf", "cv\r.pdf", "cv\0.pdf", "cv.php\0.pdf",
    "cv\x7f.pdf", "cv\x1b[31m.pdf", "cv\u202efdp.exe.pdf", "cv\u2028.pdf", "cv\ufeff.pdf",
    "cv\u200b.pdf", "\u2066cv.pdf", "\ud800.pdf", 'cv".pdf', 'cv"; filename="x.html.pdf', "cv'.pdf",
    "cv;x=y.pdf", "cv\\.pdf", 'cv\\".pdf', "cv,cv.pdf", "%0d%0aX: y.pdf", "cv*=utf-8''x.pdf",
    "<script>alert(1)</script>.pdf", "cv.php.pdf", "CON.pdf", "cv.pdf::$DATA.pdf", "cv .pdf",
    "a" * 146 + ".pdf", "a" * 147 + ".pdf", "é" * 200 + ".pdf", "e\u0301.pdf", "\u5c65\u6b74.pdf",
    "=?utf-8?q?cv?=.pdf", "{{ 7 * 7 }}.pdf", "%s%n.pdf", "' OR 1=1 --.pdf", "cv.PDF",
    "\uff43\uff56.pdf",
]  # fmt: skip
STORED = re.compile(r"hrflow/\d{4}/\d\d/[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}\.pdf")


def test_there_are_enough_names():
    """F-2 asks for 60."""
    assert len(set(NAMES)) == len(NAMES) >= 60


def by_the_service(source, root, name, content):
    """As from a project's own code, which nobody has cleaned."""
    resumes.accept(ContentFile(content), source=source, name=name)


def by_a_request(source, root, name, content):
    """A form written by hand: no library has made its names harmless."""
    api = APIClient()
    api.force_authenticate(root)
    quoted = name.replace("\\", "\\\\").replace('"', '\\"').encode("utf-8", "surrogatepass")
    part = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
    body = part % (b"source_key", b"", source.key.encode())
    body += part % (b"file", b'; filename="' + quoted + b'"', content)
    api.generic("POST", PARSE, body + b"--x--\r\n", "multipart/form-data; boundary=x")


@pytest.mark.parametrize("way", [by_the_service, by_a_request])
def test_no_name_leads_anywhere(source, root, client, tmp_path, way):
    """F-2: nothing outside the storage, stored names are uuid4.ext, the download is one value."""
    client.force_login(root)
    taken = 0
    for number, name in enumerate(NAMES):
        with suppress(ValidationError):
            way(source, root, name, b"%s %d" % (pdf(4), number))
        for resume in Resume.objects.filter(pk__gt=taken):
            taken = resume.pk
            check_download(client, resume)
    rows = Resume.objects.all()
    assert len(rows) > len(NAMES) / 2
    assert all(STORED.fullmatch(row.file.name) for row in rows)
    stored = {tmp_path / "private" / row.file.name for row in rows}
    assert set(dump.files(tmp_path)) == stored


def check_download(client, resume):
    answer = client.get(f"/hrflow/resumes/{resume.pk}/file/")
    assert answer.status_code == 200
    answer.close()
    header = answer.headers["Content-Disposition"]
    assert header.isascii()
    assert header.isprintable()
    message = Message()
    message["Content-Disposition"] = header
    parameters = [key for key, _value in message.get_params(header="Content-Disposition")]
    assert parameters == ["attachment", "filename"]
    assert message.get_filename() == resume.name
    assert not set(resume.name) & set("/\\\r\n\0")
