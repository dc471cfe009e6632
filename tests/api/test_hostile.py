"""Requests that want to break something are 4xx, never 5xx, wherever they come in."""

import json

import pytest

from tests.api.conftest import API, cv, job_json, problem_of, profile_json

pytestmark = pytest.mark.django_db

NESTED = "[" * 100_000
BODIES = {
    "nothing of the kind": b"{",
    "a bare word": b"abc",
    "an empty text": b" ",
    "two values": b"{} {}",
    "not UTF-8": b'{"name": "\xff"}',
    "UTF-16": '{"name": "a"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"name": "a"}',
    "NaN": b'{"name": NaN}',
    "Infinity": b'{"page": -Infinity}',
    "a float beyond all": b'{"page": 1e999}',
    "an integer beyond 64 bits": b'{"page": 9223372036854775808}',
    "an integer of 5,000 digits": b'{"page": ' + b"9" * 5000 + b"}",
    "NUL in a value": b'{"name": "a\\u0000b"}',
    "NUL in a name": b'{"a\\u0000b": 1}',
    "half a pair": b'{"name": "\\ud800"}',
    "half a pair in a name": b'{"\\udfff": 1}',
    "half a pair, deep": b'{"filters": {"a": [[{"b": "\\ud800"}]]}}',
    "100,000 brackets": NESTED.encode(),
    "100,000 brackets, closed": (NESTED + "]" * 100_000).encode(),
    "100,000 braces": b'{"a":' * 100_000,
    "65 levels": b'{"filters": ' + b'{"a":' * 65 + b"1" + b"}" * 65 + b"}",
}
PATHS = [
    ("post", "profiles/search/"),
    ("post", "profiles/"),
    ("put", "jobs/some-key/"),
    ("post", "text/parse/"),
    ("post", "webhooks/check/"),
]


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize(("method", "path"), PATHS)
def test_a_body_that_cannot_be_kept(api, source, method, path, name):
    response = getattr(api, method)(f"{API}{path}", BODIES[name], content_type="application/json")
    problem_of(response, 400)


def test_ten_megabytes_of_brackets(api, source, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    path = f"{API}profiles/search/"
    for body in (b"[" * 10_000_000, b'{"a":' * 2_000_000):
        problem_of(api.post(path, body, content_type="application/json"), 400)


def test_ten_megabytes_are_too_large_by_default(api, source):
    body = b"[" * 10_000_000
    response = api.post(f"{API}profiles/search/", body, content_type="application/json")
    problem_of(response, 413)


@pytest.mark.parametrize("charset", ["utf-16", "hex", "bz2", "none", "utf-7"])
def test_json_is_utf_8_whatever_the_header_says(api, source, charset):
    content_type = f"application/json; charset={charset}"
    response = api.post(f"{API}profiles/search/", b'{"limit": 1}', content_type=content_type)
    assert response.status_code == 200


def test_64_levels_are_deep_enough(api, source):
    body = b'{"filters": {"a": ' + b"[" * 62 + b"]" * 62 + b"}}"
    response = api.post(f"{API}profiles/search/", body, content_type="application/json")
    assert response.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "profiles/?search=%00",
        "profiles/?%00=1",
        "profiles/?cursor=%00",
        "profiles/?workspace=%00",
        "profiles/%00/",
        "%00",
        "profiles/a%00b/embedding/",
        "sources/%00/",
        "profiles/search/?name=%00",
        "profiles/search/?text_keywords=%00",
        "profiles/search/?text_keywords=%5B%22%5Cu0000%22%5D",
        "profiles/search/?text_keywords=%5B%22%5Cud800%22%5D",
        "profiles/search/?skills=" + "%5B" * 20_000,
        "profiles/search/?skills=%5BNaN%5D",
        "profiles/search/?page=-1",
        "profiles/search/?page=0",
        "profiles/search/?page=" + "9" * 400,
        "profiles/search/?page=1e5",
        "profiles/search/?limit=%D9%A3",
        "profiles/search/?location_distance=-5",
        "profiles/score/?job=%00",
        "resumes/?reference=%00",
    ],
)
def test_a_query_or_path_that_cannot_be_kept(api, source, path):
    problem_of(api.get(f"{API}{path}"), 400)


@pytest.mark.parametrize(
    "path", ["profiles/%ED%A0%80/", "profiles/%FF/", "profiles/%2F/", "sources/ /"]
)
def test_a_strange_key_is_just_unknown(api, source, path):
    problem_of(api.get(f"{API}{path}"), 404)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reference", "a\x00b"),
        ("source_key", "\x00"),
        ("tags", "[\x00]"),
        ("tags", '[{"name": "\\u0000"}]'),
        ("metadatas", NESTED),
        ("metadatas", '[{"name": 1e999}]'),
        ("created_at", "\x00"),
        ("na\x00me", "x"),
    ],
)
def test_a_form_that_cannot_be_kept(api, source, name, value):
    data = {"source_key": source.key, "file": cv(), name: value}
    problem_of(api.post(f"{API}profiles/parse/", data, format="multipart"), 400)


def raw_form(*parts, boundary=b"x"):
    lines = b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts)
    return lines + b"--" + boundary + b"--\r\n"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        b"--x\r\n",
        raw_form(b"\r\nno headers"),
        raw_form(b"Content-Disposition: form-data\r\n\r\nno name"),
        raw_form(b'Content-Disposition: form-data; name="file"; filename="\xff\x00"\r\n\r\nx'),
        raw_form(b'Content-Disposition: form-data; name="file"; filename=""\r\n\r\nx'),
        raw_form(b'Content-Disposition: form-data; name="file"; filename="../../x"\r\n\r\nx'),
        raw_form(
            b'Content-Disposition: form-data; name="source_key"\r\n'
            b"Content-Transfer-Encoding: base64\r\n\r\n!!!"
        ),
    ],
)
def test_a_form_that_is_malformed(api, source, body):
    content_type = "multipart/form-data; boundary=x"
    problem_of(api.post(f"{API}profiles/parse/", body, content_type=content_type), 400)


@pytest.mark.parametrize("boundary", ["", "; boundary=", "; boundary=é"])
def test_a_form_without_a_usable_boundary(api, source, boundary):
    content_type = f"multipart/form-data{boundary}"
    problem_of(api.post(f"{API}profiles/parse/", b"x", content_type=content_type), 400)


@pytest.mark.parametrize(
    "name", ["a\u202etxt.exe", "\x01.pdf", "." * 300 + "pdf", "/etc/passwd", "😀"]
)
def test_a_hostile_file_name_is_refused_or_harmless(api, source, name):
    file = cv()
    file.name = name
    data = {"source_key": source.key, "file": file}
    response = api.post(f"{API}profiles/parse/", data, format="multipart")
    assert response.status_code in (400, 202)
    if response.status_code == 202:
        assert "/" not in response.json()["results"][0]["name"]


def test_html_in_a_profile_stays_data(api, source):
    body = {**profile_json(text="<script>alert(1)</script>"), "source_key": source.key}
    response = api.post(f"{API}profiles/", body, format="json")
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.json()["text"] == "<script>alert(1)</script>"


def test_text_of_every_script_goes_through_unchanged(api, board):
    name = "Инженер 工程师 مهندس 👩‍💻 \u2028"
    body = {**job_json(), "name": name, "board_key": board.key}
    made = api.post(f"{API}jobs/", body, format="json")
    assert json.loads(made.content.decode("utf-8"))["name"] == name
    assert api.get(made["Location"]).json()["name"] == name
