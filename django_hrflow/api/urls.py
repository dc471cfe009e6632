"""The paths under ``api/``."""

from django.urls import path, re_path

from django_hrflow.api import calls, texts
from django_hrflow.api.containers import views as containers
from django_hrflow.api.jobs import views as jobs
from django_hrflow.api.nowhere import NowhereView
from django_hrflow.api.privacy import EraseView, ExportView
from django_hrflow.api.profiles import views as profiles
from django_hrflow.api.resumes import views as resumes
from django_hrflow.api.resumes.parse import ParseView
from django_hrflow.api.schema_view import SchemaView
from django_hrflow.api.scores import JobScoresView, ProfileScoresView

# Names before keys: a profile may not be called "search".
urlpatterns = [
    path("sources/", containers.SourceListView.as_view(), name="api-sources"),
    path("sources/sync/", containers.SourceSyncView.as_view(), name="api-sources-sync"),
    path("sources/<str:key>/", containers.SourceView.as_view(), name="api-source"),
    path("boards/", containers.BoardListView.as_view(), name="api-boards"),
    path("boards/sync/", containers.BoardSyncView.as_view(), name="api-boards-sync"),
    path("boards/<str:key>/", containers.BoardView.as_view(), name="api-board"),
    path("profiles/", profiles.ProfileListView.as_view(), name="api-profiles"),
    path("profiles/parse/", ParseView.as_view(), name="api-parse"),
    path("profiles/search/", profiles.ProfileSearchView.as_view(), name="api-profiles-search"),
    path("profiles/score/", profiles.ProfileScoreView.as_view(), name="api-profiles-score"),
    path("profiles/<str:key>/", profiles.ProfileView.as_view(), name="api-profile"),
    path("profiles/<str:key>/export/", ExportView.as_view(), name="api-profile-export"),
    path("profiles/<str:key>/erase/", EraseView.as_view(), name="api-profile-erase"),
    path(
        "profiles/<str:key>/parsing/",
        profiles.ProfileParsingView.as_view(),
        name="api-profile-parsing",
    ),
    path(
        "profiles/<str:key>/attachments/",
        profiles.ProfileAttachmentsView.as_view(),
        name="api-profile-attachments",
    ),
    path(
        "profiles/<str:key>/embedding/",
        profiles.ProfileEmbeddingView.as_view(),
        name="api-profile-embedding",
    ),
    path(
        "profiles/<str:key>/archive/",
        profiles.ProfileArchiveView.as_view(),
        name="api-profile-archive",
    ),
    path("profiles/<str:key>/scores/", ProfileScoresView.as_view(), name="api-profile-scores"),
    path("jobs/", jobs.JobListView.as_view(), name="api-jobs"),
    path("jobs/search/", jobs.JobSearchView.as_view(), name="api-jobs-search"),
    path("jobs/score/", jobs.JobScoreView.as_view(), name="api-jobs-score"),
    path("jobs/<str:key>/", jobs.JobView.as_view(), name="api-job"),
    path("jobs/<str:key>/archive/", jobs.JobArchiveView.as_view(), name="api-job-archive"),
    path("jobs/<str:key>/embedding/", jobs.JobEmbeddingView.as_view(), name="api-job-embedding"),
    path("jobs/<str:key>/scores/", JobScoresView.as_view(), name="api-job-scores"),
    path("resumes/", resumes.ResumeListView.as_view(), name="api-resumes"),
    path("resumes/<int:id>/", resumes.ResumeView.as_view(), name="api-resume"),
    path("resumes/<int:id>/retry/", resumes.RetryView.as_view(), name="api-resume-retry"),
    path("tasks/<uuid:id>/", calls.TaskView.as_view(), name="api-task"),
    path("text/parse/", texts.ParseTextView.as_view(), name="api-text-parse"),
    path("text/reveal/", texts.RevealView.as_view(), name="api-text-reveal"),
    path("text/embed/", texts.EmbedView.as_view(), name="api-text-embed"),
    path("text/link/", texts.LinkView.as_view(), name="api-text-link"),
    path("text/tag/", texts.TagView.as_view(), name="api-text-tag"),
    path("webhooks/check/", texts.CheckWebhookView.as_view(), name="api-webhooks-check"),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    re_path(r"^(?P<rest>.*)$", NowhereView.as_view()),
]
