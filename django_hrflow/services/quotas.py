"""Count what one user has uploaded within a day, where the project sets a limit."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from django_hrflow import conf
from django_hrflow.models import Resume

__all__ = ["check"]

DAY = timedelta(hours=24)


def check(user: Any, size: int) -> None:
    """Whether the user may upload so many bytes more. ValidationError (``quota``) otherwise.

    Uploads of no user, such as a command's, are not counted. Requests at the same moment don't see
    each other's files, so a user may exceed a limit by as many as he sends at once.
    """
    options = conf.options()
    files, weight = options.uploads_per_day, options.upload_bytes_per_day
    if user is None or (files is None and weight is None):
        return
    recent = Resume.objects.filter(uploaded_by=user, uploaded_at__gt=timezone.now() - DAY)
    found = recent.aggregate(files=Count("pk"), weight=Sum("size"))
    if files is not None and found["files"] >= files:
        raise _over(_("%(limit)s files"), files)
    if weight is not None and (found["weight"] or 0) + size > weight:
        raise _over("%(limit)s", filesizeformat(weight))


def _over(what: str, limit: Any) -> ValidationError:
    return ValidationError(
        _("You may upload up to %(what)s within a day. Go on tomorrow."),
        code="quota",
        params={"what": what % {"limit": limit}},
    )
