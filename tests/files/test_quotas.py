"""What one user may upload within a day, where the project says so."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from django_hrflow.models import Resume
from django_hrflow.services import resumes
from tests import dump
from tests.files.conftest import PARSE
from tests.files.corpus import rtf

pytestmark = pytest.mark.django_db


@pytest.fixture
def accept(source, root):
    def accept(number, user=root):
        file = ContentFile(rtf(number), name="a.rtf")
        return resumes.accept(file, source=source, uploaded_by=user)

    return accept


def refused(accept, *args):
    with pytest.raises(ValidationError) as refusal:
        accept(*args)
    assert refusal.value.code == "quota"
    return refusal.value.messages[0]


def test_so_many_files_and_no_more(accept, settings, tmp_path):
    settings.HRFLOW_UPLOADS_PER_DAY = 2
    accept(1), accept(2)
    assert refused(accept, 3) == "You may upload up to 2 files within a day. Go on tomorrow."
    assert Resume.objects.count() == len(dump.files(tmp_path / "private")) == 2


def test_so_many_bytes_and_no_more(accept, settings):
    settings.HRFLOW_UPLOAD_BYTES_PER_DAY = 2 * len(rtf(1))
    accept(1), accept(2)
    assert "KB within a day" in refused(accept, 3).replace("\xa0", " ")


def test_a_file_that_is_known_costs_nothing(accept, settings):
    settings.HRFLOW_UPLOADS_PER_DAY = 1
    assert accept(1).new
    assert not accept(1).new


def test_yesterdays_files_and_other_users_do_not_count(accept, settings):
    settings.HRFLOW_UPLOADS_PER_DAY = 1
    accept(1)
    accept(2, User.objects.create_user("other"))
    accept(3, None), accept(4, None)
    refused(accept, 5)
    Resume.objects.update(uploaded_at=timezone.now() - timedelta(hours=24, seconds=1))
    accept(5)


def test_the_api_answers_429_and_when_to_come_back(client, root, source, settings):
    settings.HRFLOW_UPLOADS_PER_DAY = 1
    client.force_login(root)
    files = [SimpleUploadedFile(f"{number}.rtf", rtf(number)) for number in range(3)]
    answer = client.post(PARSE, {"source_key": source.key, "file": files[:2]})
    assert answer.status_code == 202
    assert [each["status"] for each in answer.json()["errors"]] == [429]
    answer = client.post(PARSE, {"source_key": source.key, "file": files[2:]})
    assert answer.status_code == answer.json()["status"] == 429
    assert answer["Retry-After"] == "3600"
