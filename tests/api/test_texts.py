"""Texts and the webhook check: HrFlow's answers as they are."""

import pytest

from tests.api.conftest import API, problem_of, wrong_members

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hrflow_sandbox")]


def ask(api, path, **body):
    return api.post(f"{API}{path}/", body, format="json")


def test_parsing_one_text_or_several(api):
    one = ask(api, "text/parse", text="Ada Example lives in Lyon").json()
    assert one["text"] == "Ada Example lives in Lyon"
    assert {"entities", "parsing"} <= one.keys()
    two = ask(api, "text/parse", texts=["Ada", "Lyon"], output_object="profile").json()
    assert [each["text"] for each in two] == ["Ada", "Lyon"]
    assert "profile" in two[0]


def test_revealing(api):
    pairs = ask(api, "text/reveal", text="I write Python and SQL").json()
    assert all(isinstance(name, str) and 0 <= score <= 1 for name, score in pairs)
    assert pairs


def test_embedding_a_text(api):
    (found,) = ask(api, "text/embed", text="Python").json()
    assert len(found["embedding"]) == 2048


def test_embedding_an_item(api):
    item = {"info": {}, "text": "Python"}
    assert isinstance(ask(api, "text/embed", item_type="profile", item=item).json(), str)


def test_linking(api):
    assert len(ask(api, "text/link", word="python", top_n=3).json()) == 3
    assert ask(api, "text/link", word="python", top_n=0).json() == []


def test_tagging(api):
    found = ask(api, "text/tag", text="Python", algorithm_key="tagger-hrflow-skills").json()
    assert len(found["tags"]) == len(found["predictions"]) == 1


def test_checking_a_webhook(api):
    body = {"url": "https://example.org/hrflow/webhook/", "type": "profile.parsing.success"}
    assert ask(api, "webhooks/check", **body).json().items() >= body.items()


@pytest.mark.parametrize(
    ("path", "body", "wrong"),
    [
        ("text/parse", {}, "#"),
        ("text/parse", {"text": "a", "texts": ["b"]}, "#"),
        ("text/parse", {"text": ""}, "#/text"),
        ("text/parse", {"text": None}, "#/text"),
        ("text/parse", {"text": 5}, "#/text"),
        ("text/parse", {"texts": []}, "#/texts"),
        ("text/parse", {"texts": ["a"] * 32}, "#/texts"),
        ("text/parse", {"texts": "abc"}, "#/texts"),
        ("text/parse", {"text": "a", "output_object": "cv"}, "#/output_object"),
        ("text/parse", {"txt": "a"}, "#/txt"),
        ("text/reveal", {}, "#/text"),
        ("text/embed", {"item": {}}, "#"),
        ("text/embed", {"text": "a", "item": {}, "item_type": "job"}, "#"),
        ("text/embed", {"item": {}, "item_type": "cv"}, "#/item_type"),
        ("text/link", {"word": "python", "top_n": -1}, "#/top_n"),
        ("text/link", {"word": "python", "top_n": "3"}, "#/top_n"),
        ("text/link", {"text": "python"}, "#/text"),
        ("text/tag", {"text": "a"}, "#/algorithm_key"),
        ("webhooks/check", {"url": "nowhere", "type": "a.b"}, "#/url"),
        ("webhooks/check", {"url": "https://example.org/"}, "#/type"),
    ],
)
def test_what_is_wrong_is_named_before_hrflow_is_asked(api, hrflow_sandbox, path, body, wrong):
    assert wrong_members(ask(api, path, **body)) == {wrong}
    assert not hrflow_sandbox.calls()


def test_what_hrflow_refuses_is_told_in_its_words(api):
    problem = problem_of(ask(api, "text/tag", text="a", algorithm_key="no-such-tagger"), 404)
    assert "no-such-tagger" in problem["detail"]
