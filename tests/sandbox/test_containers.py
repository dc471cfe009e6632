"""Sources and boards."""

from __future__ import annotations

import pytest

from django_hrflow.sandbox import CAREERS_SOURCE_KEY, MAIN_BOARD_KEY, REALTIME_SOURCE_KEY, Sandbox

from .conftest import Api


def test_what_is_there_from_the_start(api: Api):
    sources = api.get("sources")
    assert sources["message"] == "Source list"
    assert {one["key"]: (one["name"], one["type"]) for one in sources["data"]} == {
        CAREERS_SOURCE_KEY: ("Careers site", "api"),
        REALTIME_SOURCE_KEY: ("Real-time", "api"),
    }
    assert sources["meta"] == {"page": 1, "maxPage": 1, "count": 2, "total": 2}
    boards = api.get("boards")
    assert [one["key"] for one in boards["data"]] == [MAIN_BOARD_KEY]
    assert all(one["stats"] == {"size": "0"} for one in sources["data"] + boards["data"])


def test_one_source_and_one_board(api: Api):
    source = api.get("source", key=REALTIME_SOURCE_KEY)
    assert (source["code"], source["message"]) == (200, "Source info")
    assert source["data"]["sync_parsing"] is True
    assert "stats" not in source["data"]
    assert api.get("source", key=CAREERS_SOURCE_KEY)["data"]["sync_parsing"] is False
    board = api.get("board", key=MAIN_BOARD_KEY)
    assert (board["message"], board["data"]["mapping_scoring"]) == ("Board info", [])


@pytest.mark.parametrize("kind", ["source", "board"])
@pytest.mark.parametrize("params", [{}, {"key": "0" * 40}])
def test_unknown_ones_are_400(api: Api, kind: str, params):
    expected = f"Invalid parameters. Unable to find object: {kind}"
    assert api.get(kind, **params) == {"code": 400, "message": expected}


def test_names_are_matched_in_part_and_any_case(sandbox: Sandbox, api: Api):
    sandbox.add_source("Fairs in spring")
    assert [one["name"] for one in api.get("sources", name="FAIR")["data"]] == ["Fairs in spring"]
    assert api.get("sources", name="winter")["data"] == []
    assert api.get("sources", name="winter")["meta"]["maxPage"] == 1


def test_pages(sandbox: Sandbox, api: Api):
    for number in range(5):
        sandbox.add_source(f"Source {number}")
    pages = [api.get("sources", page=page, limit=3) for page in (1, 2, 3, 4)]
    assert [len(page["data"]) for page in pages] == [3, 3, 1, 0]
    assert pages[1]["meta"] == {"page": 2, "maxPage": 3, "count": 3, "total": 7}
    keys = [one["key"] for page in pages for one in page["data"]]
    assert len(set(keys)) == 7
    assert pages[0]["data"][0]["name"] == "Source 4"  # newest first
    assert api.get("sources", order_by="asc")["data"][0]["name"] == "Careers site"


def test_sorted_by_size(api: Api, profile):
    found = api.get("sources", sort_by="profile")["data"]
    assert [(one["name"], one["stats"]["size"]) for one in found] == [
        ("Careers site", "1"),
        ("Real-time", "0"),
    ]


@pytest.mark.parametrize("params", [{"page": 0}, {"limit": "x"}, {"limit": 0}, {"sort_by": "luck"}])
def test_wrong_paging_is_400(api: Api, params):
    assert api.get("sources", **params)["code"] == 400
