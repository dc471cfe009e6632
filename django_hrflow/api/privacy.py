"""A person's rights over REST: get all that is kept, and be forgotten."""

import logging
from tempfile import SpooledTemporaryFile
from typing import Any

from django.http import FileResponse, Http404
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow import tasks
from django_hrflow.api import fields, lookups, parameters
from django_hrflow.api.operations import Operation
from django_hrflow.api.profiles.views import InSource
from django_hrflow.api.renderers import ZipRenderer
from django_hrflow.api.view import HrflowView
from django_hrflow.models import Erasure, Identity
from django_hrflow.services import privacy
from django_hrflow.services.kinds import PROFILES
from django_hrflow.services.privacy import Person

__all__ = ["EraseView", "ExportView"]

logger = logging.getLogger("django_hrflow.audit")

TAG = "profiles"
#: Bytes of an export that are kept in memory.
IN_MEMORY = 4 * 1024 * 1024


class ErasureRecord(serializers.Serializer[Any]):
    """How far an erasure has come, and what it has erased; it does not say whom."""

    id = serializers.IntegerField(read_only=True)
    state = serializers.ChoiceField(choices=Erasure.State.choices, read_only=True)
    reason = serializers.CharField(read_only=True, help_text="Why it is not done yet.")
    counts = serializers.DictField(
        child=serializers.IntegerField(min_value=0), read_only=True, help_text="Erased here."
    )
    remains = serializers.CharField(read_only=True, help_text="What remains at HrFlow.")
    ordered_at = fields.Timestamp()
    erased_at = fields.Timestamp(allow_null=True)


class _OfPerson(HrflowView):
    """Finds the person whose profile the path names."""

    tag = TAG

    def person(self, key: str) -> Person:
        """The profile with its CVs. Http404; PermissionDenied where some of it is hidden."""
        source_key = self.query(InSource).get("source_key")
        profile = lookups.find(self, PROFILES, key, source_key, ask=False)
        person = Person.of(profiles=[profile])
        if not person.is_visible(self.request):
            raise PermissionDenied("Some CVs of this person are not yours to see.")
        return person


class ExportView(_OfPerson):
    """Everything that is kept of a person."""

    permissions = {"GET": ("export_profile",)}
    renderer_classes = (ZipRenderer,)
    conflicts = True
    operations = {
        "GET": Operation(
            id="export_person",
            summary="All that is kept of a person: person.json and the CVs, as a ZIP file.",
            answer={"type": "string", "format": "binary"},
            query=InSource,
        )
    }

    def get(self, request: Request, key: str) -> FileResponse:
        """The archive; HrFlow is not asked."""
        person = self.person(key)
        out = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the response closes it
        privacy.export_person(person, out)
        out.seek(0)
        logger.info("person exported: profile %s by user %s", key, request.user.pk)
        return FileResponse(
            out, as_attachment=True, filename="person.zip", content_type=ZipRenderer.media_type
        )


class EraseView(_OfPerson):
    """Forgets a person, and tells how far that has come."""

    permissions = {"GET": ("delete_profile",), "POST": ("delete_profile",)}
    conflicts = True
    operations = {
        "GET": Operation(
            id="get_erasure",
            summary="How far the erasure of a profile has come.",
            answer=ErasureRecord,
        ),
        "POST": Operation(
            id="erase_person",
            summary="Erase all that is kept of a person here, and archive the profile at HrFlow.",
            answer=ErasureRecord,
            status=202,
            query=InSource,
        ),
    }

    def get(self, request: Request, key: str) -> Response:
        """The record, which whoever knows the key can find."""
        parameters.refuse_unknown(request, ())
        return Response(self.record(key))

    def post(self, request: Request, key: str) -> Response:
        """Order it; a second order finds the first."""
        try:
            person = self.person(key)
        except Http404:
            return Response(self.record(key), status=202)
        (erasure,) = privacy.erase_person(person)
        tasks.enqueue(tasks.erase_person, erasure.pk)
        logger.info("erasure %s ordered by user %s", erasure.pk, request.user.pk)
        erasure.refresh_from_db()
        return Response(ErasureRecord(erasure).data, status=202)

    def record(self, key: str) -> Any:
        """The erasure of this key. Http404 where there was none."""
        digest = Identity(None, key).digests(self.workspace)["key"]
        erasure = self.rows(Erasure).filter(keys__digest=digest).order_by("pk").first()
        if erasure is None:
            raise Http404("There is no profile with this key, and none was erased.")
        return ErasureRecord(erasure).data
