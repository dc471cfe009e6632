"""Texts as in 2020 to 2022: ``document/parsing``, ``revealing``, ``embedding`` and ``linking``."""

from __future__ import annotations

from base64 import b64encode

from django_hrflow.sandbox.answers import Answer, ApiError
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.embedding import DOCUMENT_WIDTH, embed, item_text, sentences
from django_hrflow.sandbox.reading import find_entities, reveal
from django_hrflow.sandbox.workspace import Workspace

from .texts import links, required_text

_OLD_LABELS = {
    "first_name": "FirstName", "last_name": "LastName", "date": "Date", "duration": "Duration",
    "location": "Location", "company": "Company", "job_title": "JobTitle", "task": "Task",
    "school": "School", "education_title": "EduTitle", "course": "Course",
    "skill_hard": "HardSkill", "skill_soft": "SoftSkill", "certification": "Certification",
    "language": "Language", "interest": "Interest", "email": "Email", "phone": "Phone",
    "url": "URL",
}  # fmt: skip


def parse(workspace: Workspace, call: Call) -> Answer:
    """The entities in a text, under the labels of 2021."""
    text = required_text(call, "text")
    ents = [
        {"start": one.start, "end": one.end, "label": _OLD_LABELS.get(one.label, one.label)}
        for one in find_entities(text)
    ]
    return Answer(200, "Parsing results", {"ents": ents, "text": text})


def revealing(workspace: Workspace, call: Call) -> Answer:
    """Skills that a text does not name but suggests, with their scores."""
    text = required_text(call, "text")
    return Answer(200, "Revealing results", [list(pair) for pair in reveal(text)])


def embedding(workspace: Workspace, call: Call) -> Answer:
    """Big-endian float32 in base64, 1024 to a row; a row per sentence with ``return_sequences``."""
    kind = call.text("item_type")
    if kind not in {"profile", "job"}:
        raise ApiError(400, f"Invalid Item Type: {kind or ''}")
    text = item_text(call.mapping("item"))
    texts = sentences(text) if call.boolean("return_sequences", default=False) else [text]
    rows = embed(texts, DOCUMENT_WIDTH)
    return Answer(200, "Embedding results", b64encode(rows.astype(">f4").tobytes()).decode())


def linking(workspace: Workspace, call: Call) -> Answer:
    """The ``top_n`` words nearest to a word; as a quirk, none is HTTP 404 around a code 400."""
    try:
        text = required_text(call, "text", "word")
    except ApiError as error:
        status = 404 if "status-mismatch" in workspace.settings.quirks else None
        raise ApiError(error.code, error.message, status) from None
    return Answer(200, "Linking results", links(text, call))


ROUTES = {
    ("POST", "document/parsing"): parse,
    ("POST", "document/revealing"): revealing,
    ("POST", "document/embedding"): embedding,
    ("POST", "document/linking"): linking,
}
