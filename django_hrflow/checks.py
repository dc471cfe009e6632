"""System checks: what the settings lack, with a hint that can be pasted. None asks the database."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage, storages
from django.utils.module_loading import import_string

from django_hrflow import conf
from django_hrflow.models.resume import resume_storage

__all__ = ["check_settings"]

PASTE_WORKSPACE = (
    'HRFLOW = {"default": {"API_SECRET": os.environ["HRFLOW_API_SECRET"], '
    '"API_USER": os.environ["HRFLOW_API_USER"], '
    '"WEBHOOK_SECRET": os.environ["HRFLOW_WEBHOOK_SECRET"]}}'
)
PASTE_STORAGE = (
    'STORAGES["hrflow"] = {"BACKEND": "django.core.files.storage.FileSystemStorage", '
    '"OPTIONS": {"location": BASE_DIR / "private"}}'
)
#: The order in which deadlines must run out, shortest first.
ORDER = ("TIMEOUT (connect)", "TIMEOUT (read)", "HRFLOW_CALL_DEADLINE", "HRFLOW_SOFT_TIME_LIMIT",
         "HRFLOW_TIME_LIMIT", "HRFLOW_LEASE")  # fmt: skip


def check_settings(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Everything that can be told from the settings alone."""
    found = list(_options())
    if any(each.id == "hrflow.E002" for each in found):
        return found
    try:
        workspaces = [conf.workspace(alias) for alias in conf.aliases()]
    except ImproperlyConfigured as error:
        return [*found, Error(str(error), hint=PASTE_WORKSPACE, id="hrflow.E001")]
    found += [*_classes(), *_rates()]
    for workspace in workspaces:
        found += [*_secrets(workspace), *_deadlines(workspace), *_url(workspace)]
    return [*found, *_storage()]


def _options() -> Iterator[CheckMessage]:
    known = conf.Options.names()
    for name in dir(settings):
        if name.startswith("HRFLOW_") and name not in known:
            yield Error(
                f"{name} is no setting of django-hrflow.{conf.nearest(name, known)}",
                hint="Rename or remove it.",
                id="hrflow.E003",
            )
    try:
        conf.options()
    except ImproperlyConfigured as error:
        yield Error(str(error), hint="Leave it out for the default.", id="hrflow.E002")


def _classes() -> Iterator[CheckMessage]:
    for name in ("adapter", "api_permission"):
        path = getattr(conf.options(), name)
        try:
            import_string(path)
        except ImportError:
            yield Error(
                f"HRFLOW_{name.upper()} is {path!r}, which cannot be imported.",
                hint="Write the dotted path of a class, or leave it out for the default.",
                id="hrflow.E009",
            )


def _rates() -> Iterator[CheckMessage]:
    known = list(conf.THROTTLE_SCOPES)
    for scope, rate in conf.options().throttle_rates.items():
        try:
            conf.RateLimit.parse(rate)
            wrong = "" if scope in known else f"{scope!r} is no scope.{conf.nearest(scope, known)}"
        except (AttributeError, ValueError):
            wrong = f"{rate!r} is no rate."
        if wrong:
            yield Error(
                f"HRFLOW_THROTTLE_RATES[{scope!r}] limits nothing: {wrong}",
                hint='HRFLOW_THROTTLE_RATES = {"hrflow_ask": "30/m"}',
                id="hrflow.E010",
            )


def _secrets(workspace: conf.Workspace) -> Iterator[CheckMessage]:
    where = f"HRFLOW[{workspace.alias!r}]"
    if not workspace.webhook_secrets:
        yield CheckWarning(
            f"{where} has no WEBHOOK_SECRET, so webhooks are answered with 503; results are still "
            "asked for.",
            hint=f'{where}["WEBHOOK_SECRET"] = os.environ["HRFLOW_WEBHOOK_SECRET"]',
            id="hrflow.W001",
        )
    if any(len(each.encode()) < 16 for each in workspace.webhook_secrets):
        yield Error(
            f"{where} has a WEBHOOK_SECRET of less than 16 bytes, which could be guessed.",
            hint="Make a longer one in HrFlow's console and put it here.",
            id="hrflow.E004",
        )
    unknown = set(workspace.webhook_schemes) - {"A", "B", "C", "D"}
    if unknown or not workspace.webhook_schemes:
        yield Error(
            f"{where} names unknown signature schemes: {', '.join(sorted(unknown)) or 'none'}.",
            hint=f'{where}["WEBHOOK_SIGNATURE_SCHEMES"] = ["A", "B", "C", "D"]',
            id="hrflow.E005",
        )


def _deadlines(workspace: conf.Workspace) -> Iterator[CheckMessage]:
    options = conf.options()
    values = (*workspace.timeout, options.call_deadline, options.soft_time_limit,
              options.time_limit, options.lease)  # fmt: skip
    pairs = list(zip(ORDER, values, strict=True))
    for (name, value), (next_name, next_value) in pairwise(pairs):
        if not value < next_value:
            yield Error(
                f"{name} ({value:g} s) must be shorter than {next_name} ({next_value:g} s), or two "
                "workers could send the same CV.",
                hint=f"The order is {' < '.join(ORDER)}.",
                id="hrflow.E006",
            )
    if options.settle < workspace.timeout[1]:
        yield Error(
            f"HRFLOW_SETTLE ({options.settle:g} s) must be at least the read time-out "
            f"({workspace.timeout[1]:g} s): HrFlow may still be working on a call that timed out.",
            hint=f"HRFLOW_SETTLE = {workspace.timeout[1]:g}",
            id="hrflow.E007",
        )


def _url(workspace: conf.Workspace) -> Iterator[CheckMessage]:
    url = urlsplit(workspace.api_url)
    if url.scheme == "http" and url.hostname not in ("127.0.0.1", "localhost", "::1"):
        yield CheckWarning(
            f"HRFLOW[{workspace.alias!r}] sends its key and CVs over plain HTTP.",
            hint='Write "API_URL": "https://…".',
            id="hrflow.W002",
        )


def _storage() -> Iterator[CheckMessage]:
    alias = conf.options().resume_storage
    if alias not in storages.backends:
        yield CheckWarning(
            f"STORAGES has no {alias!r}, so CVs go to the default storage, whose files are usually "
            "public.",
            hint=PASTE_STORAGE,
            id="hrflow.W003",
        )
        return
    storage = resume_storage()
    if isinstance(storage, FileSystemStorage):
        location = Path(storage.location).resolve()
        for name in ("MEDIA_ROOT", "STATIC_ROOT"):
            root = getattr(settings, name, None)
            if root and location.is_relative_to(Path(root).resolve()):
                yield Error(
                    f"CVs are stored inside {name}, from which files are served to everybody.",
                    hint=PASTE_STORAGE,
                    id="hrflow.E008",
                )
