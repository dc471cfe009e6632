"""Jobs: the mirror, indexing and editing, and what HrFlow tells about them."""

from django_hrflow import tasks
from django_hrflow.api import examples, fields
from django_hrflow.api.documents import Form, Vectors
from django_hrflow.api.jobs.filters import JobFilters
from django_hrflow.api.jobs.serializers import JobBody, JobObject, JobPage, JobRow, NewJob
from django_hrflow.api.objects import (
    BYTES,
    ArchiveView,
    Archiving,
    DetailView,
    EmbeddingView,
    ObjectListView,
)
from django_hrflow.api.operations import Operation
from django_hrflow.api.searches import ForProfile, JobRankForm, JobScoreForm, JobSearchForm
from django_hrflow.api.searching import ScoreView, SearchView
from django_hrflow.models import Job
from django_hrflow.services.kinds import JOBS, PROFILES

__all__ = [
    "JobArchiveView",
    "JobEmbeddingView",
    "JobListView",
    "JobScoreView",
    "JobSearchView",
    "JobView",
]

TAG = "jobs"
#: What a job's key leads to.
OF_ONE = ("get_job", "edit_job", "embed_job", "archive_job", "list_job_scores")
READ = {"GET": ("view_job",)}


class OnBoard(Form):
    """Which board is meant, where two hold the same key."""

    board_key = fields.Word(required=False)


class JobListView(ObjectListView):
    """The mirror's jobs."""

    permissions = {**READ, "POST": ("add_job",)}
    kind = JOBS
    tag = TAG
    queryset = Job.objects.none()
    serializer_class = JobRow
    filterset_class = JobFilters
    orderings = ("-id", "created_at", "name")
    body_form = NewJob
    index_task = tasks.index_job
    detail_name = "api-job"
    operations = {
        "GET": Operation(
            id="list_jobs",
            mirrored=True,
            summary="A page of jobs.",
            answer=JobRow,
        ),
        "POST": Operation(
            id="index_job",
            summary="Index a job at HrFlow and mirror it.",
            answer=JobObject,
            status=201,
            body=NewJob,
            once=True,
            links={name: {"key": "$response.body#/key"} for name in OF_ONE}
            | {"score_profiles": {"job": "$response.body#/key"}},
            example=examples.JOB,
            body_example=examples.JOB_BODY,
        ),
    }


class JobView(DetailView):
    """One job."""

    permissions = {**READ, "PUT": ("change_job",)}
    kind = JOBS
    tag = TAG
    where = OnBoard
    body_form = JobBody
    task = tasks.edit_job
    operations = {
        "GET": Operation(
            id="get_job",
            mirrored=True,
            summary="A job of the mirror.",
            answer=JobObject,
            query=OnBoard,
            example=examples.JOB,
        ),
        "PUT": Operation(
            id="edit_job",
            summary="Replace a job at HrFlow and in the mirror.",
            answer=JobObject,
            query=OnBoard,
            body=JobBody,
            example=examples.JOB,
            body_example=examples.JOB_BODY,
        ),
    }


class JobArchiveView(ArchiveView):
    """Out of HrFlow's searches, or back."""

    permissions = {"POST": ("change_job",)}
    kind = JOBS
    tag = TAG
    where = OnBoard
    task = tasks.archive_job
    operations = {
        "POST": Operation(
            id="archive_job",
            summary="Archive a job at HrFlow, or bring it back.",
            answer=JobObject,
            query=OnBoard,
            body=Archiving,
            example=examples.JOB,
            body_example={"archived": True},
        )
    }


class JobEmbeddingView(EmbeddingView):
    """The job's vectors."""

    permissions = READ
    scopes = {"GET": "hrflow_ask"}
    kind = JOBS
    tag = TAG
    where = OnBoard
    task = tasks.embed_job
    operations = {
        "GET": Operation(
            id="embed_job",
            summary="The vectors of a job.",
            answer=Vectors,
            query=OnBoard,
            media_types=BYTES,
        )
    }


class JobSearchView(SearchView):
    """Jobs that match all filters."""

    permissions = {**READ, "POST": ("view_job",)}
    scopes = {"GET": "hrflow_ask", "POST": "hrflow_ask"}
    kind = JOBS
    tag = TAG
    form = JobSearchForm
    task = tasks.search_jobs
    operations = {
        "GET": Operation(
            id="search_jobs",
            summary="HrFlow's search, asked in the query.",
            answer=JobPage,
            query=JobSearchForm,
        ),
        "POST": Operation(
            id="search_jobs_by_body",
            summary="HrFlow's search, asked in the body.",
            answer=JobPage,
            body=JobSearchForm,
            body_example={"text_keywords": ["python"], "limit": 10},
        ),
    }


class JobScoreView(ScoreView):
    """Jobs ranked for a profile."""

    permissions = {"GET": ("view_job", "view_profile"), "POST": ("view_job", "view_profile")}
    scopes = {"GET": "hrflow_ask", "POST": "hrflow_ask"}
    kind = JOBS
    tag = TAG
    target = PROFILES
    form = JobScoreForm
    for_target = ForProfile
    body_form = JobRankForm
    task = tasks.score_jobs
    operations = {
        "GET": Operation(
            id="score_jobs",
            summary="Jobs ranked for a profile, asked in the query.",
            answer=JobPage,
            query=JobScoreForm,
        ),
        "POST": Operation(
            id="score_jobs_by_body",
            summary="Jobs ranked for a profile, asked in the body.",
            answer=JobPage,
            query=ForProfile,
            body=JobRankForm,
            body_example={"limit": 10},
        ),
    }
