"""One API call as an endpoint sees it: who calls, and with which parameters."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import FileStorage, Headers

from .answers import ApiError, Json, not_found
from .parameters import Parameters
from .settings import Settings
from .store import Store

KEY_FORM = re.compile(r"ask[rw]?_[0-9a-f]{32}")
_PERMISSIONS = {"ask_": "all", "askr": "read", "askw": "write"}


class Call(Parameters):
    """The parameters of a call, and of its caller the permission and the web origin."""

    def __init__(
        self,
        values: Mapping[str, Any],
        files: Mapping[str, FileStorage],
        permission: str,
        origin: str | None,
    ) -> None:
        super().__init__(values, files)
        self.permission = permission
        self.origin = origin

    def container(self, store: Store, kind: str) -> Json:
        """The source or board that ``source_key`` or ``board_key`` names; ApiError 400."""
        return self.named_container(store, kind, self.text(f"{kind}_key") or "")

    def named_container(self, store: Store, kind: str, key: str) -> Json:
        """The source or board under ``key``; ApiError 400."""
        found = store.container(kind, key)
        if found is None:
            raise not_found(kind)
        return found

    def containers(self, store: Store, kind: str) -> list[str]:
        """The keys in ``source_keys`` or ``board_keys``: at least one, and all known."""
        keys = self.texts(f"{kind}_keys")
        if not keys or any(store.container(kind, key) is None for key in keys):
            raise not_found(kind)
        return keys

    def identity(self, prefix: str = "") -> tuple[str, str] | None:
        """The identifier given: a reference wins over a key, a key over an e-mail address."""
        emails = ("email", "profile_email") if not prefix else ()
        for field, names in (
            ("reference", (f"{prefix}reference",)),
            ("key", (f"{prefix}key",)),
            ("email", emails),
        ):
            value = self.text(*names)
            if value is not None:
                return field, value
        return None

    def stored(self, store: Store, kind: str, container: str, prefix: str = "") -> Json:
        """The profile or job that the call identifies; ApiError 400."""
        identity = self.identity(prefix)
        found = store.find(kind, container, *identity) if identity else None
        if found is None:
            raise not_found(kind)
        return found


def authenticate(settings: Settings, headers: Headers, method: str) -> str:
    """The permission of the caller's key, "all", "read" or "write"; ApiError 401.

    Without configured keys any key of the known form will do. The service repeats a refused key in
    its message; here it is redacted unless the quirk ``echo-key`` is on.
    """
    key = headers.get("X-API-KEY", "")
    shown = key if "echo-key" in settings.quirks else key[:5] + "…" * bool(key)
    if settings.api_secrets:
        known = any(hmac.compare_digest(key.encode(), one.encode()) for one in settings.api_secrets)
    else:
        known = KEY_FORM.fullmatch(key) is not None
    if not known:
        raise ApiError(401, f"Unauthorized. Invalid secret key: {shown}")
    permission = _PERMISSIONS.get(key[:4], "all")
    needed = "read" if method in {"GET", "HEAD"} else "write"
    if permission not in {"all", needed}:
        raise ApiError(401, f"Unauthorized. Invalid secret key: {shown} for permission: {needed}")
    if settings.strict_user and not headers.get("X-USER-EMAIL"):
        raise ApiError(401, "Unauthorized. X-USER-EMAIL cannot be null")
    return permission
