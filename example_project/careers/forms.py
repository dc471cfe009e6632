"""The form *Apply with your CV*: one file, which tells the rest."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat

from django_hrflow import conf


class ApplyForm(forms.Form):
    """A CV and a consent; whether the file can be taken is decided where it is stored."""

    cv = forms.FileField(label="Your CV", allow_empty_file=True)
    consent = forms.BooleanField(label="You may also consider me for other jobs.", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = conf.options()
        taken = [each.lstrip(".") for each in options.file_extensions]
        self.fields["cv"].widget.attrs["accept"] = ",".join(options.file_extensions)
        self.fields[
            "cv"
        ].help_text = f"One file up to {filesizeformat(options.max_file_size)}: {', '.join(taken)}."
