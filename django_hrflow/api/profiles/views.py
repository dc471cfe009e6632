"""Profiles: the mirror, indexing and editing, and what HrFlow tells about them."""

from django_hrflow import tasks
from django_hrflow.api import fields
from django_hrflow.api.documents import Form
from django_hrflow.api.objects import DetailView, EmbeddingView, ObjectListView, OfOneView
from django_hrflow.api.profiles.filters import ProfileFilters
from django_hrflow.api.profiles.serializers import ProfileBody, ProfileRow
from django_hrflow.api.searches import ProfileScoreForm, ProfileSearchForm
from django_hrflow.api.searching import ScoreView, SearchView
from django_hrflow.models import Profile
from django_hrflow.services.kinds import JOBS, PROFILES

__all__ = ["ProfileAttachmentsView", "ProfileEmbeddingView", "ProfileListView", "ProfileParsingView",
           "ProfileScoreView", "ProfileSearchView", "ProfileView"]  # fmt: skip

READ = {"GET": ("view_profile",)}


class InSource(Form):
    """Which source is meant, where two hold the same key."""

    source_key = fields.Word(required=False)


class ProfileListView(ObjectListView):
    """The mirror's profiles."""

    permissions = {**READ, "POST": ("add_profile",)}
    kind = PROFILES
    queryset = Profile.objects.none()
    serializer_class = ProfileRow
    filterset_class = ProfileFilters
    orderings = ("-id", "created_at", "name", "email")
    body_form = ProfileBody
    index_task = tasks.index_profile
    detail_name = "api-profile"


class ProfileView(DetailView):
    """One profile."""

    permissions = {**READ, "PUT": ("change_profile",)}
    kind = PROFILES
    where = InSource
    body_form = ProfileBody
    task = tasks.edit_profile


class ProfileParsingView(OfOneView):
    """What HrFlow read in the CV."""

    permissions = READ
    scopes = {"GET": "hrflow_ask"}
    kind = PROFILES
    where = InSource
    task = tasks.get_profile_parsing


class ProfileAttachmentsView(OfOneView):
    """The files that HrFlow keeps; their URLs open to everybody who has them."""

    permissions = READ
    scopes = {"GET": "hrflow_ask"}
    kind = PROFILES
    where = InSource
    task = tasks.list_profile_attachments


class ProfileEmbeddingView(EmbeddingView):
    """The profile's vectors."""

    permissions = READ
    scopes = {"GET": "hrflow_ask"}
    kind = PROFILES
    where = InSource
    task = tasks.embed_profile


class ProfileSearchView(SearchView):
    """Profiles that match all filters."""

    permissions = {**READ, "POST": ("view_profile",)}
    scopes = {"GET": "hrflow_ask", "POST": "hrflow_ask"}
    kind = PROFILES
    form = ProfileSearchForm
    task = tasks.search_profiles


class ProfileScoreView(ScoreView):
    """Profiles ranked for a job."""

    permissions = {"GET": ("view_profile", "view_job"), "POST": ("view_profile", "view_job")}
    scopes = {"GET": "hrflow_ask", "POST": "hrflow_ask"}
    kind = PROFILES
    target = JOBS
    form = ProfileScoreForm
    task = tasks.score_profiles
