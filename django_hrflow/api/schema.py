"""Describe the views in OpenAPI 3.1 by what they declare of themselves."""

# drf-spectacular has few types.
# mypy: allow-untyped-calls

from collections.abc import Iterator
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, force_instance
from rest_framework import serializers

from django_hrflow.api import json_schema, problem_schema
from django_hrflow.api.documents import Form
from django_hrflow.api.operations import Operation

__all__ = ["Schema"]

Json = dict[str, Any]

PROBLEM = {"$ref": "#/components/schemas/Problem"}
TASK = {"$ref": "#/components/schemas/Task"}
WORKSPACE = {
    "name": "workspace",
    "in": "query",
    "description": "The alias of the HrFlow workspace; 404 for one that may not be used.",
    "schema": {**json_schema.TEXT, "default": "default"},
}
PREFER = {
    "name": "Prefer",
    "in": "header",
    "description": "`respond-async`: answer 202 at once and tell where the result will be.",
    "schema": {"type": "string"},
    "example": "respond-async",
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A request that comes again with the same key has the same effect and answer.",
    "schema": {"type": "string", "pattern": "^[\\x21-\\x7e]{1,255}$"},
}


class Schema(AutoSchema):
    """Reads ``view.operations``; what all paths share is written here."""

    #: The view that is described; the stubs know only that it is some view.
    view: Any

    @property
    def operation(self) -> Operation:
        """The declaration of the method at hand."""
        found: Operation = self.view.operations[self.method]
        return found

    @property
    def asks(self) -> bool:
        """Whether HrFlow is asked, so that the answer may come later."""
        return bool(self.view.asks) and not self.operation.mirrored

    def get_operation_id(self) -> str:
        """The declared name: a client's method is called so."""
        return self.operation.id

    def get_summary(self) -> str:
        """The declared sentence."""
        return self.operation.summary

    def get_tags(self) -> list[str]:
        """The first part of the path."""
        return [self.view.tag]

    def get_request_serializer(self) -> Any:
        """The declared body."""
        return self.operation.body

    def get_response_serializers(self) -> Any:
        """The declared answer."""
        return {self.operation.status: self.operation.answer}

    # Parameters

    def _get_format_parameters(self) -> list[Json]:
        return []  # forms of an answer are chosen by Accept alone

    def _get_parameters(self) -> list[Json]:
        found: list[Json] = super()._get_parameters()
        for each in found:
            if each["in"] == "path":
                each["schema"] = json_schema.tightened(each["schema"])
        found += self._query_parameters()
        if self.view.in_workspace:
            found.append(WORKSPACE)
        if self.asks:
            found.append(PREFER)
        if self.operation.once:
            found.append(IDEMPOTENCY_KEY)
        return found

    def _query_parameters(self) -> Iterator[Json]:
        if self.operation.query is None:
            return
        form = self.operation.query()
        mapped = self._map_serializer(form, "request")
        for name, schema in mapped["properties"].items():
            parameter = {"name": name, "in": "query", "description": schema.pop("description", "")}
            if name in mapped.get("required", ()):
                parameter["required"] = True
            if _as_text(form.fields[name]):
                yield {**parameter, "schema": schema}
            else:
                yield {**parameter, "content": {"application/json": {"schema": schema}}}

    # Bodies

    def _get_request_body(self, direction: str = "request") -> Json | None:
        body: Json | None = super()._get_request_body(direction)
        if body:
            if getattr(self.operation.body, "rules", None):
                body["required"] = True
            for content in body["content"].values():
                if self.operation.body_example is not None:
                    content["example"] = self.operation.body_example
        return body

    def _map_basic_serializer(self, serializer: Any, direction: str) -> Json:
        schema: Json = super()._map_basic_serializer(serializer, direction)
        form = force_instance(serializer)
        if direction == "request":
            schema = json_schema.tightened(schema)
        if isinstance(form, Form):
            schema |= {"additionalProperties": False, **form.rules}
            schema.pop("propertyNames", None)
        return schema

    # Responses

    def _get_response_bodies(self, direction: Any = "response") -> Json:
        operation = self.operation
        self._component("Problem", problem_schema.PROBLEM)
        self._component("Task", problem_schema.task())
        if json_schema.is_full():
            self._component("JSON", json_schema.ANYTHING)
        found: Json = super()._get_response_bodies(direction)
        answer = found[str(operation.status)]
        answer["description"] = answer["description"] or operation.summary
        if operation.example is not None:
            answer["content"]["application/json"]["example"] = operation.example
        for media_type, schema in operation.media_types:
            answer["content"][media_type] = {"schema": schema}
        if operation.status == 201:
            answer["headers"] = problem_schema.LOCATION
        if operation.links:
            answer["links"] = {
                target: {"operationId": target, "parameters": given}
                for target, given in operation.links.items()
            }
        if self.asks:
            found["202"] = self._accepted()
        for status, why in problem_schema.statuses(
            self.view, self.method, operation, asks=self.asks
        ):
            found[str(status)] = self._problem(status, why)
        return dict(sorted(found.items()))

    def _problem(self, status: int, why: str) -> Json:
        headers = problem_schema.HEADERS.get(status)
        response = {
            "description": why,
            **({"headers": headers} if headers else {}),
            "content": {"application/problem+json": {"schema": PROBLEM}},
        }
        return self._component(f"Problem{status}", response, ResolvedComponent.RESPONSE)

    def _accepted(self) -> Json:
        response = {
            "description": "The answer will be where `Location` says.",
            "headers": problem_schema.ACCEPTED,
            "links": {
                "get_task": {
                    "operationId": "get_task",
                    "parameters": {"id": "$response.body#/id"},
                }
            },
            "content": {"application/json": {"schema": TASK}},
        }
        return self._component("Accepted", response, ResolvedComponent.RESPONSE)

    def _component(self, name: str, schema: Json, kind: str = ResolvedComponent.SCHEMA) -> Json:
        component = ResolvedComponent(name=name, type=kind, object=name, schema=schema)
        self.registry.register_on_missing(component)
        ref: Json = component.ref
        return ref


def _as_text(field: Any) -> bool:
    """Whether a query can hold the field as plain text; a list of texts is repeated."""
    if isinstance(field, serializers.ListField):
        return isinstance(field.child, serializers.CharField)
    return not isinstance(field, serializers.DictField | serializers.BaseSerializer)
