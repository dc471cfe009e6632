"""Ask for the next thing while this one is being worked on: one ahead, never more."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django_hrflow.connections import workspaces

__all__ = ["one_ahead"]

Item = TypeVar("Item")


def one_ahead(source: Iterable[Item]) -> Iterator[Item]:
    """The same items in the same order; the next one is made in a thread of its own meanwhile.

    HrFlow answers and its JSON is decoded while the database writes. The thread may ask HrFlow,
    but must not touch the database. What it raises is raised here, after the items before it.
    """
    items, end = iter(source), object()
    with _thread() as thread:
        coming = thread.submit(next, items, end)
        while (item := coming.result()) is not end:
            coming = thread.submit(next, items, end)
            yield item  # type: ignore[misc]  # not the end


@contextmanager
def _thread() -> Iterator[ThreadPoolExecutor]:
    """One thread, whose connections to HrFlow are closed after it."""
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="hrflow-ahead") as pool:
        try:
            yield pool
        finally:
            pool.submit(workspaces.close)
