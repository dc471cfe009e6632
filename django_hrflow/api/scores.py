"""``jobs/{key}/scores/`` and ``profiles/{key}/scores/``: rankings as they are kept."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow.adapter import adapter
from django_hrflow.api import examples, fields, lookups
from django_hrflow.api.filters import Exact, YesNo
from django_hrflow.api.lists import ListView
from django_hrflow.api.operations import Operation
from django_hrflow.models import Job, Profile, Score
from django_hrflow.services.kinds import JOBS, PROFILES, Kind

__all__ = ["JobScoresView", "ProfileScoresView"]


class ScoreRow(serializers.Serializer[Any]):
    """A score that HrFlow gave before, and whether the profile or the job changed since."""

    profile = serializers.CharField(source="profile.key", read_only=True, help_text="Its key.")
    source_key = serializers.CharField(source="profile.source.key", read_only=True)
    profile_name = serializers.CharField(source="profile.name", read_only=True)
    job = serializers.CharField(source="job.key", read_only=True, help_text="Its key.")
    board_key = serializers.CharField(source="job.board.key", read_only=True)
    job_name = serializers.CharField(source="job.name", read_only=True)
    algorithm_key = serializers.CharField(
        source="algorithm", read_only=True, help_text="Empty for HrFlow's own choice."
    )
    score = serializers.FloatField(read_only=True, min_value=0, max_value=1)
    scored_at = fields.Timestamp()
    stale = serializers.BooleanField(read_only=True)


class ScoreFilters(filters.FilterSet):
    """By algorithm and by age."""

    algorithm_key = Exact(
        field_name="algorithm", help_text="As it was given when scoring; else HrFlow's own choice."
    )
    stale = YesNo(method="changed", help_text="Only stale scores, or none.")

    class Meta:
        model = Score
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Of one algorithm: the numbers of two do not compare."""
        found = super().filter_queryset(queryset)
        return found if self.form.cleaned_data["algorithm_key"] else found.filter(algorithm="")

    def changed(self, queryset: Any, name: str, value: Any) -> Any:
        """Scores whose sides changed, or the others."""
        return queryset.stale() if value else queryset.fresh()


class JobScoreFilters(ScoreFilters):
    """The same, and which job is meant."""

    board_key = Exact(
        field_name="job__board__key", help_text="Decides where two boards hold the key."
    )


class ProfileScoreFilters(ScoreFilters):
    """The same, and which profile is meant."""

    source_key = Exact(
        field_name="profile__source__key", help_text="Decides where two sources hold the key."
    )


class ScoresView(ListView):
    """The kept ranking for one object; HrFlow is not asked. ``score/`` asks, and keeps anew."""

    kind: ClassVar[Kind]
    queryset = Score.objects.none()
    serializer_class = ScoreRow
    orderings = ("-score",)
    permissions = {"GET": ("view_profile", "view_job")}

    def get(self, request: Request, key: str) -> Response:
        """A page of the ranking, best first. Http404 for an object that the mirror lacks."""
        container_key = request.query_params.get(self.kind.container_key)
        self.target = lookups.find(self, self.kind, key, container_key)
        return self.list(request)

    def get_queryset(self) -> Any:
        """Scores whose profile and job the request may both see."""
        visible = {"profile__in": self.rows(Profile), "job__in": self.rows(Job)}
        return adapter().get_queryset(
            self.request, Score.objects.ranked_for(self.target).filter(**visible)
        )


class JobScoresView(ScoresView):
    """Profiles that were ranked for a job."""

    tag = "jobs"
    kind = JOBS
    filterset_class = JobScoreFilters
    operations = {
        "GET": Operation(
            id="list_job_scores",
            summary="Profiles ranked for a job, as they were scored last.",
            answer=ScoreRow,
            example=examples.SCORES,
        )
    }


class ProfileScoresView(ScoresView):
    """Jobs that were ranked for a profile."""

    tag = "profiles"
    kind = PROFILES
    filterset_class = ProfileScoreFilters
    operations = {
        "GET": Operation(
            id="list_profile_scores",
            summary="Jobs ranked for a profile, as they were scored last.",
            answer=ScoreRow,
            example=examples.SCORES,
        )
    }
