"""Raw texts in both vintages: parsing, revealing, embedding, linking, tagging, OCR, pictures."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np
import pytest

from django_hrflow.sandbox import Sandbox

from .conftest import CV, Api

TEXT = "Ada Example is a Python developer in Lyon. Mail ada@example.org or call +33 6 12 34 56 78."
BUCKETS = {
    "certifications", "companies", "courses", "dates", "durations", "education_titles", "emails",
    "first_names", "interests", "job_titles", "languages", "last_names", "locations", "phones",
    "schools", "skills_hard", "skills_soft", "tasks",
}  # fmt: skip


def test_parsing_today(api: Api):
    answer = api.post("text/parsing", {"text": CV})
    assert answer["code"] == 200
    data = answer["data"]
    assert set(data["parsing"]) == BUCKETS
    assert data["parsing"]["emails"] == ["ada@example.org"]
    assert "Python" in data["parsing"]["skills_hard"]
    assert data["text"] == CV
    buckets = {"company": "companies", "skill_hard": "skills_hard", "skill_soft": "skills_soft"}
    for entity in data["entities"]:
        bucket = buckets.get(entity["label"], entity["label"] + "s")
        assert CV[entity["start"] : entity["end"]] in data["parsing"][bucket]


def test_parsing_of_several_texts_is_a_list(api: Api):
    answer = api.post("text/parsing", {"texts": [TEXT, CV]})
    assert [one["text"] for one in answer["data"]] == [TEXT, CV]


@pytest.mark.parametrize(
    "body", [{}, {"text": None}, {"text": "a", "texts": ["b"]}, {"texts": []},
             {"texts": ["x"] * 32},
             {"text": 5}, {"texts": [5]}],
)  # fmt: skip
def test_parsing_wants_exactly_one_of_text_and_texts(api: Api, body):
    assert api.post("text/parsing", body)["code"] == 400


def test_parsing_into_objects(api: Api):
    profile = api.post("text/parsing", {"text": CV, "output_object": "profile"})["data"]["profile"]
    assert profile["info"]["email"] == "ada@example.org"
    job = api.post("text/parsing", {"text": CV, "output_object": "job"})["data"]["job"]
    assert {"name": "Python", "type": "hard", "value": None} in job["skills"]


def test_parsing_of_2021(api: Api):
    answer = api.post("document/parsing", {"text": CV})
    assert answer["message"] == "Parsing results"
    labels = {CV[one["start"] : one["end"]]: one["label"] for one in answer["data"]["ents"]}
    assert labels["ada@example.org"] == "Email"
    assert labels["Python"] == "HardSkill"
    assert set(labels.values()) <= {
        "FirstName", "LastName", "Date", "Duration", "Location", "Company", "JobTitle", "Task",
        "School",
        "EduTitle", "Course", "HardSkill", "SoftSkill", "Certification", "Language", "Interest",
        "Email",
        "Phone", "URL",
    }  # fmt: skip


def test_revealing(api: Api):
    pairs = api.post("document/revealing", {"text": "Python, Django and PostgreSQL"})["data"]
    scores = [score for _, score in pairs]
    assert len(pairs) > 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert "Python" not in {name for name, _ in pairs}


@pytest.mark.parametrize(
    "path", ["document/parsing", "document/revealing", "document/linking", "text/parsing",
             "text/linking",
             "text/embedding", "text/imaging"]
)  # fmt: skip
def test_a_missing_text_is_400_with_null(api: Api, path: str):
    for body in ({}, {"text": None, "word": None}):
        answer = api.post(path, body)
        assert answer["code"] == 400
        assert "null" in answer["message"]


@pytest.mark.parametrize(
    ("path", "field"), [("document/linking", "text"), ("text/linking", "word")]
)
def test_linking(api: Api, path: str, field: str):
    for top_n in (0, 1, 5, 20):
        pairs = api.post(path, {field: "python", "top_n": top_n})["data"]
        assert len(pairs) == top_n
        assert [score for _, score in pairs] == sorted([score for _, score in pairs], reverse=True)
    assert len(api.post(path, {field: "python"})["data"]) == 5
    assert api.post(path, {field: "python", "top_n": -1})["code"] == 400
    assert len(api.post(path, {field: "qwertz"})["data"]) == 5


def test_quirk_a_missing_text_to_link_is_404_around_400(sandbox: Sandbox, api: Api):
    sandbox.configure(quirks=["status-mismatch"])
    answer = api.call("POST", "document/linking", json={"text": None})
    assert (answer.status_code, answer.json()["code"]) == (404, 400)


def test_geocoding(api: Api):
    (lyon,) = api.post("text/geocoding", {"text": "Lyon"})["data"]
    assert (round(lyon["lat"]), round(lyon["lng"])) == (46, 5)
    lyon, nowhere = api.post("text/geocoding", {"texts": ["Lyon, France", "Nowhere at all"]})[
        "data"
    ]
    assert lyon["fields"]["city"] == "Lyon"
    assert (nowhere["text"], nowhere["lat"]) == ("Nowhere at all", None)


def test_there_are_no_workflows(api: Api):
    assert api.get("workflows")["data"] == []


# Embedding


def rows(data: str) -> np.ndarray:
    return np.frombuffer(base64.b64decode(data), dtype=">f4").reshape(-1, 1024)


def embed_items(api: Api, *items, **options) -> np.ndarray:
    answers = [
        api.post("document/embedding", {"item_type": "profile", "item": item, **options})
        for item in items
    ]
    return np.concatenate([rows(answer["data"]) for answer in answers])


def test_item_embedding_is_one_row_of_1024_or_one_per_sentence(api: Api):
    item = {"text": "Python developer. Loves Django. Speaks French."}
    answer = api.post("document/embedding", {"item_type": "profile", "item": item})
    assert answer["message"] == "Embedding results"
    assert len(base64.b64decode(answer["data"])) == 4096
    for spelling in (True, "True", 1):
        assert embed_items(api, item, return_sequences=spelling).shape == (3, 1024)
    job = {"item_type": "job", "item": {"name": "Cook"}, "return_sequences": "False"}
    assert rows(api.post("document/embedding", job)["data"]).shape == (1, 1024)


def test_alike_items_are_near(api: Api):
    python, pythonic, nurse = embed_items(
        api,
        {"text": "Senior Python developer, Django and PostgreSQL"},
        {"text": "Python software development with Django"},
        {"text": "Nurse in the intensive care of a hospital"},
    )
    assert np.linalg.norm(python) == pytest.approx(1, abs=1e-5)
    assert python @ pythonic > 0.4
    assert python @ nurse < 0.2


def test_embeddings_are_the_same_in_every_sandbox(api: Api):
    with Sandbox() as other:
        caller = Api(other.url)
        with caller.session:
            theirs = caller.post("text/embedding", {"text": "Python"})["data"][0]["embedding"]
    ours = api.post("text/embedding", {"text": "Python"})["data"][0]["embedding"]
    assert ours == theirs
    assert len(ours) == 2048
    # The projection must not change from release to release.
    assert [round(value, 5) for value in ours[:4]] == EXPECTED


EXPECTED = [0.02873, 0.04176, 0.02873, 0.02873]


@pytest.mark.parametrize("item_type", ["cv", None, ""])
def test_a_wrong_item_type_is_400(api: Api, item_type):
    answer = api.post("document/embedding", {"item_type": item_type, "item": {}})
    assert answer["code"] == 400
    assert answer["message"].startswith("Invalid Item Type:")


# Tagging


def tagged(api: Api, algorithm: str, **body):
    return api.post("text/tagging", {"algorithm_key": algorithm, **body})


def test_tagging_with_skills_labels_and_fields(api: Api):
    data = tagged(api, "tagger-hrflow-skills", text="Python and Docker", top_n=2, labels=None)[
        "data"
    ]
    assert data["tags"] == ["Python", "Docker"]
    labels = ["cooking and baking", "software development in python"]
    data = tagged(api, "tagger-hrflow-labels", text="python software", labels=labels, top_n=5)[
        "data"
    ]
    assert data["tags"] == [labels[1], labels[0]]
    assert len(data["ids"]) == len(data["predictions"]) == 2
    data = tagged(api, "tagger-rome-family", text="Python, Java and Rust")["data"]
    assert data["tags"] == ["programming languages"]
    many = tagged(api, "tagger-hrflow-skills", texts=["Python", "Docker"])["data"]
    assert [one["tags"] for one in many] == [["Python"], ["Docker"]]


@pytest.mark.parametrize(
    ("algorithm", "body"),
    [("tagger-unknown", {"text": "x"}), ("tagger-hrflow-labels", {"text": "x"}),
     ("tagger-hrflow-skills", {}), ("tagger-hrflow-skills", {"text": "x", "texts": ["y"]}), ("",
     {})],
)  # fmt: skip
def test_wrong_tagging_is_400(api: Api, algorithm: str, body):
    assert tagged(api, algorithm, **body)["code"] == 400


# OCR and pictures


def test_ocr(api: Api):
    answer = api.call("POST", "text/ocr", files={"file": ("cv.txt", CV)}).json()
    assert answer["code"] == 200
    assert "ocr" in answer["message"]
    data = answer["data"]
    assert data["text_language"] == "en"
    assert "ada@example.org" in data["text"]
    assert data["pages"][0]["page_number"] == 1
    assert any("ada@example.org" in part for part in data["pages"][0]["sections"])
    assert base64.b64decode(data["base64_pdf"]).startswith(b"%PDF-")
    assert (
        api.call("POST", "text/ocr", files={"file": ("a.png", b"\x89PNG\r\n\x1a\n")}).json()["code"]
        == 400
    )
    assert api.post("text/ocr", {})["code"] == 400


@pytest.mark.parametrize("width", [256, 512, 1024])
def test_imaging_is_a_square_png(api: Api, width: int):
    url = api.post("text/imaging", {"text": "Data engineer", "width": width})["data"]["image_url"]
    response = api.session.get(url, timeout=5)
    assert response.headers["Content-Type"] == "image/png"
    png = response.content
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (width, width)
    start = png.index(b"IDAT")
    size = struct.unpack(">I", png[start - 4 : start])[0]
    assert len(zlib.decompress(png[start + 4 : start + 4 + size])) == width * (3 * width + 1)
    assert (
        api.post("text/imaging", {"text": "Data engineer", "width": width})["data"]["image_url"]
        == url
    )
    assert api.post("text/imaging", {"text": "Nurse", "width": width})["data"]["image_url"] != url


def test_a_wrong_width_is_400_and_quoted(api: Api):
    answer = api.post("text/imaging", {"text": "x", "width": 300})
    assert answer["code"] == 400
    assert "300" in answer["message"]
