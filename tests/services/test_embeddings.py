"""Embeddings are asked for once and kept as float32 bytes."""

import numpy as np
import pytest

from django_hrflow import mirror
from django_hrflow.client import InvalidResponse, NotFound
from django_hrflow.client.embedding import decode
from django_hrflow.connections import workspaces
from django_hrflow.models import Embedding
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from django_hrflow.services import embeddings, jobs, profiles
from tests.services.samples import job_json, profile_json

pytestmark = pytest.mark.django_db

ITEM, TEXT = "document/embedding", "text/embedding"


@pytest.fixture
def profile(hrflow_sandbox):
    return profiles.index(source_key=CAREERS_SOURCE_KEY, profile_json=profile_json())


def test_kept_as_little_endian_float32(profile):
    embedding = profiles.embed(profile)
    answer = workspaces["default"].document.embedding.post("profile", profile.payload)
    expected = decode(answer["data"])
    embedding.refresh_from_db()
    assert bytes(embedding.vectors) == expected.astype("<f4").tobytes()
    assert (embedding.model, embedding.dimension, len(embedding.vectors)) == (ITEM, 1024, 4096)
    array = embedding.array()
    assert (array.shape, array.dtype) == ((1, 1024), np.dtype("<f4"))
    assert np.array_equal(array, expected)


def test_asked_once(profile, hrflow_sandbox):
    first = profiles.embed(profile)
    again = profiles.embed(profile)
    assert len(hrflow_sandbox.calls(ITEM)) == 1
    assert (again.pk, again.created_at) == (first.pk, first.created_at)
    assert profiles.embed(profile, refresh=True).created_at > first.created_at
    assert len(hrflow_sandbox.calls(ITEM)) == 2
    assert Embedding.objects.count() == 1


def test_asked_again_when_the_profile_has_changed(profile, hrflow_sandbox):
    before = profiles.embed(profile).array()
    changed = profiles.edit(profile, profile_json(text="Cooks soups.", skills=("cooking",)))
    after = profiles.embed(changed)
    assert len(hrflow_sandbox.calls(ITEM)) == 2
    assert after.content_hash == changed.content_hash
    assert not np.array_equal(before, after.array())


def test_a_job_too(hrflow_sandbox):
    job = jobs.index(board_key=MAIN_BOARD_KEY, job_json=job_json())
    assert jobs.embed(job).job == job


def test_where_items_are_not_embedded_their_text_is(profile, hrflow_sandbox):
    hrflow_sandbox.fault("404", path=ITEM)
    embedding = profiles.embed(profile)
    assert (embedding.model, embedding.dimension) == (TEXT, 2048)
    assert embedding.array().shape == (1, 2048)
    job = jobs.index(board_key=MAIN_BOARD_KEY, job_json=job_json())
    hrflow_sandbox.fault("404", path=ITEM)
    assert jobs.embed(job).dimension == 2048


def test_nothing_to_embed(hrflow_sandbox):
    row = mirror.store_profile("default", {"key": "a" * 40}, source_key="5" * 40)
    hrflow_sandbox.fault("404", path=ITEM)
    with pytest.raises(NotFound):
        profiles.embed(row)


def test_an_answer_that_is_no_embedding(profile, hrflow_sandbox, monkeypatch):
    monkeypatch.setattr(embeddings, "_ask", lambda kind, row: (ITEM, "AAAA"))
    with pytest.raises(InvalidResponse, match="no embedding"):
        profiles.embed(profile)
    assert Embedding.objects.count() == 0


def test_as_json(profile):
    shown = embeddings.as_json(profiles.embed(profile))
    assert set(shown) == {"model", "dimension", "created_at", "embedding"}
    assert np.asarray(shown["embedding"]).shape == (1, 1024)
