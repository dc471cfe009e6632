"""``POST profiles/parse/``: CVs come in, each becomes a row at once, HrFlow is told later."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from django_hrflow import mirror, tasks, uploads
from django_hrflow.api import examples, idempotency, lookups, parameters, problems
from django_hrflow.api.operations import Operation
from django_hrflow.api.parsers import MultiPartParser
from django_hrflow.api.resumes.serializers import ParseForm, ResumeRow, Uploaded
from django_hrflow.api.view import HrflowView
from django_hrflow.models import Resume, Source
from django_hrflow.services import files, resumes
from django_hrflow.services.kinds import PROFILES

__all__ = ["ParseView"]


class ParseView(HrflowView):
    """Takes CVs. What was answered with 202 is in the database and will get to HrFlow."""

    permissions = {"POST": ("add_resume",)}
    parser_classes = (MultiPartParser,)
    tag = "profiles"
    operations = {
        "POST": Operation(
            id="parse_resumes",
            summary="Take one CV or several; HrFlow reads them later.",
            answer=Uploaded,
            status=202,
            body=ParseForm,
            once=True,
            links={
                name: {"id": "$response.body#/results/0/id"}
                for name in ("get_resume", "retry_resume")
            },
            example={"results": [examples.RESUME]},
        )
    }

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        """Bound the files before anybody, such as the check of a session's token, reads them."""
        uploads.bound(request)
        return super().initialize_request(request, *args, **kwargs)

    def post(self, request: Request) -> Response:
        """202 with a row for each file; the same file or key gives the row that is there."""
        parameters.refuse_unknown(request, ())
        self.key = idempotency.key_of(request)
        given = self.read(request)
        source = lookups.find_container(self, PROFILES, given["source_key"])
        if given.get("reference") and len(given["file"]) > 1:
            raise serializers.ValidationError(
                {"reference": ["A reference can be given to one file only."]}
            )
        accepted: list[Resume] = []
        refused: list[dict[str, Any]] = []
        for index, file in enumerate(given["file"]):
            try:
                accepted.append(self.accept(file, index, source, given))
            except (ValidationError, problems.Unprocessable) as error:
                refused.append({**problems.document(error), "index": index, "name": file.name})
        return self.answered(accepted, refused)

    @staticmethod
    def read(request: Request) -> dict[str, Any]:
        """The form's values. ValidationError (400)."""
        errors = dict(_wrong_parts(request))
        if errors:
            raise serializers.ValidationError(errors)
        form = ParseForm(data={**request.POST.dict(), "file": request.FILES.getlist("file")})
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def accept(self, file: Any, index: int, source: Source, given: dict[str, Any]) -> Resume:
        """The row of one file. ValidationError, or Unprocessable for a key that came before."""
        key = idempotency.own_key(self.owner, self.key, index) if self.key else None
        found = resumes.accept(
            file,
            source=source,
            reference=given.get("reference"),
            tags=given.get("tags"),
            metadatas=given.get("metadatas"),
            created_at=mirror.parse_date(given.get("created_at")),
            uploaded_by=self.owner,
            idempotency_key=key,
        )
        if found.new:
            tasks.enqueue(tasks.parse_resume, found.resume.pk)
        elif key and not _same(found.resume, source, file):
            raise problems.Unprocessable(
                "This Idempotency-Key came with another file. Choose a new one."
            )
        return found.resume

    def answered(self, accepted: list[Resume], refused: list[dict[str, Any]]) -> Response:
        """202 where any file was taken, else a problem; either way it says which ones were not."""
        if not accepted:
            return self.all_refused(refused)
        pks = [resume.pk for resume in accepted]
        rows = Resume.objects.select_related("source", "profile").in_bulk(pks)
        shown = ResumeRow([rows[pk] for pk in pks], many=True, context={"request": self.request})
        errors = {"errors": refused} if refused else {}
        return Response({"results": shown.data, **errors}, status=202)

    def all_refused(self, refused: list[dict[str, Any]]) -> Response:
        """The problem of the only file, or one of them all: 400 unless they share a status."""
        statuses = {each["status"] for each in refused}
        status = statuses.pop() if len(statuses) == 1 else 400
        detail = refused[0]["detail"] if len(refused) == 1 else "None of the files can be taken."
        wait = refused[0].get("retry_after") if status == 429 else None
        raise problems.Failed(problems.problem(status, detail, retry_after=wait, errors=refused))


def _wrong_parts(request: Request) -> Iterator[tuple[str, list[str]]]:
    """Parts that are unknown, twice there, or a text where a file belongs."""
    texts = set(ParseForm().fields) - {"file"}
    for name, values in request.POST.lists():
        if name == "file":
            yield name, ["A text stands where a file belongs. Send it with a file name."]
        elif name not in texts:
            yield name, ["There is no such field."]
        elif len(values) > 1:
            yield name, ["This field is given more than once."]
    for name in request.FILES:
        if name != "file":
            yield name, ["Files belong in the field “file”."]


def _same(resume: Resume, source: Source, file: Any) -> bool:
    """Whether the row was made of this very file, for this source."""
    if resume.source_id != source.pk or resume.size != file.size:
        return False
    return resume.sha256 in (None, files.digest(file))
