"""The registry of signals: ``events["profile.parsing.success"]`` is a ``django.dispatch.Signal``.

A receiver gets ``event``, the stored :class:`~django_hrflow.models.Event`: ``event.type``,
``event.payload`` (dict), ``event.workspace`` (alias), ``event.profile``, ``event.job`` and
``event.resume`` (the mirrored rows or None). It runs once per event, after the mirror is written,
in a transaction of its own.
"""

from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any, NamedTuple

from django.dispatch import Signal

from django_hrflow.webhooks import EVENT_TYPES

__all__ = ["any_event", "erasing", "events", "receivers_of"]


class Events:
    """One signal per event type; a type that nobody knew gets its signal on first use."""

    def __init__(self, types: tuple[str, ...]) -> None:
        self._signals = {each: Signal() for each in types}
        self._lock = Lock()

    def __getitem__(self, event_type: str) -> Signal:
        with self._lock:
            return self._signals.setdefault(event_type, Signal())

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._signals))

    def __contains__(self, event_type: object) -> bool:
        return event_type in self._signals

    def __len__(self) -> int:
        return len(self._signals)


events = Events(EVENT_TYPES)

#: Sent for every event, whatever its type, after the receivers of the type.
any_event = Signal()

#: Sent before a person's rows go, in the transaction that erases them: delete what you keep of the
#: person. A receiver gets ``profiles`` and ``resumes`` (lists of rows); one that raises puts the
#: erasure off.
erasing = Signal()


class Connected(NamedTuple):
    """A receiver that is connected now, under the name that a Receipt remembers."""

    name: str
    receiver: Callable[..., Any]
    signal: Signal
    is_async: bool


def receivers_of(event_type: str, sender: Any) -> list[Connected]:
    """Who is connected now, in the order of connection; those of ``any_event`` come last.

    The name is the dotted path, which is the same after a restart. A second receiver of the same
    path (a closure made twice) gets ``#2``.
    """
    found: list[Connected] = []
    seen: dict[str, int] = {}
    for prefix, signal in (("", events[event_type]), ("any_event:", any_event)):
        # Django offers no public way to ask who would be called; sending to all of them at once
        # would put them into one transaction.
        for is_async, receivers in enumerate(signal._live_receivers(sender)):
            for each in receivers:
                name = prefix + _dotted_path(each)
                seen[name] = seen.get(name, 0) + 1
                name += f"#{seen[name]}" if seen[name] > 1 else ""
                found.append(Connected(name, each, signal, bool(is_async)))
    return found


def _dotted_path(receiver: Any) -> str:
    owner = getattr(receiver, "__self__", None)
    name = getattr(receiver, "__qualname__", None) or type(receiver).__qualname__
    module = getattr(receiver, "__module__", None) or type(receiver).__module__
    if owner is not None and not isinstance(owner, type):
        name = f"{type(owner).__qualname__}.{receiver.__name__}"
    return f"{module}.{name}"
