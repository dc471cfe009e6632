"""The workspace itself: sources, boards, webhooks and the key (HrFlow API reference)."""

from django_hrflow.client.protocol import Call, Envelope

from .arguments import optional_text, position, text
from .resource import Resource


class Source(Resource):
    """``client.source``."""

    __slots__ = ()

    def list(
        self,
        name: str | None = None,
        page: int = 1,
        limit: int = 30,
        sort_by: str | None = "date",
        order_by: str | None = "desc",
    ) -> Envelope:
        """Return a page of the sources (Find sources)."""
        query = _page(name, page, limit, sort_by, order_by)
        return self._send(Call("GET", "sources", query=query))

    def get(self, key: str | None = None) -> Envelope:
        """Return a source (Get a source)."""
        return self._send(Call("GET", "source", query={"key": text("key", key)}))


class Board(Resource):
    """``client.board``."""

    __slots__ = ()

    def list(
        self,
        name: str | None = None,
        page: int = 1,
        limit: int = 30,
        sort_by: str | None = "date",
        order_by: str | None = "desc",
    ) -> Envelope:
        """Return a page of the boards (Find boards)."""
        query = _page(name, page, limit, sort_by, order_by)
        return self._send(Call("GET", "boards", query=query))

    def get(self, key: str | None = None) -> Envelope:
        """Return a board (Get a board)."""
        return self._send(Call("GET", "board", query={"key": text("key", key)}))


class Webhooks(Resource):
    """``client.webhooks``; to receive deliveries is the app's work, not the client's."""

    __slots__ = ()

    def check(self, url: str, type: str) -> Envelope:  # noqa: A002 (HrFlow's name)
        """Ask whether a webhook of this type is set up for a URL (Webhook check)."""
        body = {"url": text("url", url), "type": text("type", type)}
        return self._send(Call("POST", "webhook/check", json=body))


class Auth(Resource):
    """``client.auth``."""

    __slots__ = ()

    def get(self) -> Envelope:
        """Return the team and the permission of the key (Auth)."""
        return self._send(Call("GET", "auth"))


def _page(
    name: str | None, page: int, limit: int, sort_by: str | None, order_by: str | None
) -> dict[str, object]:
    return {
        "name": optional_text("name", name),
        "page": position("page", page),
        "limit": position("limit", limit),
        "sort_by": sort_by,
        "order_by": order_by,
    }
