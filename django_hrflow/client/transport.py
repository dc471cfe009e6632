"""Move a call to HrFlow and its answer back: the only module that opens a connection."""

import os
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from time import monotonic, time
from typing import Any

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH

import django_hrflow

from .answer_body import CHUNK, collect
from .exchange import BoundedPool, BoundedTLSPool, BoundedTLSSocket, Exchange, current
from .outcomes import Phase
from .protocol import Answer, Call, texts, unanswered
from .secret import Secret
from .upload import Multipart, UnreadableFileError

_HEADERS = {
    "Accept": "*/*",
    "Accept-Encoding": "gzip",
    "Connection": "keep-alive",
    "User-Agent": f"django-hrflow/{django_hrflow.__version__}",
}


class Transport:
    """One pool of connections to one address, with its limits.

    ``timeout`` is (connect, read) in seconds, ``deadline`` bounds a whole call, upload and answer
    together; None lifts it. Resolving a host name is the system's business and is not bounded.
    ``proxies`` (scheme to URL) and ``ca_bundle`` (a file or folder of certificates) are as in
    ``requests``, but nothing is taken from the environment, nor from ``.netrc``.

    Safe to share between threads, and after a fork: a child opens connections of its own.
    """

    def __init__(
        self,
        api_url: str,
        credentials: Sequence[tuple[str, Secret]] = (),
        *,
        timeout: float | tuple[float, float] = (5, 60),
        deadline: float | None = 300,
        proxies: Mapping[str, str] | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
    ) -> None:
        self._api_url = api_url
        self._credentials = tuple(credentials)
        self._timeout = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        self._deadline = float("inf") if deadline is None else deadline
        self._proxies = dict(proxies or {})
        self._ca_bundle = os.fspath(ca_bundle) if ca_bundle is not None else DEFAULT_CA_BUNDLE_PATH
        # By process: a child must not touch the connections of its parent, not even to close them.
        self._sessions: dict[int, requests.Session] = {}

    def send(self, call: Call) -> Answer:
        """Send a call once and return the answer, whatever its status; follow no redirect.

        Raises ``ConnectionFailed``, ``Timeout`` or ``ConnectionLost``, or what the caller's own
        file raises when it is read.
        """
        connect, read = self._timeout
        deadline = monotonic() + self._deadline
        exchange = Exchange(self._credentials, connect, read, deadline, call.query_string())
        token = current.set(exchange)
        try:
            result = self._attempt(call, exchange)
        finally:
            current.reset(token)
        # Raised here, so that no frame and no exception of a library hangs on it.
        if isinstance(result, Exception):
            try:
                raise result
            finally:
                del result  # or error and frame keep each other, and every caller's CV, in memory
        return result

    def close(self) -> None:
        """Close the connections; the next call opens new ones."""
        session = self._sessions.pop(os.getpid(), None)
        if session is not None:
            session.close()

    def _attempt(self, call: Call, exchange: Exchange) -> Answer | Exception:
        with _body(call) as (body, headers):
            try:
                with self._session().request(
                    call.method,
                    self._api_url + call.path,
                    data=body,
                    headers=headers,
                    timeout=self._timeout,
                    stream=True,
                    allow_redirects=False,
                ) as response:
                    received_at = time()
                    chunks = response.raw.stream(CHUNK, decode_content=False)
                    content, flaw = collect(response.headers, chunks)
                    return Answer(
                        response.status_code, response.headers, content, received_at, flaw
                    )
            except UnreadableFileError as failure:
                return failure.cause
            except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as failure:
                return unanswered(call, _phase(exchange), _reason(exchange, failure))

    def _session(self) -> requests.Session:
        session = self._sessions.get(os.getpid())
        if session is None:
            addresses = (self._api_url, *self._proxies.values())
            tls = any(address.lower().startswith("https") for address in addresses)
            context = _tls_context(self._ca_bundle) if tls else None
            session = self._sessions[os.getpid()] = _Session(self._proxies, context)
        return session


class _Session(requests.Session):
    """A session that follows nothing, remembers nothing and reads no environment."""

    def __init__(self, proxies: dict[str, str], context: ssl.SSLContext | None) -> None:
        super().__init__()
        self.trust_env = False
        self.headers.clear()
        self.headers.update(_HEADERS)
        self.proxies = proxies
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        adapter = _Adapter(context)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Know of no redirect: even one that is not followed would have its body read whole."""


class _Adapter(HTTPAdapter):
    """Connections that share one TLS context and keep to the deadline of their call."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._context = context
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pools of connections without a proxy."""
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": BoundedPool, "https": BoundedTLSPool}

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> urllib3.ProxyManager:
        """Make the pools of connections through a proxy."""
        manager: urllib3.ProxyManager = super().proxy_manager_for(
            proxy, ssl_context=self._context, proxy_ssl_context=self._context, **kwargs
        )
        manager.pool_classes_by_scheme = {"http": BoundedPool, "https": BoundedTLSPool}
        return manager

    def cert_verify(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing: the context verifies, and ``requests`` would parse the bundle each time."""


@cache
def _tls_context(ca_bundle: str) -> ssl.SSLContext:
    """Make the context of a bundle, once: parsing 140 certificates takes 20 ms."""
    if Path(ca_bundle).is_dir():
        context = ssl.create_default_context(capath=ca_bundle)
    else:
        context = ssl.create_default_context(cafile=ca_bundle)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = BoundedTLSSocket
    return context


@contextmanager
def _body(call: Call) -> Iterator[tuple[bytes | Multipart | None, dict[str, str]]]:
    """Give the body and its headers; a file that is opened for it is closed after the call."""
    if call.file is not None:
        with call.file.open() as (file, size):
            multipart = Multipart(texts(call.fields), call.file, file, size)
            yield multipart, {"Content-Type": multipart.content_type}
    else:
        body = call.body()
        yield body, {} if body is None else {"Content-Type": "application/json"}


def _phase(exchange: Exchange) -> Phase:
    if not exchange.sent:
        return Phase.UNSENT
    return Phase.UNANSWERED if exchange.timed_out else Phase.BROKEN


def _reason(exchange: Exchange, failure: BaseException) -> str:
    """Say in a word what the system said; messages of libraries hold URLs, so they are not used."""
    if exchange.timed_out:
        return "The time ran out."
    root, seen = failure, {id(failure)}
    while inner := next((error for error in _inner(root) if id(error) not in seen), None):
        root = inner
        seen.add(id(root))
    if isinstance(root, ssl.SSLCertVerificationError):
        return f"The certificate is not trusted: {root.verify_message}."
    words = getattr(root, "strerror", None) or getattr(root, "reason", None)
    return f"{words if isinstance(words, str) else type(root).__name__}."


def _inner(error: BaseException) -> Iterator[BaseException]:
    for value in (*error.args, getattr(error, "reason", None), error.__cause__, error.__context__):
        if isinstance(value, BaseException):
            yield value
