"""P-3: no field of a model is changed by posting it: every one is posted to every write route."""

import json

import pytest
from django.db import models
from django.urls import reverse

from django_hrflow.models import Board, Call, Erasure, Event, Job, Profile, Resume, Source
from tests.access.routes import fill, kind_of
from tests.access.test_matrix import ROWS, body_of
from tests.access.test_matrix import world as world  # a fixture

pytestmark = pytest.mark.slow

MODELS = (Source, Board, Profile, Job, Resume, Event, Erasure, Call)
#: Members of HrFlow's own objects that have the same name as a column of ours.
IN_A_BODY = {
    "hrflow/api/profiles/": {"reference", "key", "name", "created_at", "updated_at", "source"},
    "hrflow/api/jobs/": {"reference", "key", "name", "created_at", "updated_at", "board"},
    "hrflow/api/profiles/parse/": {"reference", "tags", "metadatas", "created_at", "file"},
}
WRITES = sorted(
    row for row in ROWS if row[0] in ("POST", "PUT", "PATCH", "DELETE") and "api/" in row[1]
)


def value_of(field):
    """Something that the column could hold, and does not."""
    if isinstance(field, models.BooleanField):
        return True
    if isinstance(field, models.DateTimeField):
        return "2001-02-03T04:05:06Z"
    if isinstance(field, models.JSONField):
        return {"planted": True}
    if isinstance(field, models.IntegerField | models.ForeignKey):
        return 987654
    return field.choices[1][0] if field.choices else "planted"


FIELDS = {}
for model in MODELS:
    for each in model._meta.concrete_fields:
        FIELDS.setdefault(each.attname, value_of(each))
        FIELDS.setdefault(each.name, value_of(each))


def rows():
    """Every column of every row."""
    return {
        (model.__name__, row["pk"]): row
        for model in MODELS
        for row in model._default_manager.values("pk", *_names(model))
    }


def _names(model):
    return [each.attname for each in model._meta.concrete_fields]


def planted(before, after):
    """Cells that hold a planted value now and did not before."""
    return [
        (key, name)
        for key, row in after.items()
        for name, value in row.items()
        if name in FIELDS
        and before.get(key, {}).get(name) != value
        and spelt(value) == spelt(FIELDS[name])
        and (key in before or FIELDS[name] is not True)  # a new row may well be true
    ]


def spelt(value):
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if hasattr(value, "strftime") else value


@pytest.mark.parametrize(("method", "route"), WRITES)
def test_no_column_is_written_through_the_api(world, method, route):
    allowed = IN_A_BODY.get(route, IN_A_BODY.get(route.replace("<str:key>/", ""), set()))
    path = fill(route, world.value("own", "admin", route) if kind_of(route) else None)
    before = rows()
    for name, value in FIELDS.items():
        if name in allowed:
            continue
        sensible = body_of(method, route, world) or {}
        if route.endswith("parse/") and "profiles" in route:
            answer = world.clients["admin"].post(path, {**sensible, name: json.dumps(value)})
        else:
            body = json.dumps({**sensible, name: sensible.get(name, value)})
            answer = world.clients["admin"].generic(
                method, path, body, content_type="application/json"
            )
        assert answer.status_code < 500, (name, answer.content)
    assert planted(before, rows()) == []


@pytest.mark.parametrize("model", [Source, Board, Profile, Job, Resume, Event, Erasure])
def test_no_column_is_written_through_the_admin(world, model):
    name = model._meta.model_name
    row = world.own[name]
    before = rows()
    for page, args in (("add", []), ("change", [row.pk]), ("changelist", []), ("delete", [row.pk])):
        path = reverse(f"admin:django_hrflow_{name}_{page}", args=args)
        posted = {key: json.dumps(value) for key, value in FIELDS.items()}
        listed = {f"form-0-{key}": value for key, value in posted.items()}
        management = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk}
        world.clients["admin"].post(path, {**posted, **listed, **management, "_save": "Save"})
    assert rows() == before


def test_a_column_that_is_written_is_found(world):
    before = rows()
    Resume.objects.update(reason="planted", changed_at=FIELDS["changed_at"])
    assert {name for _key, name in planted(before, rows())} == {"reason", "changed_at"}
