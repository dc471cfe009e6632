"""Give HrFlow's API as one object, with the names that the official SDK uses."""

import os
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import NoReturn, Self
from urllib.parse import urlsplit

from .protocol import Call, Envelope, read
from .resources.document import Document
from .resources.job import Job
from .resources.profile import Profile
from .resources.text import Text
from .resources.workspace import Auth, Board, Source, Webhooks
from .secret import Secret
from .transport import Transport

API_URL = "https://api.hrflow.ai/v1/"


class Hrflow:
    """A client of one HrFlow workspace.

    ``client.profile``, ``job``, ``document``, ``text``, ``source``, ``board``, ``webhooks`` and
    ``auth`` have HrFlow's calls; each returns the decoded envelope (a dict with ``code``,
    ``message``, ``data`` and perhaps ``meta``) or raises a subclass of ``HrflowError``. A call is
    sent once: to wait and to try again is the caller's decision.

    ``timeout`` is (connect, read) in seconds, ``deadline`` bounds a whole call (None: no bound),
    ``proxies`` and ``ca_bundle`` are as in ``requests``; the environment is not looked at.
    ``webhook_secret`` (one, or several) is only kept out of messages here. ``transport`` replaces
    the connections; it then has the address, the key and the limits.

    Raises ``ValueError`` for an address, a proxy or a key that cannot be right. Safe to share
    between threads and across forks.
    """

    def __init__(
        self,
        api_url: str = API_URL,
        api_secret: str | Secret | None = None,
        api_user: str | Secret | None = None,
        webhook_secret: str | Secret | Sequence[str | Secret] | None = None,
        *,
        timeout: float | tuple[float, float] = (5, 60),
        deadline: float | None = 300,
        proxies: Mapping[str, str] | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        email_parameter: str = "profile_email",
        transport: Transport | None = None,
    ) -> None:
        # First of all: whatever is raised from here on, error reports show the variables.
        api_secret, api_user = _secret(api_secret), _secret(api_user)
        webhook_secret = _several(webhook_secret)
        self.api_url, self._api_secret = "", api_secret  # for the repr in such a report
        self.api_url = _address(api_url)
        _check_header("api_secret", api_secret)
        credentials = [("X-API-KEY", self._api_secret)]
        if api_user.reveal():
            _check_header("api_user", api_user)
            credentials.append(("X-USER-EMAIL", api_user))
        self._secrets = (self._api_secret, *webhook_secret)
        self._transport = transport or Transport(
            self.api_url,
            credentials,
            timeout=timeout,
            deadline=deadline,
            proxies=_proxies(proxies),
            ca_bundle=ca_bundle,
        )
        self.profile = Profile(self.send, email_parameter)
        self.job = Job(self.send)
        self.document = Document(self.send)
        self.text = Text(self.send)
        self.source = Source(self.send)
        self.board = Board(self.send)
        self.webhooks = Webhooks(self.send)
        self.auth = Auth(self.send)

    def send(self, call: Call) -> Envelope:
        """Send a call, also one that no resource has a method for, and return its envelope."""
        return read(call, self._transport.send(call), self._secrets)

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Hrflow {self.api_url} {self._api_secret}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("A client holds a secret and connections; make one where it is needed.")


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise ValueError("api_url must start with https:// and name a host.")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("api_url must hold no user, no query and no fragment.")
    return url if url.endswith("/") else f"{url}/"


def _proxies(proxies: Mapping[str, str] | None) -> Mapping[str, str]:
    for url in (proxies or {}).values():
        # Another kind would need connections of another kind, which keep to no deadline.
        if urlsplit(url).scheme not in ("https", "http"):
            raise ValueError("A proxy must start with http:// or https://.")
    return proxies or {}


def _secret(value: str | Secret | None) -> Secret:
    return value if isinstance(value, Secret) else Secret(value or "")


def _check_header(name: str, secret: Secret) -> None:
    """Refuse what would only fail when it is sent as a header."""
    if not secret.reveal():
        raise ValueError(f"{name} is missing.")
    if not all("!" <= character <= "~" for character in secret.reveal()):
        raise ValueError(f"{name} holds white space or characters that no header can carry.")


def _several(secrets: str | Secret | Sequence[str | Secret] | None) -> tuple[Secret, ...]:
    if secrets is None:
        return ()
    if isinstance(secrets, str | Secret):
        secrets = [secrets]
    return tuple(_secret(value) for value in secrets)
