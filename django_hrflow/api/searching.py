"""HrFlow's search and scoring: every documented filter, in the query or in the body."""

from typing import Any, ClassVar

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow.api import lookups, parameters
from django_hrflow.api.asking import AskingView
from django_hrflow.services.kinds import Kind

__all__ = ["ScoreView", "SearchView"]


class SearchView(AskingView):
    """A page of what HrFlow finds. GET for short questions, POST for long ones; both only read."""

    kind: ClassVar[Kind]
    task: ClassVar[Any]
    form: ClassVar[type[serializers.Serializer[Any]]]

    def get(self, request: Request) -> Response:
        """The parameters stand in the query."""
        return self.search(self.query(self.form))

    def post(self, request: Request) -> Response:
        """The parameters stand in the body."""
        parameters.refuse_unknown(request, ())
        return self.search(self.body(self.form))

    def search(self, given: dict[str, Any]) -> Response:
        """Ask HrFlow in the containers that the request may see."""
        name = f"{self.kind.container}_keys"
        given[name] = lookups.container_keys(self, self.kind, given.get(name))
        return self.ask(self.task, given)


class ScoreView(SearchView):
    """The same, ranked for an object of the other kind, which the query names."""

    target: ClassVar[Kind]
    for_target: ClassVar[type[serializers.Serializer[Any]]]
    body_form: ClassVar[type[serializers.Serializer[Any]]]

    def post(self, request: Request) -> Response:
        """The parameters stand in the body; the target may stand there as well."""
        names = (self.target.name, self.target.container_key)
        given = request.data if isinstance(request.data, dict) else {}
        if set(names) & given.keys():
            parameters.refuse_unknown(request, ())
            return self.search(self.body(self.form))
        return self.search({**self.body(self.body_form), **self.query(self.for_target)})

    def search(self, given: dict[str, Any]) -> Response:
        """The target's board or source is found by itself."""
        target = self.target
        row = lookups.find(
            self, target, given.pop(target.name), given.pop(target.container_key, None), ask=True
        )
        place = {
            f"{target.name}_key": row.key,
            target.container_key: target.container_of(row).key,
        }
        return super().search({**given, **place})
