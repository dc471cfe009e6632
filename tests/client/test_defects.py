"""Nothing that is wrong with the official SDK is wrong here: a test for each defect of a client.

(Its defects in receiving webhooks are tested with ``django_hrflow.webhooks``.)
"""

import ast
import inspect
import io
import json
import pkgutil
import sys
import time
from importlib import import_module
from pathlib import Path

import pytest

import django_hrflow.client as package
from django_hrflow.client import HrflowError, Timeout
from tests.clocks import within

from .calls import API_SECRET, BOARD, EXAMPLES, JOB, KEY, PROFILE, READ, SOURCE, find
from .servers import OK, answer

MODULES = [
    import_module(module.name)
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
]


def functions():
    for module in MODULES:
        for name, member in inspect.getmembers(module):
            if getattr(member, "__module__", None) != module.__name__:
                continue
            if inspect.isfunction(member):
                yield name, member
            elif inspect.isclass(member):
                yield from (pair for pair in vars(member).items() if inspect.isfunction(pair[1]))


def test_a_hung_server_does_not_hold_the_caller(server, connect):
    server.handler = lambda request, connection: time.sleep(1)
    with within(0.2), pytest.raises(Timeout):
        READ(connect(server.url, deadline=0.2))


def test_there_is_a_limit_to_every_call_that_was_not_given_one():
    parameters = inspect.signature(package.Hrflow).parameters
    assert parameters["timeout"].default == (5, 60)
    assert parameters["deadline"].default == 300


def test_a_connection_serves_more_than_one_call(server, client):
    for _ in range(3):
        READ(client)
    assert server.connections == 1


@pytest.mark.parametrize("status", [400, 401, 402, 404, 422, 500])
def test_an_error_is_raised_and_not_returned(server, client, status):
    server.handler = answer(b'{"code": %d, "message": "no"}' % status, status)
    with pytest.raises(HrflowError, match="no"):
        READ(client)


@pytest.mark.parametrize(
    "content_type", [None, "application/json; charset=utf-8", "Application/JSON", "text/plain"]
)
def test_the_content_type_of_an_answer_does_not_lose_its_body(server, client, content_type):
    server.handler = answer(content_type=content_type)
    assert READ(client) == json.loads(OK)


@pytest.mark.parametrize(
    ("value", "text"), [(True, "true"), (False, "false"), (1, "true"), (0, "false")]
)
def test_flags_are_true_or_false_whichever_way_they_are_given(server, client, value, text):
    client.profile.indexing.list([SOURCE], return_profile=value)
    client.job.indexing.list([BOARD], return_job=value)
    assert server.requests[0].query["return_profile"] == text
    assert server.requests[1].query["return_job"] == text


def test_an_object_in_a_query_keeps_its_values(server, client):
    client.job.searching.list([BOARD], location_geopoint={"lat": 48.85, "lon": 2.35})
    assert json.loads(server.requests[0].query["location_geopoint"]) == {"lat": 48.85, "lon": 2.35}


def test_arguments_are_not_changed(client):
    profile, job, tags = dict(PROFILE), dict(JOB), [{"name": "a", "value": 1}]
    client.profile.indexing.add_json(SOURCE, profile)
    client.profile.indexing.edit(SOURCE, KEY, profile)
    client.job.indexing.add_json(BOARD, job)
    client.job.indexing.edit(BOARD, KEY, job)
    client.profile.parsing.add_file(SOURCE, profile_file=b"", tags=tags)
    client.profile.searching.list([SOURCE], tags_included=tags)
    assert (profile, job, tags) == (PROFILE, JOB, [{"name": "a", "value": 1}])


def test_no_default_is_shared_between_calls():
    for name, function in functions():
        defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
        assert not [value for value in defaults if isinstance(value, list | dict | set)], name


def test_one_call_leaves_nothing_for_the_next(server, client):
    client.profile.parsing.add_file(SOURCE, profile_file=b"", reference="r", tags=[{"name": "a"}])
    client.profile.parsing.add_file(SOURCE, profile_file=b"")
    READ(client)
    first, second, third = server.requests
    assert first.parts["tags"][2] != second.parts["tags"][2]
    assert "reference" not in second.parts
    assert "content-type" not in third.headers


@pytest.mark.parametrize("name", ["profile.scoring.list", "job.scoring.list"])
def test_what_is_named_by_reference_needs_no_key(client, name):
    other = "job" if name.startswith("profile") else "profile"
    arguments = {**EXAMPLES[name].arguments, f"{other}_reference": "r"}
    del arguments[f"{other}_key"]
    assert find(client, name)(**arguments)["code"] == 200


def test_a_key_with_a_newline_cannot_break_out(server, client):
    client.source.get(f"{KEY}\nX-Evil: 1")
    assert server.requests[0].query == {"key": f"{KEY}\nX-Evil: 1"}
    assert "x-evil" not in server.requests[0].headers


@pytest.mark.parametrize("page", [True, 0, -1])
def test_a_page_that_does_not_exist_is_not_asked_for(server, client, page):
    with pytest.raises((TypeError, ValueError)):
        client.source.list(page=page)
    with pytest.raises(TypeError):
        client.profile.searching.list(SOURCE)
    assert not server.requests


def test_profiles_are_found_by_e_mail_under_either_name(server, connect):
    for name in ("profile_email", "email"):
        client = connect(server.url, email_parameter=name)
        client.profile.indexing.get(SOURCE, email="anna@example.org")
        assert server.requests[-1].query[name] == "anna@example.org"


def test_the_file_part_says_its_type(server, client):
    client.profile.parsing.add_file(SOURCE, profile_file=b"", profile_file_name="cv.docx")
    client.profile.parsing.add_file(SOURCE, profile_file=b"", profile_content_type="image/png")
    first, second = (request.parts["file"][1] for request in server.requests)
    assert first.endswith("wordprocessingml.document")
    assert second == "image/png"


def test_what_was_archived_can_be_brought_back(server, client):
    client.profile.indexing.archive(SOURCE, KEY, is_archive=False)
    assert json.loads(server.requests[0].body)["is_archive"] == 0


def test_an_object_must_be_named(server, client):
    for key in (None, ""):
        with pytest.raises(ValueError, match="both missing"):
            client.profile.indexing.get(SOURCE, key)
    assert not server.requests


def test_an_answer_to_a_webhook_check_is_read_like_any_other(server, client):
    server.handler = answer(b"<html>Bad gateway</html>", 502, content_type="text/html")
    with pytest.raises(HrflowError) as caught:
        EXAMPLES["webhooks.check"](client)
    assert caught.value.status == 502


def test_the_client_neither_sleeps_nor_tries_again(server, client):
    server.handler = answer(b"", 503, retry_after="10")
    with within(0), pytest.raises(HrflowError):
        READ(client)
    assert len(server.requests) == 1
    for module in MODULES:
        assert "sleep" not in {
            node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
            for node in ast.walk(ast.parse(inspect.getsource(module)))
        }


def test_a_file_is_sent_byte_for_byte(server, client):
    content = bytes(range(256)) * 10
    client.profile.parsing.add_file(SOURCE, profile_file=io.BytesIO(content))
    assert server.requests[0].parts["file"][2] == content


def test_a_promise_to_parse_is_a_success(server, client):
    server.handler = answer(b'{"code": 202, "message": "queued", "data": []}', 202)
    assert EXAMPLES["profile.parsing.add_file"](client)["code"] == 202


def test_an_address_without_a_slash_is_completed(server, connect):
    READ(connect(server.url.rstrip("/")))
    assert server.requests[0].path == "/v1/sources"


def test_a_client_without_a_key_is_not_made():
    with pytest.raises(ValueError, match="api_secret"):
        package.Hrflow()


def test_any_data_that_hrflow_sends_is_handed_on(server, client):
    odd = {"tags": [{"value": True}, {"value": 1.5}], "fields": [], "urls": {}, "text": None}
    server.handler = answer(json.dumps({"code": 200, "data": odd}).encode())
    assert client.profile.indexing.get(SOURCE, KEY)["data"] == odd


@pytest.mark.parametrize("names", ["document", "text", "profile.indexing", "profile.storing"])
def test_names_of_all_vintages_exist(client, names):
    assert find(client, names)


#: Imported where they are installed; ``test_embedding`` and ``test_protocol`` do without them, too.
EXTRA_FAST = {"orjson", "pybase64"}


def test_nothing_is_needed_that_only_helpers_need():
    allowed = {"requests", "urllib3", "numpy", "django_hrflow", *EXTRA_FAST}
    for path in Path(package.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            roots = {name.partition(".")[0] for name in names}
            assert roots <= allowed | sys.stdlib_module_names, path


def test_every_method_sends_something(server, client):
    for name, example in EXAMPLES.items():
        before = len(server.requests)
        assert example(client)["code"] == 200
        assert len(server.requests) == before + 1, name


def test_no_request_is_built_out_of_local_variables():
    for module in MODULES:
        assert "locals()" not in inspect.getsource(module)


def test_the_key_that_hrflow_echoes_is_not_passed_on(server, client):
    echo = f"Unauthorized. Invalid secret key: {API_SECRET} for permission: write"
    server.handler = answer(json.dumps({"code": 401, "message": echo}).encode(), 401)
    with pytest.raises(HrflowError) as caught:
        READ(client)
    assert API_SECRET not in str(caught.value) + caught.value.body + repr(caught.value)
    assert caught.value.message.endswith("key: ••••cdef for permission: write")
