"""The state: atomic, shared by threads, and there again after a restart."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from django_hrflow.sandbox import objects
from django_hrflow.sandbox.store import Store


@pytest.fixture
def store() -> Iterator[Store]:
    made = Store()
    yield made
    made.close()


def source(name: str, /, **changes: object) -> dict[str, object]:
    return objects.source(name, name) | changes


def write_and_fail(store: Store) -> None:
    with store.transaction():
        store.put_container("source", source("a"))
        with store.transaction():
            store.put_file("f", b"x")
        raise RuntimeError


def test_an_error_undoes_the_whole_transaction(store: Store):
    with pytest.raises(RuntimeError):
        write_and_fail(store)
    assert store.containers("source") == []
    assert store.file("f") is None
    store.put_file("f", b"y")
    assert store.file("f") == b"y"


def test_others_wait_for_a_transaction(store: Store):
    def add() -> None:
        for _ in range(50):
            with store.transaction():
                known = store.container("source", "a")
                store.put_container("source", source("a", n=known["n"] + 1))

    store.put_container("source", source("a", n=0))
    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.container("source", "a")["n"] == 200


def test_ids_stay_when_a_container_is_written_again(store: Store):
    first = store.put_container("source", source("a"))
    assert store.put_container("board", objects.board("b", "b"))["id"] == first["id"] + 1
    assert store.put_container("source", source("a", name="new"))["id"] == first["id"]
    assert [one["name"] for one in store.containers("source")] == ["new"]


def test_a_file_keeps_it_all(tmp_path):
    path = str(tmp_path / "state.sqlite3")
    store = Store(path)
    store.put_container("source", source("a"))
    store.add_parse("a", "r", 5.0, {"key": None})
    failed = store.add_parse("a", "f", 5.0, {"key": None})
    store.end_parse(failed.id, "no text")
    store.close()
    store = Store(path)
    assert [one["key"] for one in store.containers("source")] == ["a"]
    assert [parse.reference for parse in store.pending_parses()] == ["r"]
    assert [parse.reason for parse in store.parses_of("a", "f")] == ["no text"]
    store.close()


def test_a_file_that_is_no_state_is_a_plain_error(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("These are notes and no database, and there are many of them." * 50)
    with pytest.raises(ValueError, match="cannot be used"):
        Store(str(path))
