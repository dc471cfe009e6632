"""Profiles: the mirror, indexing and editing, and what HrFlow tells about them."""

from django_hrflow import tasks
from django_hrflow.api import examples, fields
from django_hrflow.api.documents import Form, Vectors
from django_hrflow.api.objects import (
    BYTES,
    ArchiveView,
    Archiving,
    DetailView,
    EmbeddingView,
    ObjectListView,
    OfOneView,
)
from django_hrflow.api.operations import Operation
from django_hrflow.api.profiles.filters import ProfileFilters
from django_hrflow.api.profiles.serializers import (
    NewProfile,
    ProfileBody,
    ProfileObject,
    ProfilePage,
    ProfileRow,
)
from django_hrflow.api.searches import ForJob, ProfileRankForm, ProfileScoreForm, ProfileSearchForm
from django_hrflow.api.searching import ScoreView, SearchView
from django_hrflow.models import Profile
from django_hrflow.services.kinds import JOBS, PROFILES

__all__ = ["ProfileArchiveView", "ProfileAttachmentsView", "ProfileEmbeddingView",
           "ProfileListView",
           "ProfileParsingView", "ProfileScoreView", "ProfileSearchView",
           "ProfileView"]  # fmt: skip

TAG = "profiles"
#: What a profile's key leads to.
OF_ONE = ("get_profile", "edit_profile", "get_profile_parsing", "list_profile_attachments",
          "embed_profile", "archive_profile", "list_profile_scores")  # fmt: skip
READ = {"GET": ("view_profile",)}


class InSource(Form):
    """Which source is meant, where two hold the same key."""

    source_key = fields.Word(required=False)


class ProfileListView(ObjectListView):
    """The mirror's profiles."""

    permissions = {**READ, "POST": ("add_profile",)}
    kind = PROFILES
    tag = TAG
    queryset = Profile.objects.none()
    serializer_class = ProfileRow
    filterset_class = ProfileFilters
    orderings = ("-id", "created_at", "name", "email")
    body_form = NewProfile
    index_task = tasks.index_profile
    detail_name = "api-profile"
    operations = {
        "GET": Operation(
            id="list_profiles",
            mirrored=True,
            summary="A page of profiles.",
            answer=ProfileRow,
        ),
        "POST": Operation(
            id="index_profile",
            summary="Index a profile at HrFlow and mirror it.",
            answer=ProfileObject,
            status=201,
            body=NewProfile,
            once=True,
            links={name: {"key": "$response.body#/key"} for name in OF_ONE}
            | {"score_jobs": {"profile": "$response.body#/key"}},
            example=examples.PROFILE,
            body_example=examples.PROFILE_BODY,
        ),
    }


class ProfileView(DetailView):
    """One profile."""

    permissions = {**READ, "PUT": ("change_profile",)}
    kind = PROFILES
    tag = TAG
    where = InSource
    body_form = ProfileBody
    task = tasks.edit_profile
    operations = {
        "GET": Operation(
            id="get_profile",
            mirrored=True,
            summary="A profile of the mirror.",
            answer=ProfileObject,
            query=InSource,
            example=examples.PROFILE,
        ),
        "PUT": Operation(
            id="edit_profile",
            summary="Replace a profile at HrFlow and in the mirror.",
            answer=ProfileObject,
            query=InSource,
            body=ProfileBody,
            example=examples.PROFILE,
            body_example=examples.PROFILE_BODY,
        ),
    }


class ProfileParsingView(OfOneView):
    """What HrFlow read in the CV."""

    permissions = READ
    scopes = {"GET": "hrflow_ask"}
    kind = PROFILES
    tag = TAG
    where = InSource
    task = tasks.get_profile_parsing
    operations = {
        "GET": Operation(
            id="get_profile_parsing",
            summary="What HrFlow read in the CV: its parsing object.",
            answer={"type": "object"},
            query=InSource,
        )
    }


class ProfileAttachmentsView(OfOneView):
    """The files that HrFlow keeps; their URLs open to everybody who has them."""

    permissions = READ
    scopes = {"GET": "hrflow_ask"}
    kind = PROFILES
    tag = TAG
    where = InSource
    task = tasks.list_profile_attachments
    operations = {
        "GET": Operation(
            id="list_profile_attachments",
            summary="The files that HrFlow keeps of a profile.",
            answer={"type": "array", "items": {"type": "object"}},
            query=InSource,
        )
    }


class ProfileArchiveView(ArchiveView):
    """Out of HrFlow's searches, or back."""

    permissions = {"POST": ("change_profile",)}
    kind = PROFILES
    tag = TAG
    where = InSource
    task = tasks.archive_profile
    operations = {
        "POST": Operation(
            id="archive_profile",
            summary="Archive a profile at HrFlow, or bring it back.",
            answer=ProfileObject,
            query=InSource,
            body=Archiving,
            example=examples.PROFILE,
            body_example={"archived": True},
        )
    }


class ProfileEmbeddingView(EmbeddingView):
    """The profile's vectors."""

    permissions = READ
    scopes = {"GET": "hrflow_ask"}
    kind = PROFILES
    tag = TAG
    where = InSource
    task = tasks.embed_profile
    operations = {
        "GET": Operation(
            id="embed_profile",
            summary="The vectors of a profile.",
            answer=Vectors,
            query=InSource,
            media_types=BYTES,
        )
    }


class ProfileSearchView(SearchView):
    """Profiles that match all filters."""

    permissions = {**READ, "POST": ("view_profile",)}
    scopes = {"GET": "hrflow_ask", "POST": "hrflow_ask"}
    kind = PROFILES
    tag = TAG
    form = ProfileSearchForm
    task = tasks.search_profiles
    operations = {
        "GET": Operation(
            id="search_profiles",
            summary="HrFlow's search, asked in the query.",
            answer=ProfilePage,
            query=ProfileSearchForm,
        ),
        "POST": Operation(
            id="search_profiles_by_body",
            summary="HrFlow's search, asked in the body.",
            answer=ProfilePage,
            body=ProfileSearchForm,
            body_example={"text_keywords": ["python"], "limit": 10},
        ),
    }


class ProfileScoreView(ScoreView):
    """Profiles ranked for a job."""

    permissions = {"GET": ("view_profile", "view_job"), "POST": ("view_profile", "view_job")}
    scopes = {"GET": "hrflow_ask", "POST": "hrflow_ask"}
    kind = PROFILES
    tag = TAG
    target = JOBS
    form = ProfileScoreForm
    for_target = ForJob
    body_form = ProfileRankForm
    task = tasks.score_profiles
    operations = {
        "GET": Operation(
            id="score_profiles",
            summary="Profiles ranked for a job, asked in the query.",
            answer=ProfilePage,
            query=ProfileScoreForm,
        ),
        "POST": Operation(
            id="score_profiles_by_body",
            summary="Profiles ranked for a job, asked in the body.",
            answer=ProfilePage,
            query=ForJob,
            body=ProfileRankForm,
            body_example={"limit": 10},
        ),
    }
