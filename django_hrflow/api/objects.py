"""Lists, details, searches and orders that profiles and jobs share."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow.api import asynchronous, fields, lookups
from django_hrflow.api.asking import AskingView
from django_hrflow.api.documents import Form
from django_hrflow.api.lists import ListView
from django_hrflow.api.presenting import detail
from django_hrflow.api.renderers import Float32Renderer, JSONRenderer
from django_hrflow.services.kinds import Kind

__all__ = [
    "BYTES",
    "ArchiveView",
    "Archiving",
    "DetailView",
    "EmbeddingView",
    "ObjectListView",
    "OfOneView",
]

#: The other form of vectors, for the OpenAPI document.
BYTES = (
    (
        "application/octet-stream",
        {"type": "string", "format": "binary", "description": "float32, little-endian, by rows."},
    ),
)
#: What is ours or HrFlow's to say: it comes back in a body that was read here, and counts nothing.
READ_ONLY = ("id", "source", "board", "updated_at", "archived_at", "archive", "synced_at", "score",
             "workspace")  # fmt: skip


class _Writing(AskingView):
    """Takes HR-JSON in the body and shows the row that came of it."""

    kind: ClassVar[Kind]
    body_form: ClassVar[type[serializers.Serializer[Any]]]

    def content(self) -> dict[str, Any]:
        """The object of the body without what is read-only. ValidationError (400)."""
        content = self.body(self.body_form)
        return {name: value for name, value in content.items() if name not in READ_ONLY}


class ObjectListView(ListView, _Writing):
    """The mirror's rows; POST indexes an object at HrFlow and mirrors it."""

    index_task: ClassVar[Any]
    detail_name: ClassVar[str]

    def get_queryset(self) -> Any:
        """Slim rows: neither the payload nor the container's is read."""
        container = self.kind.container
        rows = self.rows(self.kind.model).select_related(container)
        return rows.slim().defer("payload", f"{container}__payload")

    def post(self, request: Request) -> Response:
        """Index an object: HrFlow first, then the mirror."""
        content = self.content()
        container_key = content.pop(self.kind.container_key)
        lookups.find_container(self, self.kind, container_key)
        order = {self.kind.container_key: container_key, f"{self.kind.name}_json": content}
        response = self.ask(self.index_task, order, status=201, once=True)
        if response.status_code == 201:
            key = response.data["key"]
            response["Location"] = asynchronous.link(request, self.detail_name, key=key)
        return response


class OfOneView(AskingView):
    """What HrFlow tells about one object, which the path names."""

    kind: ClassVar[Kind]
    task: ClassVar[Any]
    where: ClassVar[type[serializers.Serializer[Any]]]

    def get(self, request: Request, key: str) -> Response:
        """The answer of HrFlow."""
        row = self.named(key)
        container_key = self.kind.container_of(row).key
        return self.ask(self.task, {self.kind.container_key: container_key, "key": row.key})

    def named(self, key: str, container_key: str | None = None, *, ask: bool = True) -> Any:
        """The row that path and query name."""
        asked = self.query(self.where).get(self.kind.container_key)
        return lookups.find(self, self.kind, key, container_key or asked, ask=ask)


class DetailView(OfOneView, _Writing):
    """One object of the mirror; PUT replaces it at HrFlow, then in the mirror."""

    def get(self, request: Request, key: str) -> Response:
        """The object as HrFlow sent it."""
        return Response(detail(self.named(key, ask=False), self.kind))

    def put(self, request: Request, key: str) -> Response:
        """Replace the whole object: what is left out is emptied."""
        content = self.content()
        row = self.named(key, content.pop(self.kind.container_key, None))
        if content.pop("key", key) != key:
            wrong = ["The path names another object. Leave the key out or make both the same."]
            raise serializers.ValidationError({"key": wrong})
        where = {self.kind.container_key: self.kind.container_of(row).key, "key": row.key}
        return self.ask(self.task, {**where, f"{self.kind.name}_json": content})


class Archiving(Form):
    """Whether to archive, or to bring back."""

    archived = fields.Flag(required=False, default=True)


class ArchiveView(OfOneView):
    """Archives one object at HrFlow, or brings it back; archived ones are not found by searches."""

    http_method_names = ("post", "options")

    def post(self, request: Request, key: str) -> Response:
        """Archive it unless the body says ``{"archived": false}``."""
        archived = self.body(Archiving)["archived"]
        row = self.named(key)
        container_key = self.kind.container_of(row).key
        order = {self.kind.container_key: container_key, "key": row.key, "archived": archived}
        return self.ask(self.task, order)


class EmbeddingView(OfOneView):
    """The vectors of one object, as JSON or as float32."""

    renderer_classes = (JSONRenderer, Float32Renderer)

    def answer(self, task: Any, result: Any, status: int) -> Response:
        """As JSON, or as the bytes of little-endian float32, row after row."""
        if not isinstance(self.request.accepted_renderer, Float32Renderer):
            return super().answer(task, result, status)
        # Here and not above: numpy takes 10 MB and 40 ms, and most processes never need it.
        import numpy as np

        return Response(np.asarray(result["embedding"], dtype="<f4").tobytes(), status=status)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Whatever is no vector is JSON."""
        if not isinstance(getattr(response, "data", b""), bytes):
            self.render_by(JSONRenderer())
        return super().finalize_response(request, response, *args, **kwargs)
