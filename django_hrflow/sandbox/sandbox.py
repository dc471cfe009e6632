"""``Sandbox``: a running stand-in for the HrFlow.ai API, inside a test or behind the command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Self

from .answers import Json
from .server import ApiServer
from .settings import Settings
from .workspace import Workspace


class Sandbox:
    """Listens from the moment that it is made, answers from ``start`` (or ``with``) to ``stop``.

    ``port`` 0 takes a free one. ``state`` is a file that keeps everything over restarts (default:
    memory). ``faults`` are odds such as ``"503:0.1,silence-after:0.05"``; ``seed`` makes them
    repeatable. ``sync_parsing`` lets the careers source parse in real time too. ``settings`` are
    the fields of ``django_hrflow.sandbox.settings.Settings``: ``webhook_url``, ``webhook_secret``,
    ``webhook_scheme``, ``parse_delay``, ``repeated_reference``, ``api_secrets``, … ValueError says
    which was wrong; OSError when the port is taken.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        host: str = "127.0.0.1",
        state: str | None = None,
        faults: str | None = None,
        seed: int | None = None,
        sync_parsing: bool = False,
        verbose: bool = False,
        **settings: Any,
    ) -> None:
        checked = Settings().changed(settings)
        self.workspace = Workspace(
            checked, state=state, faults=faults, seed=seed, sync_parsing=sync_parsing
        )
        try:
            self._server = ApiServer((host, port), self.workspace, verbose=verbose)
        except OSError:
            self.workspace.store.close()
            raise
        self.port = self._server.port
        name = f"[{self._server.host}]" if ":" in self._server.host else self._server.host
        self.workspace.base_url = f"http://{name}:{self.port}/"

    @property
    def url(self) -> str:
        """The base URL of the API, with a slash at its end."""
        return self.workspace.base_url + "v1/"

    def start(self) -> Self:
        """Begin to answer, in threads."""
        self.workspace.start()
        self._server.start()
        return self

    def stop(self) -> None:
        """Close everything; what is pending stays in the state file, if there is one."""
        self._server.stop()
        self.workspace.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # What the control endpoints under /_sandbox/ do too

    def calls(self, path: str | None = None) -> list[Json]:
        """The journal, oldest call first; of one path (``"profile/parsing/file"``) if given."""
        return [
            entry for entry in self.workspace.journal.entries() if path in {None, entry["path"]}
        ]

    def forget_calls(self) -> None:
        """Empty the journal."""
        self.workspace.journal.clear()

    def fault(
        self, kind: str, *, times: int = 1, path: str | None = None, method: str | None = None
    ) -> None:
        """Let the next ``times`` calls fail, of ``path`` and ``method`` only where given."""
        self.workspace.faults.enqueue(kind, times=times, path=path, method=method)

    def set_faults(self, spec: str | None) -> None:
        """Let calls fail by chance: ``"503:0.1,reset:0.04"``; None ends that."""
        self.workspace.faults.set_odds(spec)

    def no_faults(self) -> None:
        """Nothing goes wrong any more."""
        self.workspace.faults.clear()

    def configure(self, **changes: Any) -> Json:
        """Change settings while it runs; ``sources={key: True}`` sets a source's real-time flag."""
        return self.workspace.configure(changes)

    def reset(self) -> None:
        """Empty the workspace; settings stay."""
        self.workspace.reset()

    def add_source(self, name: str, *, key: str | None = None, sync_parsing: bool = False) -> Json:
        """A new source; its key is made from its name unless given."""
        return self.workspace.add_source(name, key=key, sync_parsing=sync_parsing)

    def add_board(self, name: str, *, key: str | None = None) -> Json:
        """A new board; its key is made from its name unless given."""
        return self.workspace.add_board(name, key=key)

    def profiles(self) -> Json:
        """``count``, ``profiles``, ``creations`` (per reference), ``surplus`` and ``pending``."""
        return self.workspace.profiles()

    def send_event(self, payload: Mapping[str, Any]) -> None:
        """Post any payload as a signed webhook to every receiver."""
        self.workspace.deliveries.send(dict(payload))

    def deliveries(self, kinds: Iterable[str] = ()) -> list[Json]:
        """The webhooks that were posted or dropped, of some event types only if given."""
        wanted = set(kinds)
        log = self.workspace.deliveries.log()
        return [one for one in log if not wanted or one["type"] in wanted]

    def wait_idle(self, timeout: float = 10.0) -> bool:
        """Wait until no parse and no delivery is pending; False when the time was too short."""
        return self.workspace.wait_idle(timeout)
