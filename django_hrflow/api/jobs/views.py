"""Jobs: the mirror, indexing and editing, and what HrFlow tells about them."""

from django_hrflow import tasks
from django_hrflow.api import fields
from django_hrflow.api.documents import Form
from django_hrflow.api.jobs.filters import JobFilters
from django_hrflow.api.jobs.serializers import JobBody, JobRow
from django_hrflow.api.objects import DetailView, EmbeddingView, ObjectListView
from django_hrflow.api.searches import JobScoreForm, JobSearchForm
from django_hrflow.api.searching import ScoreView, SearchView
from django_hrflow.models import Job
from django_hrflow.services.kinds import JOBS, PROFILES

__all__ = ["JobEmbeddingView", "JobListView", "JobScoreView", "JobSearchView", "JobView"]

READ = {"GET": ("view_job",)}


class OnBoard(Form):
    """Which board is meant, where two hold the same key."""

    board_key = fields.Word(required=False)


class JobListView(ObjectListView):
    """The mirror's jobs."""

    permissions = {**READ, "POST": ("add_job",)}
    kind = JOBS
    queryset = Job.objects.none()
    serializer_class = JobRow
    filterset_class = JobFilters
    orderings = ("-id", "created_at", "name")
    body_form = JobBody
    index_task = tasks.index_job
    detail_name = "api-job"


class JobView(DetailView):
    """One job."""

    permissions = {**READ, "PUT": ("change_job",)}
    kind = JOBS
    where = OnBoard
    body_form = JobBody
    task = tasks.edit_job


class JobEmbeddingView(EmbeddingView):
    """The job's vectors."""

    permissions = READ
    scopes = {"GET": "hrflow_ask"}
    kind = JOBS
    where = OnBoard
    task = tasks.embed_job


class JobSearchView(SearchView):
    """Jobs that match all filters."""

    permissions = {**READ, "POST": ("view_job",)}
    scopes = {"GET": "hrflow_ask", "POST": "hrflow_ask"}
    kind = JOBS
    form = JobSearchForm
    task = tasks.search_jobs


class JobScoreView(ScoreView):
    """Jobs ranked for a profile."""

    permissions = {"GET": ("view_job", "view_profile"), "POST": ("view_job", "view_profile")}
    scopes = {"GET": "hrflow_ask", "POST": "hrflow_ask"}
    kind = JOBS
    target = PROFILES
    form = JobScoreForm
    task = tasks.score_jobs
