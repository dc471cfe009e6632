"""The form *Upload CVs*: several files at once, each of which stands or falls by itself."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from django_hrflow import conf, tasks
from django_hrflow.adapter import visible
from django_hrflow.models import Resume, Source
from django_hrflow.services import resumes

__all__ = ["UploadForm", "Uploaded", "upload"]


class FilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is checked on its own later, so a bad one does not stop the others."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """The files that were chosen; ValidationError for none."""
        files = [each for each in data or [] if each]
        if not files:
            raise ValidationError(self.error_messages["required"], code="required")
        return files


class UploadForm(forms.Form):
    """Where to, and which files."""

    source = forms.ModelChoiceField(Source.objects.none(), label=_("Source"), empty_label=None)
    cvs = FilesField(label=_("CVs"))

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sources = visible(request, Source.objects.active().slim())
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]
        options = conf.options()
        self.fields["cvs"].widget.attrs["accept"] = ",".join(options.file_extensions)
        self.fields["cvs"].help_text = _(
            "Up to %(number)s files at once, each up to %(size)s: %(extensions)s."
        ) % {
            "number": settings.DATA_UPLOAD_MAX_NUMBER_FILES or "∞",
            "size": filesizeformat(options.max_file_size),
            "extensions": ", ".join(each.lstrip(".") for each in options.file_extensions),
        }


@dataclass(frozen=True)
class Uploaded:
    """What became of one file: its row, and whether the row is new; or why it was not taken."""

    name: str = field(repr=False)
    resume: Resume | None = None
    new: bool = False
    errors: list[str] = field(default_factory=list)


def upload(form: UploadForm, user: Any) -> list[Uploaded]:
    """Store each file of a valid form and put it in the queue."""
    source = form.cleaned_data["source"]
    return [_upload_one(each, source, user) for each in form.cleaned_data["cvs"]]


def _upload_one(file: "UploadedFile[Any]", source: Source, user: Any) -> Uploaded:
    name = file.name or ""
    try:
        accepted = resumes.accept(file, source=source, uploaded_by=user)
    except ValidationError as error:
        return Uploaded(name, errors=error.messages)
    if accepted.new:
        tasks.enqueue(tasks.parse_resume, accepted.resume.pk)
    return Uploaded(accepted.resume.name or name, accepted.resume, accepted.new)
