"""The best of what was ranked for a job or a profile, as the page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString

from django_hrflow.adapter import adapter
from django_hrflow.admin.readonly import link_to
from django_hrflow.models import Job, Profile, Score

__all__ = ["Rank", "best"]

#: Rows of a ranking that the page shows at most.
MOST = 20


@dataclass(frozen=True)
class Rank:
    """One of those that were ranked; ``score`` is in percent."""

    link: SafeString | str
    score: int
    algorithm: str
    scored_at: datetime
    stale: bool


def best(request: HttpRequest, target: Profile | Job) -> list[Rank]:
    """What HrFlow said before, best first, of those that the request may see; nobody is asked."""
    name, model = ("profile", Profile) if isinstance(target, Job) else ("job", Job)
    rows = Score.objects.ranked_for(target)
    seen = adapter().get_queryset(request, model._default_manager.all())
    return [
        Rank(
            link=link_to(getattr(each, name)),
            score=round(each.score * 100),
            algorithm=each.algorithm,
            scored_at=each.scored_at,
            stale=each.stale,
        )
        for each in adapter().get_queryset(request, rows).filter(**{f"{name}__in": seen})[:MOST]
    ]
