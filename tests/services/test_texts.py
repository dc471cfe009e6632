"""Texts, webhooks and containers: what HrFlow answers is passed on."""

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError

from django_hrflow.client import InvalidResponse, NotFound
from django_hrflow.models import Board, Source
from django_hrflow.sandbox.defaults import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY
from django_hrflow.services import containers, texts, webhook_check
from tests.services.samples import profile_json

TEXT = "Ada Example, data engineer in Lyon, builds pipelines with Python. ada@example.org"


def test_a_text_is_parsed(hrflow_sandbox):
    found = texts.parse(TEXT)
    assert "ada@example.org" in found["parsing"]["emails"]
    assert [each["text"] for each in texts.parse(texts=[TEXT, "x"])] == [TEXT, "x"]
    assert "profile" in texts.parse(TEXT, output_object="profile")


@pytest.mark.parametrize("given", [{}, {"text": "a", "texts": ["b"]}])
def test_text_or_texts(hrflow_sandbox, given):
    with pytest.raises(ValidationError, match="text and texts"):
        texts.parse(**given)
    assert hrflow_sandbox.calls() == []


def test_skills_are_revealed(hrflow_sandbox):
    pairs = texts.reveal(TEXT)
    assert pairs == sorted(pairs, key=lambda pair: -pair[1])
    assert all(isinstance(name, str) and 0 <= score <= 1 for name, score in pairs)


def test_words_are_linked(hrflow_sandbox):
    assert len(texts.link("python", top_n=3)) == 3


def test_where_todays_endpoint_is_not_there_the_older_one_is_asked(hrflow_sandbox):
    hrflow_sandbox.fault("404", path="text/parsing")
    found = texts.parse(TEXT)
    assert (found["text"], bool(found["ents"])) == (TEXT, True)
    hrflow_sandbox.fault("404", path="text/linking")
    assert len(texts.link("python", top_n=3)) == 3
    paths = [call["path"] for call in hrflow_sandbox.calls()]
    assert paths == ["text/parsing", "document/parsing", "text/linking", "document/linking"]


@pytest.mark.parametrize("given", [{"texts": [TEXT]}, {"text": TEXT, "output_object": "profile"}])
def test_what_the_older_endpoint_cannot_do_is_not_asked_of_it(hrflow_sandbox, given):
    hrflow_sandbox.fault("404", path="text/parsing")
    with pytest.raises(NotFound):
        texts.parse(**given)
    assert [call["path"] for call in hrflow_sandbox.calls()] == ["text/parsing"]


def test_embeddings_as_hrflow_sends_them(hrflow_sandbox):
    assert len(texts.embed(TEXT)[0]["embedding"]) == 2048
    assert len(texts.embed_item("profile", profile_json())) == 5464
    with pytest.raises(ValidationError, match="item_type"):
        texts.embed_item("source", {})


def test_a_text_is_tagged(hrflow_sandbox):
    found = texts.tag("tagger-hrflow-skills", TEXT, top_n=2)
    assert len(found["tags"]) == len(found["predictions"]) == 2
    with pytest.raises(NotFound):
        texts.tag("no-such-tagger", TEXT)


def test_a_webhook_is_checked(hrflow_sandbox):
    found = webhook_check.check(url="https://jobs.example.org/", type="profile.parsing.success")
    assert found["url"] == "https://jobs.example.org/"
    assert found["webhook_id"].startswith("wid_")


def test_an_unknown_workspace(hrflow_sandbox):
    with pytest.raises(ImproperlyConfigured, match="no workspace"):
        texts.parse(TEXT, workspace="defualt")


@pytest.mark.django_db
class TestContainers:
    def test_all_are_mirrored(self, hrflow_sandbox):
        for number in range(120):
            hrflow_sandbox.add_source(f"Fair {number}")
        assert containers.sync_sources("default") == Source.objects.count() > 120
        assert containers.sync_boards() == Board.objects.count() == 1

    def test_one_page_is_listed_and_mirrored(self, hrflow_sandbox):
        page = containers.list_sources(name="careers")
        assert [found.row.key for found in page.results] == [CAREERS_SOURCE_KEY]
        assert page.as_json()["results"][0]["stats"] == {"size": "0"}
        assert containers.list_boards(limit=1).results[0].row == Board.objects.get()

    def test_one_is_looked_up_where_it_is_new(self, hrflow_sandbox):
        assert containers.get_source("default", CAREERS_SOURCE_KEY).name == "Careers site"
        assert containers.get_source("default", CAREERS_SOURCE_KEY).pk == Source.objects.get().pk
        assert len(hrflow_sandbox.calls("source")) == 1
        assert containers.get_board("default", MAIN_BOARD_KEY).name == "Main board"
        with pytest.raises(NotFound):
            containers.get_source("default", "0" * 40)

    def test_an_answer_without_a_source(self, hrflow_sandbox):
        hrflow_sandbox.fault("cut-json", path="source")
        with pytest.raises(InvalidResponse):
            containers.get_source("default", CAREERS_SOURCE_KEY)
