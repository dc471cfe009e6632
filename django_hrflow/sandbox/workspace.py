"""One team's workspace: the settings, the state and the workers behind the endpoints."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from hashlib import sha1
from time import monotonic
from typing import Any

from . import defaults, events, objects
from .answers import Json
from .deliveries import Deliveries
from .faults import Faults
from .journal import Journal
from .parses import Parses
from .settings import Settings
from .store import Store


class Workspace:
    """Everything that lives as long as the sandbox; also what its control endpoints do."""

    def __init__(
        self,
        settings: Settings,
        *,
        state: str | None = None,
        faults: str | None = None,
        seed: int | None = None,
        sync_parsing: bool = False,
    ) -> None:
        self.settings = settings
        self.base_url = ""
        self.faults = Faults(faults, seed)
        self.journal = Journal()
        self.store = Store(state)
        self.deliveries = Deliveries(lambda: self.settings, seed)
        self.parses = Parses(self.store, self.deliveries, lambda: self.settings)
        self.lock = threading.Lock()
        self._sync_parsing = sync_parsing
        self._furnish()

    def start(self) -> None:
        """Begin to work on what is pending."""
        self.parses.start()

    def stop(self) -> None:
        """Stop the workers and close the state."""
        self.parses.stop()
        self.deliveries.stop()
        self.store.close()

    def _furnish(self) -> None:
        """The sources and the board that are there from the start, in a new state."""
        if self.store.containers("source"):
            return
        self.add_source(defaults.CAREERS_SOURCE, sync_parsing=self._sync_parsing)
        self.add_source(defaults.REALTIME_SOURCE, sync_parsing=True)
        self.add_board(defaults.MAIN_BOARD)

    def publish(self, content: bytes, extension: str) -> str:
        """Serve some bytes; gives the URL back, the same for the same bytes."""
        name = sha1(content, usedforsecurity=False).hexdigest() + extension
        self.store.put_file(name, content)
        return f"{self.base_url}files/{name}"

    def tell_stored(self, profile: Json, *, again: bool) -> None:
        """Fire the storing event of a profile that came as JSON."""
        self.deliveries.send(events.stored(profile, again=again, settings=self.settings))

    # Control

    def configure(self, changes: Mapping[str, Any]) -> Json:
        """Change settings; ``sources`` maps a source's key to its ``sync_parsing``. ValueError.

        Gives back all settings but the secrets.
        """
        changes = dict(changes)
        sources = changes.pop("sources", {})
        with self.lock:
            self.settings = self.settings.changed(changes)
            for key, flag in sources.items():
                self._set_sync(key, flag)
        return self.described()

    def _set_sync(self, key: str, flag: Any) -> None:
        source = self.store.container("source", key)
        flag = flag.get("sync_parsing") if isinstance(flag, dict) else flag
        if source is None or not isinstance(flag, bool):
            raise ValueError("sources maps keys of sources to true (sync_parsing) or false.")
        self.store.put_container("source", source | {"sync_parsing": flag})

    def described(self) -> Json:
        """The settings as JSON, without the secrets."""
        values = {name: getattr(self.settings, name) for name in sorted(Settings.names())}
        del values["webhook_secret"], values["api_secrets"]
        return values | {
            "quirks": sorted(self.settings.quirks),
            "webhook_urls": list(self.settings.webhook_urls),
        }

    def reset(self) -> None:
        """Empty the workspace: objects, files, journal, queued faults. Settings and odds stay."""
        with self.lock:
            self.parses.forget()
            self.store.clear()
            self.journal.clear()
            spec = self.faults.spec
            self.faults.clear()
            self.faults.set_odds(spec)
            self._furnish()

    def add_source(self, name: str, *, key: str | None = None, sync_parsing: bool = False) -> Json:
        """A new source; its key is made from its name unless given."""
        key = key or defaults.key_of(name)
        return self.store.put_container(
            "source", objects.source(name, key, sync_parsing=sync_parsing)
        )

    def add_board(self, name: str, *, key: str | None = None) -> Json:
        """A new board; its key is made from its name unless given."""
        return self.store.put_container("board", objects.board(name, key or defaults.key_of(name)))

    def profiles(self) -> Json:
        """What a test of lost and doubled CVs counts.

        ``count`` and ``profiles`` tell what is there, ``creations`` how often a create or a parse
        took effect under each reference, ``surplus`` how many of those were too many.
        """
        there = self.store.identities("profile")
        effects = Counter(
            (source, key if reference is None else reference)
            for source, key, reference in self.store.creations("profile")
        )
        creations: Counter[str] = Counter()
        for (_, name), times in effects.items():
            creations[name] += times
        return {
            "count": len(there),
            "profiles": [
                {"source_key": source, "key": key, "reference": reference}
                for source, key, reference in there
            ],
            "creations": creations,
            "surplus": sum(times - 1 for times in effects.values()),
            "pending": len(self.store.pending_parses()),
        }

    def wait_idle(self, timeout: float) -> bool:
        """Wait for pending parses and deliveries; False when ``timeout`` seconds were too few."""
        end = monotonic() + timeout
        return self.parses.wait_idle(timeout) and self.deliveries.wait_idle(
            max(0.0, end - monotonic())
        )
