"""The OpenAPI document: complete, valid, without warnings, and as committed."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from django.core.management import call_command

from django_hrflow.api import schema_view
from django_hrflow.api.urls import urlpatterns
from tests.api.conftest import API

COMMITTED = Path(__file__).resolve().parent.parent.parent / "docs" / "openapi.yaml"
COMMAND = (
    "python manage.py spectacular --custom-settings django_hrflow.api.schema_view.SETTINGS "
    "--file docs/openapi.yaml"
)
SETTINGS = "django_hrflow.api.schema_view.SETTINGS"


@pytest.fixture(scope="module")
def document():
    return json.loads(json.dumps(schema_view.document("hrflow/api")))


def operations(document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


@pytest.mark.parametrize("arguments", [{}, {"custom_settings": SETTINGS}], ids=["3.0", "3.1"])
def test_a_project_can_make_it_part_of_its_own_without_warnings(tmp_path, arguments):
    file = tmp_path / "openapi.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(file), **arguments)
    assert file.stat().st_size > 10_000


def test_it_is_as_committed(tmp_path):
    file = tmp_path / "openapi.yaml"
    call_command("spectacular", custom_settings=SETTINGS, file=str(file))
    assert file.read_text() == COMMITTED.read_text(), (
        f"docs/openapi.yaml is out of date. Write it anew: {COMMAND}"
    )


def test_no_value_that_is_sent_to_us_is_left_undescribed(document):
    """Else the schema would promise to take NUL and numbers of any size."""
    for name, schema in document["components"]["schemas"].items():
        if name.endswith("Request"):
            for member, value in schema.get("properties", {}).items():
                assert value.keys() - {"description", "title", "default"}, f"{name}.{member}"


@pytest.mark.django_db
def test_it_is_served_as_yaml_and_json(api, document):
    as_yaml = api.get(f"{API}schema/")
    assert as_yaml["Content-Type"].startswith("application/vnd.oai.openapi")
    assert yaml.safe_load(as_yaml.content) == document
    headers = {"Accept": "application/vnd.oai.openapi+json"}
    assert api.get(f"{API}schema/", headers=headers).json() == document


def test_every_path_is_described(document):
    described = {path.removeprefix("/hrflow/api/") for path in document["paths"]}
    mounted = set()
    for pattern in urlpatterns:
        path = str(pattern.pattern)
        for converter in ("str", "int", "uuid"):
            path = path.replace(f"<{converter}:", "{").replace(">", "}")
        if not path.startswith("^") and path != "schema/":
            mounted.add(path)
    assert described == mounted


def test_every_operation_has_a_name_a_summary_and_problems(document):
    names = [operation["operationId"] for _name, operation in operations(document)]
    assert len(names) == len(set(names))
    for name, operation in operations(document):
        assert operation["summary"].endswith("."), name
        assert operation["security"], name
        assert {"400", "401", "403", "404", "406", "429", "503"} <= operation["responses"].keys()
        for status, response in operation["responses"].items():
            if status >= "400":
                assert response == {"$ref": f"#/components/responses/Problem{status}"}
                described = document["components"]["responses"][f"Problem{status}"]
                assert set(described["content"]) == {"application/problem+json"}


def test_what_asks_hrflow_takes_a_preference(document):
    for name, operation in operations(document):
        headers = {each["name"] for each in operation["parameters"] if each["in"] == "header"}
        asks = "502" in operation["responses"]
        later = operation["responses"].get("202") == {"$ref": "#/components/responses/Accepted"}
        assert ("Prefer" in headers) == later, name
        assert asks == later or operation["operationId"] == "parse_resumes", name
    for path in ("profiles/", "profiles/{key}/", "jobs/", "jobs/{key}/"):
        assert "Prefer" not in str(document["paths"][f"/hrflow/api/{path}"]["get"]), path
    assert "Idempotency-Key" in str(document["paths"]["/hrflow/api/profiles/"]["post"])
    assert "Idempotency-Key" in str(document["paths"]["/hrflow/api/profiles/parse/"]["post"])


def test_files_are_binary(document):
    body = document["paths"]["/hrflow/api/profiles/parse/"]["post"]["requestBody"]
    (content,) = body["content"].items()
    assert content[0] == "multipart/form-data"
    name = content[1]["schema"]["$ref"].rpartition("/")[2]
    file = document["components"]["schemas"][name]["properties"]["file"]
    assert file == {
        "type": "array",
        "items": {"type": "string", "format": "binary", "minLength": 1},
        "minItems": 1,
    }


def test_examples_are_what_the_schemas_say(document):
    checked = 0
    for _name, operation in operations(document):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            for content in body.get("content", {}).values():
                if "example" in content:
                    schema = {**content["schema"], "components": document["components"]}
                    jsonschema.Draft202012Validator(schema).validate(content["example"])
                    checked += 1
    assert checked > 15


def test_links_lead_to_operations_with_their_parameters(document):
    parameters = {
        operation["operationId"]: {each["name"] for each in operation["parameters"]}
        for _name, operation in operations(document)
    }
    for _name, operation in operations(document):
        for response in operation["responses"].values():
            for link in response.get("links", {}).values():
                assert link["parameters"].keys() <= parameters[link["operationId"]]
