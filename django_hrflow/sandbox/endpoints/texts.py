"""Raw texts and documents, as today: ``text/parsing``, ``embedding``, ``linking`` and so on."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from django_hrflow.sandbox.answers import Answer, Json, invalid
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.embedding import TEXT_WIDTH, embed
from django_hrflow.sandbox.picture import draw
from django_hrflow.sandbox.reading import (
    Entity,
    UnreadableFile,
    find_entities,
    parse_resume,
    read_file,
    related,
)
from django_hrflow.sandbox.reading.places import location
from django_hrflow.sandbox.resumes import as_pdf
from django_hrflow.sandbox.tagging import check_algorithm, tag
from django_hrflow.sandbox.workspace import Workspace

_MOST_TEXTS = 31
_WIDTHS = (256, 512, 1024)
_BUCKETS = {
    label: f"{label}s"
    for label in (
        "certification", "course", "date", "duration", "education_title", "email", "first_name",
        "interest", "job_title", "language", "last_name", "location", "phone", "school", "task",
    )
} | {"company": "companies", "skill_hard": "skills_hard", "skill_soft": "skills_soft"}  # fmt: skip


def required_text(call: Call, *names: str) -> str:
    """A text that was given, in the words the service has for one that was not."""
    value = call.values.get(names[0]) or call.given(*names)
    if value is None:
        raise invalid("Text cannot be null")
    if not isinstance(value, str):
        raise invalid("Text must be a string")
    return value


def _one_or_many(call: Call, answer: Callable[[str], Any]) -> Any:
    """The answer for ``text``, or a list of answers for ``texts``: exactly one must be given."""
    if call.values.get("texts") is None:
        return answer(required_text(call, "text"))
    texts = call.texts("texts")
    if call.values.get("text") is not None:
        raise invalid("Only one of text and texts can be given")
    if not 1 <= len(texts) <= _MOST_TEXTS:
        raise invalid(f"texts must hold 1 to {_MOST_TEXTS} texts")
    return [answer(text) for text in texts]


def parse(workspace: Workspace, call: Call) -> Answer:
    """The entities in a text, and the same by kind."""
    wanted = call.choice("output_object", ("profile", "job"), None)
    return Answer(
        200, "Text parsing results", _one_or_many(call, lambda text: _parsed(text, wanted))
    )


def _parsed(text: str, wanted: str | None) -> Json:
    entities = find_entities(text)
    buckets: dict[str, list[str]] = {bucket: [] for bucket in sorted(_BUCKETS.values())}
    for entity in entities:
        words = text[entity.start : entity.end]
        bucket = buckets.setdefault(_BUCKETS.get(entity.label, f"{entity.label}s"), [])
        if words not in bucket:
            bucket.append(words)
    found: Json = {
        "entities": [_shown(entity) for entity in entities],
        "text": text,
        "parsing": buckets,
    }
    if wanted == "profile":
        found["profile"] = parse_resume(text)
    elif wanted == "job":
        found["job"] = _job(text, buckets)
    return found


def _shown(entity: Entity) -> Json:
    return {"start": entity.start, "end": entity.end, "label": entity.label}


def _job(text: str, buckets: dict[str, list[str]]) -> Json:
    kinds = {"hard": buckets["skills_hard"], "soft": buckets["skills_soft"]}
    return {
        "name": next(iter(buckets["job_titles"]), None),
        "summary": text,
        "location": {"text": next(iter(buckets["locations"]), None), "lat": None, "lng": None},
        "sections": [],
        "skills": [
            {"name": name, "type": kind, "value": None}
            for kind, names in kinds.items()
            for name in names
        ],
        "languages": [{"name": name, "value": None} for name in buckets["languages"]],
    }


def embedding(workspace: Workspace, call: Call) -> Answer:
    """A vector of 2048 numbers."""
    vector = embed([required_text(call, "text")], TEXT_WIDTH)[0]
    return Answer(200, "Text embedding", [{"embedding": vector.tolist()}])


def linking(workspace: Workspace, call: Call) -> Answer:
    """The ``top_n`` words nearest to a word; the field was called ``text`` once."""
    word = required_text(call, "word", "text")
    return Answer(200, "Linking results", links(word, call))


def links(word: str, call: Call) -> list[list[Any]]:
    """Pairs of word and score, best first."""
    return [list(pair) for pair in related(word, call.integer("top_n", 5, minimum=0))]


def tagging(workspace: Workspace, call: Call) -> Answer:
    """The likeliest tags of a text."""
    algorithm = call.required_text("algorithm_key")
    check_algorithm(algorithm)
    labels = call.texts("labels") or call.texts("dynamic_labels")
    context = call.text("context", "dynamic_context")
    top_n = call.integer("top_n", 1, minimum=1)

    def answer(text: str) -> Json:
        return tag(text, algorithm, labels=labels, context=context, top_n=top_n)

    return Answer(200, "Tagging results", _one_or_many(call, answer))


def ocr(workspace: Workspace, call: Call) -> Answer:
    """The text of a file, page by page."""
    upload = call.file()
    content = upload.stream.read()
    try:
        document = read_file(upload.filename or "file", content)
    except UnreadableFile as error:
        raise invalid(f"OCR failed: {error}") from None
    pages = document.text.split("\f")
    data = {
        "text_language": parse_resume(document.text)["text_language"],
        "text": document.text,
        "pages": [
            {
                "page_number": number,
                "sections": [part for part in page.split("\n\n") if part.strip()],
            }
            for number, page in enumerate(pages, 1)
        ],
        "base64_pdf": b64encode(as_pdf(document, content)).decode(),
    }
    return Answer(200, "Text ocr results", data)


def imaging(workspace: Workspace, call: Call) -> Answer:
    """The URL of a square picture."""
    text = required_text(call, "text")
    width = call.integer("width", 256)
    if width not in _WIDTHS:
        raise invalid(f"width {width} must be one of {', '.join(map(str, _WIDTHS))}")
    return Answer(200, "Text imaging", {"image_url": workspace.publish(draw(text, width), ".png")})


def geocoding(workspace: Workspace, call: Call) -> Answer:
    """A location for each text: a town that the sandbox knows, or only the text."""
    places = _one_or_many(call, location)
    return Answer(200, "Geocoding results", places if isinstance(places, list) else [places])


ROUTES = {
    ("POST", "text/parsing"): parse,
    ("POST", "text/embedding"): embedding,
    ("POST", "text/linking"): linking,
    ("POST", "text/tagging"): tagging,
    ("POST", "text/ocr"): ocr,
    ("POST", "text/imaging"): imaging,
    ("POST", "text/geocoding"): geocoding,
}
