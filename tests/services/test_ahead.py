"""One thing is made ahead of what is worked on, in order, no further; nothing is left behind."""

import threading

import pytest

from django_hrflow.connections import workspaces
from django_hrflow.services.ahead import one_ahead


def threads():
    return [each for each in threading.enumerate() if each.name.startswith("hrflow-ahead")]


def test_the_same_items_in_the_same_order():
    assert list(one_ahead(range(50))) == list(range(50))
    assert list(one_ahead([None, 0, ""])) == [None, 0, ""]
    assert list(one_ahead([])) == []


def test_the_next_item_is_made_meanwhile_and_no_other():
    begun = [threading.Event() for _ in range(4)]

    def source():
        for number in range(4):
            begun[number].set()
            yield number

    for number in one_ahead(source()):
        # Nobody asks for it, and yet it comes.
        assert number == 3 or begun[number + 1].wait(5)
        assert not any(each.is_set() for each in begun[number + 2 :])


def test_an_error_comes_after_what_was_before_it():
    def source():
        yield 1
        yield 2
        raise LookupError("the third")

    items = one_ahead(source())
    assert [next(items), next(items)] == [1, 2]
    with pytest.raises(LookupError, match="the third"):
        next(items)
    assert not threads()


def test_who_stops_early_leaves_no_thread():
    items = one_ahead(iter(range(10**9)))
    assert next(items) == 0
    items.close()
    assert not threads()


def test_its_connections_are_closed(hrflow_sandbox, monkeypatch):
    closed = []
    close = workspaces.close

    def noticed():
        closed.append((threading.current_thread().name, list(workspaces._clients)))
        close()

    monkeypatch.setattr(workspaces, "close", noticed)
    (answer,) = one_ahead(workspaces["default"].source.list() for _ in range(1))
    assert answer["code"] == 200
    assert [clients for name, clients in closed if name.startswith("hrflow-ahead")] == [["default"]]
