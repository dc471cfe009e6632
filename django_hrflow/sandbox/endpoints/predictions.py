"""What is predicted of one profile or job: grades, answers, next steps, skills, vectors."""

from __future__ import annotations

from typing import Any

from django_hrflow.sandbox.answers import Answer, ApiError, Json, invalid
from django_hrflow.sandbox.asking import answer
from django_hrflow.sandbox.calls import Call
from django_hrflow.sandbox.embedding import DOCUMENT_WIDTH, embed, item_text, npy
from django_hrflow.sandbox.objects import section
from django_hrflow.sandbox.reading import reveal
from django_hrflow.sandbox.scoring import fit, prediction, traits
from django_hrflow.sandbox.workspace import Workspace

from .jobs import find_job
from .parsing import find_profile
from .searches import find_source_profile

_RUNGS = ("Senior", "Lead", "Head of", "Director of")


def grade_profile(workspace: Workspace, call: Call) -> Answer:
    """How well a profile fits a job; with ``profile_ids``, how well each of several does."""
    call.required_text("algorithm_key")
    job = find_job(workspace, call, "job_")
    if call.given("profile_ids") is None:
        return _grade(find_source_profile(workspace, call), job)
    return _grades(workspace, call, "profile", job)


def grade_job(workspace: Workspace, call: Call) -> Answer:
    """How well a job fits a profile; with ``job_ids``, how well each of several does."""
    call.required_text("algorithm_key")
    profile = find_source_profile(workspace, call)
    if call.given("job_ids") is None:
        return _grade(profile, find_job(workspace, call, "job_"))
    return _grades(workspace, call, "job", profile)


def _grade(profile: Json, job: Json) -> Answer:
    score = fit(wanted=traits(job), offered=traits(profile))
    return Answer(200, "Grading results", {"score": score})


def _grades(workspace: Workspace, call: Call, kind: str, other: Json) -> Answer:
    """Parallel lists: pairs of probabilities, or null beside an error for what was not found."""
    finder = find_source_profile if kind == "profile" else _find_job_of_batch
    scores: list[list[float] | None] = []
    errors: list[str | None] = []
    objects: list[Json | None] = []
    for item in call.items(f"{kind}_ids"):
        if not isinstance(item, dict):
            raise invalid(f"{kind}_ids must be a list of objects")
        try:
            one = finder(workspace, Call(item, {}, call.permission, None))
        except ApiError as error:
            scores.append(None)
            errors.append(error.message)
            objects.append(None)
            continue
        job, profile = (other, one) if kind == "profile" else (one, other)
        scores.append(prediction(fit(wanted=traits(job), offered=traits(profile))))
        errors.append(None)
        whole = call.boolean(f"return_{kind}", default=False)
        objects.append(one if whole else {name: one[name] for name in ("key", "reference")})
    data = {"scores": scores, "errors": errors, f"{kind}s": objects}
    return Answer(200, "Grading results", data)


def _find_job_of_batch(workspace: Workspace, call: Call) -> Json:
    return find_job(workspace, call, "job_")


def ask_profile(workspace: Workspace, call: Call) -> Answer:
    """One answer per question about a profile."""
    return _ask(find_profile(workspace, call), call)


def ask_job(workspace: Workspace, call: Call) -> Answer:
    """One answer per question about a job."""
    return _ask(find_job(workspace, call), call)


def _ask(subject: Json, call: Call) -> Answer:
    questions = call.texts("questions")
    if not questions:
        raise invalid("questions cannot be null")
    return Answer(200, "Asking results", [answer(subject, question) for question in questions])


def unfold_profile(workspace: Workspace, call: Call) -> Answer:
    """The next steps of a career: the latest title, a rung higher each time."""
    profile = find_profile(workspace, call)
    steps = call.integer("max_steps", 1, minimum=1)
    titles = [one["title"] for one in profile["experiences"] if one.get("title")]
    if not titles:
        raise invalid("The profile has no experience")
    title, company = titles[0], profile["experiences"][0].get("company")
    held = next((rung for rung in _RUNGS if title.startswith(rung)), None)
    bare = title.removeprefix(held).strip() if held else title
    first = _RUNGS.index(held) + 1 if held else 0
    rungs = _RUNGS[first : first + steps] or _RUNGS[-1:]
    steps_ahead = [
        section({"title": f"{rung} {bare}", "company": company}, "company") for rung in rungs
    ]
    return Answer(200, "Unfolding results", {"experiences": steps_ahead})


def reveal_profile(workspace: Workspace, call: Call) -> Answer:
    """Skills that the profile does not name but probably has."""
    profile = find_profile(workspace, call)
    return Answer(200, "Profile revealing", [list(pair) for pair in reveal(item_text(profile))])


def embed_profile(workspace: Workspace, call: Call) -> Answer:
    """A link to a NumPy file for each of ``fields``: the only shape ever documented (2020)."""
    profile = find_profile(workspace, call)
    links: dict[str, Any] = {}
    for name in call.mapping("fields") or {"profile": 1}:
        text = item_text(profile if name == "profile" else {"text": "", name: profile.get(name)})
        links[name] = _vector_file(workspace, text)
    return Answer(200, "Profile embedding", links)


def embed_job(workspace: Workspace, call: Call) -> Answer:
    """A link to a NumPy file."""
    text = item_text(find_job(workspace, call))
    return Answer(200, "Job embedding", _vector_file(workspace, text))


def _vector_file(workspace: Workspace, text: str) -> str:
    return workspace.publish(npy(embed([text], DOCUMENT_WIDTH)), ".npy")


def explain_profile(workspace: Workspace, call: Call) -> Answer:
    """Strengths and weaknesses of a profile for a job."""
    profile, job = find_source_profile(workspace, call), find_job(workspace, call, "job_")
    return _explain(profile, job, call)


def explain_job(workspace: Workspace, call: Call) -> Answer:
    """Strengths and weaknesses of a job for a profile: the same words from the other side."""
    return explain_profile(workspace, call)


def _explain(profile: Json, job: Json, call: Call) -> Answer:
    score = call.number("score")
    if score is None or not 0 < score < 1:
        raise invalid("score must be between 0 and 1")
    offered = {skill["name"].casefold() for skill in profile["skills"]}
    found: dict[str, list[Json]] = {"strengths": [], "weaknesses": []}
    for skill in job["skills"]:
        has = skill["name"].casefold() in offered
        verb = "shows" if has else "does not show"
        found["strengths" if has else "weaknesses"].append(
            {"name": skill["name"], "description": f"The profile {verb} {skill['name']}."}
        )
    return Answer(200, "Upskilling results", found)


ROUTES = {
    ("GET", "profile/grading"): grade_profile,
    ("GET", "job/grading"): grade_job,
    ("GET", "profile/asking"): ask_profile,
    ("GET", "job/asking"): ask_job,
    ("GET", "profile/unfolding"): unfold_profile,
    ("GET", "profile/revealing"): reveal_profile,
    ("GET", "profile/embedding"): embed_profile,
    ("GET", "job/embedding"): embed_job,
    ("GET", "profile/upskilling"): explain_profile,
    ("GET", "job/upskilling"): explain_job,
}
