"""Django's admin as a recruiter's desk: the mirror to read, CVs to upload, events to look into."""

from django.contrib import admin

from django_hrflow.admin.board import BoardAdmin
from django_hrflow.admin.erasure import ErasureAdmin
from django_hrflow.admin.event import EventAdmin
from django_hrflow.admin.job import JobAdmin
from django_hrflow.admin.profile import ProfileAdmin
from django_hrflow.admin.resume import ResumeAdmin
from django_hrflow.admin.source import SourceAdmin
from django_hrflow.models import Board, Erasure, Event, Job, Profile, Resume, Source

__all__ = ["BoardAdmin", "ErasureAdmin", "EventAdmin", "JobAdmin", "ProfileAdmin", "ResumeAdmin",
           "SourceAdmin"]  # fmt: skip

admin.site.register(Source, SourceAdmin)
admin.site.register(Board, BoardAdmin)
admin.site.register(Profile, ProfileAdmin)
admin.site.register(Job, JobAdmin)
admin.site.register(Resume, ResumeAdmin)
admin.site.register(Event, EventAdmin)
admin.site.register(Erasure, ErasureAdmin)
