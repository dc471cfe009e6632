"""The client as a whole: how it is made, what it shows, and what it weighs."""

import inspect
import pickle
import subprocess
import sys

import pytest

from django_hrflow.client import Answer, Call, Hrflow, HrflowError, Secret, Transport

from .calls import API_SECRET, API_USER, EXAMPLES, READ, WEBHOOK_SECRET
from .servers import answer


def test_the_arguments_have_the_official_order():
    parameters = list(inspect.signature(Hrflow).parameters)
    assert parameters[:4] == ["api_url", "api_secret", "api_user", "webhook_secret"]
    client = Hrflow("https://api.example/v2", API_SECRET, API_USER, WEBHOOK_SECRET)
    assert client.api_url == "https://api.example/v2/"
    assert Hrflow(api_secret=API_SECRET).api_url == "https://api.hrflow.ai/v1/"


def test_the_user_is_named_only_if_there_is_one(server, connect):
    READ(connect(server.url))
    READ(connect(server.url, api_user=None))
    READ(connect(server.url, api_user=""))
    named, *others = server.requests
    assert named.headers["x-user-email"] == API_USER
    assert not [request for request in others if "x-user-email" in request.headers]


@pytest.mark.parametrize("slash", ["", "/"])
def test_the_address_may_end_with_a_slash_or_not(server, connect, slash):
    READ(connect(server.url.rstrip("/") + slash))
    assert server.requests[0].path == "/v1/sources"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.hrflow.ai",
        "ftp://api.hrflow.ai/",
        "https://",
        "https:///v1/",
        "https://anna:secret@api.hrflow.ai/",
        "https://api.hrflow.ai/?a=1",
        "https://api.hrflow.ai/#a",
    ],
)
def test_an_address_that_cannot_be_right(url):
    with pytest.raises(ValueError, match="api_url must"):
        Hrflow(url, API_SECRET)


@pytest.mark.parametrize("url", ["socks5://127.0.0.1:9", "127.0.0.1:9", ""])
def test_a_proxy_of_another_kind_is_refused_and_not_bypassed(url):
    with pytest.raises(ValueError, match="proxy must start with"):
        Hrflow(api_secret=API_SECRET, proxies={"https": url})


@pytest.mark.parametrize("secret", [None, ""])
def test_no_key(secret):
    with pytest.raises(ValueError, match="api_secret is missing"):
        Hrflow(api_secret=secret)


@pytest.mark.parametrize("value", ["with space", "newline\n", "\r\nX-Evil: 1", "é", "\x00", " "])
def test_a_key_that_no_header_can_carry_is_refused_and_not_shown(value):
    for arguments in ({"api_secret": value}, {"api_secret": API_SECRET, "api_user": value}):
        with pytest.raises(ValueError, match="white space or characters") as caught:
            Hrflow(**arguments)
        assert value not in str(caught.value).replace(" ", "") or not value.strip()


def test_secrets_may_be_given_as_secrets(server, connect):
    READ(connect(server.url, api_secret=Secret(API_SECRET)))
    assert server.requests[0].headers["x-api-key"] == API_SECRET


@pytest.mark.parametrize(
    "webhook_secret",
    [WEBHOOK_SECRET, Secret(WEBHOOK_SECRET), ["another-secret", Secret(WEBHOOK_SECRET)]],
)
def test_every_configured_secret_is_kept_out_of_messages(server, connect, webhook_secret):
    server.handler = answer(WEBHOOK_SECRET.encode() + API_SECRET.encode(), 500)
    with pytest.raises(HrflowError) as caught:
        READ(connect(server.url, webhook_secret=webhook_secret))
    assert caught.value.body == "••••ngth••••cdef"


def test_a_client_shows_its_address_and_no_secret(client, server):
    assert repr(client) == f"<Hrflow {server.url} ••••cdef>"
    for value in vars(client).values():
        assert API_SECRET not in repr(value)
        assert WEBHOOK_SECRET not in repr(value)


def test_a_client_is_not_pickled(client):
    with pytest.raises(TypeError, match="make one where it is needed"):
        pickle.dumps(client)


def test_another_transport_can_take_its_place():
    class Canned(Transport):
        def __init__(self):
            self.calls = []

        def send(self, call):
            self.calls.append(call)
            return Answer(200, {}, b'{"code": 200}', 0.0)

        def close(self):
            self.calls.append("closed")

    canned = Canned()
    with Hrflow(api_secret=API_SECRET, transport=canned) as client:
        assert client.auth.get() == {"code": 200}
    assert canned.calls == [Call("GET", "auth"), "closed"]


def test_a_call_without_a_method_of_its_own(server, client):
    assert client.send(Call("GET", "profile/revealing", query={"key": "k"}))["code"] == 200
    assert server.requests[0].target == "/v1/profile/revealing?key=k"


def test_the_name_of_the_e_mail_parameter_can_be_chosen(server, connect):
    connect(server.url).profile.parsing.get("s", email="anna@example.org")
    connect(server.url, email_parameter="email").profile.parsing.get("s", email="anna@example.org")
    assert server.requests[0].query == {"source_key": "s", "profile_email": "anna@example.org"}
    assert server.requests[1].query == {"source_key": "s", "email": "anna@example.org"}


def test_every_method_has_words_and_an_envelope_for_its_answer():
    client = Hrflow(api_secret=API_SECRET)
    found = {}
    for group in ("profile", "job", "document", "text", "source", "board", "webhooks", "auth"):
        holder = getattr(client, group)
        parts = {group: holder}
        if not hasattr(type(holder), "_send"):
            parts = {f"{group}.{name}": getattr(holder, name) for name in holder.__slots__}
        for path, resource in parts.items():
            for name in vars(type(resource)):
                if not name.startswith("_"):
                    found[f"{path}.{name}"] = getattr(resource, name)
    assert {name for name in found if ".storing." not in name} == set(EXAMPLES)
    for method in found.values():
        assert method.__doc__
        assert method.__annotations__["return"] == dict[str, __import__("typing").Any]


def test_importing_it_loads_no_django_and_no_numpy():
    program = (
        "import sys, django_hrflow.client; "
        "print(sorted({'django', 'numpy', 'celery', 'rest_framework'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
