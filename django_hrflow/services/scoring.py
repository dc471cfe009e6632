"""Score profiles for a job or jobs for a profile, and keep the scores."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from django_hrflow.models import Job, Profile, Score
from django_hrflow.services.arguments import checked
from django_hrflow.services.kinds import JOBS, PROFILES, Kind
from django_hrflow.services.listing import Page, items, page_of
from django_hrflow.services.searching import container_keys

__all__ = ["score"]


def score(
    kind: Kind,
    target: Profile | Job,
    keys: list[str] | None,
    page: int,
    limit: int,
    filters: Mapping[str, Any],
) -> Page:
    """Rank objects of ``kind`` for the target, which is of the other kind.

    Best first, unless ``sort_by`` says otherwise. With ``use_agent=0`` HrFlow only searches: the
    results have no score and none is kept.
    """
    keys = container_keys(kind, target.workspace, keys)
    if not keys:
        return Page()
    given = {"sort_by": "scoring", **filters}
    with checked():
        answer = kind.resource(target.workspace).scoring.list(
            **{f"{kind.container}_keys": keys},
            **_named(JOBS if kind is PROFILES else PROFILES, target),
            page=page,
            limit=limit,
            **given,
        )
    payloads = items(answer, kind.plural)
    rows = kind.store_many(target.workspace, payloads)
    scores = _scores(answer, len(payloads))
    algorithm = str(given.get("algorithm_key") or given.get("agent_key") or "")[:100]
    _keep(kind, target, rows, scores, algorithm)
    return page_of(answer, page, payloads, rows, scores)


def _named(kind: Kind, target: Any) -> dict[str, str]:
    return {
        kind.container_key: kind.container_of(target).key,
        f"{kind.name}_key": target.key,
    }


def _scores(answer: Mapping[str, Any], count: int) -> list[float | None]:
    """``predictions[i][1]``, the likelihood of a fit; None where HrFlow sent none."""
    data = answer.get("data")
    predictions = data.get("predictions") if isinstance(data, Mapping) else None
    predictions = predictions if isinstance(predictions, list) else []
    return [_fit(predictions[at]) if at < len(predictions) else None for at in range(count)]


def _fit(prediction: Any) -> float | None:
    if not isinstance(prediction, list) or len(prediction) != 2:
        return None
    likelihood = prediction[1]
    if isinstance(likelihood, bool) or not isinstance(likelihood, int | float):
        return None
    # Both sum up to 1, give or take the noise of floating point.
    return min(max(float(likelihood), 0.0), 1.0) if -0.001 < likelihood < 1.001 else None


def _keep(
    kind: Kind, target: Any, rows: list[Any], scores: list[float | None], algorithm: str
) -> None:
    """One row a pair, algorithm and direction, in one statement."""
    now = timezone.now()
    direction = Score.Direction.PROFILES if kind is PROFILES else Score.Direction.JOBS
    made = {}
    for row, value in zip(rows, scores, strict=True):
        if row is None or value is None:
            continue
        profile, job = (row, target) if kind is PROFILES else (target, row)
        made[row.pk] = Score(
            profile=profile, job=job, algorithm=algorithm, direction=direction, score=value,
            scored_at=now, profile_hash=profile.content_hash, job_hash=job.content_hash,
        )  # fmt: skip
    identity = ["profile", "job", "algorithm", "direction"]
    Score.objects.bulk_create(
        made.values(),
        update_conflicts=True,
        update_fields=["score", "scored_at", "profile_hash", "job_hash"],
        unique_fields=identity,
    )
