"""Arguments: what cannot be right is refused before anything is sent; nothing given is changed."""

import copy
import json
import uuid

import pytest

from .calls import BOARD, EXAMPLES, JOB, KEY, PROFILE, SOURCE, find

BY_KEY = [name for name, example in EXAMPLES.items() if {"key", "reference"} & {*example.arguments}]
LISTS = {"profile.indexing.list", "profile.searching.list", "profile.scoring.list"}
LISTS |= {name.replace("profile", "job") for name in LISTS}
PAGED = [*sorted(LISTS), "source.list", "board.list"]


def refuse(client, server, name, error, match, **changes):
    with pytest.raises(error, match=match) as caught:
        find(client, name)(**{**EXAMPLES[name].arguments, **changes})
    assert str(caught.value).endswith(".")
    assert not server.requests


IDENTIFIED = sorted({*BY_KEY} - {"profile.parsing.add_file", "source.get", "board.get"})


@pytest.mark.parametrize("name", IDENTIFIED)
@pytest.mark.parametrize("nothing", [None, ""])
def test_neither_key_nor_reference(client, server, name, nothing):
    changes = {"key": nothing}
    if name.endswith(".edit"):
        changes |= {f"{name.split('.')[0]}_json": {"reference": nothing}}
    else:
        changes |= {"reference": nothing}
    refuse(client, server, name, ValueError, "key and reference are both missing", **changes)


@pytest.mark.parametrize("name", IDENTIFIED)
@pytest.mark.parametrize("value", [5, b"key", ["key"], uuid.uuid4()])
def test_a_key_that_is_no_text(client, server, name, value):
    refuse(client, server, name, TypeError, "key must be a string", key=value)


@pytest.mark.parametrize(
    "name", sorted({*IDENTIFIED} - {"profile.indexing.edit", "job.indexing.edit"})
)
def test_a_reference_that_is_no_text(client, server, name):
    refuse(client, server, name, TypeError, "reference must be a string", reference=5)


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name.startswith(("profile", "job"))])
@pytest.mark.parametrize("nothing", [None, ""])
def test_no_source_and_no_board(client, server, name, nothing):
    for argument in ("source_key", "board_key"):
        if argument in EXAMPLES[name].arguments:
            refuse(
                client, server, name, ValueError, f"{argument} is missing", **{argument: nothing}
            )


@pytest.mark.parametrize("name", ["source.get", "board.get"])
def test_no_key(client, server, name):
    refuse(client, server, name, ValueError, "key is missing", key=None)


@pytest.mark.parametrize("name", PAGED)
@pytest.mark.parametrize("argument", ["page", "limit"])
def test_pages_start_at_one_and_are_whole(client, server, name, argument):
    for value in (0, -1):
        refuse(client, server, name, ValueError, "at least 1", **{argument: value})
    for value in (True, None, "1", 1.0):
        refuse(client, server, name, TypeError, "whole number", **{argument: value})


@pytest.mark.parametrize("name", sorted(LISTS))
def test_a_bare_string_is_no_list_of_keys(client, server, name):
    argument = "source_keys" if name.startswith("profile") else "board_keys"
    for value in (SOURCE, b"bytes", 5):
        refuse(client, server, name, TypeError, "must be a list", **{argument: value})
    for value in (None, [], ()):
        refuse(client, server, name, ValueError, "at least one", **{argument: value})
    refuse(client, server, name, TypeError, "must be a string", **{argument: [5]})
    refuse(client, server, name, ValueError, "is missing", **{argument: [""]})


@pytest.mark.parametrize("keys", [(SOURCE,), {SOURCE}, iter([SOURCE]), {SOURCE: 1}])
def test_any_collection_of_keys_will_do(client, server, keys):
    client.profile.searching.list(keys)
    assert server.requests[0].query["source_keys"] == json.dumps([SOURCE])


@pytest.mark.parametrize("name", ["profile.scoring.list", "job.scoring.list"])
def test_scoring_wants_somebody_to_score_for(client, server, name):
    other = "job" if name.startswith("profile") else "profile"
    refuse(client, server, name, ValueError, "both missing", **{f"{other}_key": None})
    find(client, name)(
        **{**EXAMPLES[name].arguments, f"{other}_key": None, f"{other}_reference": "r"}
    )
    assert server.requests[0].query[f"{other}_reference"] == "r"
    assert f"{other}_key" not in server.requests[0].query


@pytest.mark.parametrize(
    "name", [name for name in EXAMPLES if "indexing.add" in name or ".edit" in name]
)
def test_an_item_must_be_an_object(client, server, name):
    argument = f"{name.split('.')[0]}_json"
    refuse(client, server, name, ValueError, "is missing", **{argument: None})
    for value in ([], "{}", 5):
        refuse(client, server, name, TypeError, "must be an object", **{argument: value})


def test_a_file_must_be_given_and_binary(client, server):
    name = "profile.parsing.add_file"
    refuse(client, server, name, ValueError, "profile_file is missing", profile_file=None)
    refuse(client, server, name, TypeError, "binary mode", profile_file=5)


@pytest.mark.parametrize(
    "name", [name for name in EXAMPLES if name.startswith(("document", "text"))]
)
def test_a_text_must_be_given_and_be_a_text(client, server, name):
    for argument in EXAMPLES[name].arguments.keys() & {"text", "word", "algorithm_key"}:
        refuse(client, server, name, ValueError, "missing|Give one", **{argument: None})
        refuse(client, server, name, TypeError, "must be a string", **{argument: 5})


@pytest.mark.parametrize(
    "name", ["document.parsing.post", "text.parsing.post", "text.linking.post"]
)
def test_an_empty_text_is_hrflows_business(client, server, name):
    assert find(client, name)("")["code"] == 200


@pytest.mark.parametrize("name", ["text.parsing.post", "text.tagging.post"])
def test_one_text_or_several_but_not_both(client, server, name):
    refuse(client, server, name, ValueError, "text and texts, not both", texts=["a"])
    refuse(client, server, name, ValueError, "text and texts, not none", text=None)
    refuse(client, server, name, TypeError, "must be a list", text=None, texts="bare")
    refuse(client, server, name, TypeError, "must be a string", text=None, texts=[5])
    find(client, name)(**{**EXAMPLES[name].arguments, "text": None, "texts": ("a", "")})
    assert json.loads(server.requests[0].body)["texts"] == ["a", ""]


def test_only_profiles_and_jobs_have_embeddings(client, server):
    refuse(client, server, "document.embedding.post", ValueError, "item_type", item_type="cv")


def test_a_webhook_check_needs_both(client, server):
    refuse(client, server, "webhooks.check", ValueError, "url is missing", url="")
    refuse(client, server, "webhooks.check", ValueError, "type is missing", type=None)


@pytest.mark.parametrize("name", EXAMPLES)
def test_nothing_that_is_given_is_changed(client, server, name):
    given = copy.deepcopy(EXAMPLES[name].arguments)
    before = copy.deepcopy(given)
    find(client, name)(**given)
    find(client, name)(**given)
    assert given == before
    first, second = server.requests
    assert (first.target, first.method) == (second.target, second.method)
    if "multipart" not in first.headers.get("content-type", ""):
        assert first.body == second.body


def test_what_is_left_out_of_an_upload_is_not_sent(client, server):
    client.profile.parsing.add_file(SOURCE, profile_file=b"")
    assert sorted(server.requests[0].parts) == [
        "file",
        "labels",
        "metadatas",
        "source_key",
        "sync_parsing",
        "sync_parsing_indexing",
        "tags",
        "webhook_parsing_sending",
    ]


def test_flags_of_an_upload_may_be_booleans(client, server):
    client.profile.parsing.add_file(
        SOURCE, profile_file=b"", sync_parsing=True, sync_parsing_indexing=False
    )
    parts = server.requests[0].parts
    assert parts["sync_parsing"][2] == b"1"
    assert parts["sync_parsing_indexing"][2] == b"0"


@pytest.mark.parametrize("value", [True, 1])
def test_archiving_and_bringing_back(client, server, value):
    client.profile.indexing.archive(SOURCE, KEY, is_archive=value)
    client.job.indexing.archive(BOARD, KEY, is_archive=not value)
    first, second = (json.loads(request.body) for request in server.requests)
    assert first == {"source_key": SOURCE, "key": KEY, "is_archive": 1}
    assert second == {"board_key": BOARD, "key": KEY, "is_archive": 0}
    assert type(first["is_archive"]) is int


def test_an_edit_names_its_object_by_argument_or_by_content(client, server):
    client.profile.indexing.edit(SOURCE, KEY, {**PROFILE, "key": "another"})
    client.job.indexing.edit(BOARD, job_json={**JOB, "key": KEY})
    first, second = (json.loads(request.body) for request in server.requests)
    assert first["key"] == KEY
    assert second["key"] == KEY


def test_options_of_today_go_out_as_they_are(client, server):
    client.text.parsing.post("text", parsing_model="atlas", output_object="job")
    assert json.loads(server.requests[0].body) == {
        "text": "text",
        "parsing_model": "atlas",
        "output_object": "job",
    }


def test_a_long_search_is_posted_with_the_same_names(client, server):
    filters = {"text_keywords": [f"word {number}" for number in range(500)], "only": True}
    client.job.searching.list([BOARD], page=2, **filters)
    (request,) = server.requests
    assert (request.method, request.target) == ("POST", "/v1/jobs/searching")
    assert json.loads(request.body) == {
        "board_keys": [BOARD],
        "limit": 30,
        "page": 2,
        "sort_by": "created_at",
        **filters,
    }
