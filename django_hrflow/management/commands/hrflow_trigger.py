"""``hrflow_trigger``: send a signed sample event to one's own webhook."""

import time
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urljoin

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.urls import NoReverseMatch, reverse

from django_hrflow import conf, webhooks
from django_hrflow.models import Event, Job, Profile
from django_hrflow.services import trigger

BASE = "http://127.0.0.1:8000"
#: What to tell a web server so that long headers come through.
LONG_HEADERS = (
    "To let 64 kB through: nginx “large_client_header_buffers 4 64k;”, "
    "gunicorn “--limit-request-field_size 65536”. What does not come through is asked for."
)
#: The exit code where the event was taken in and nobody worked on it.
NOT_HANDLED = 3


class Command(BaseCommand):
    help = (
        "Sends a signed sample event to the project's own webhook and says what became of it. "
        "Exits with 1 when it was refused and with 3 when it was taken in but not worked on in "
        "time. With --self-test, measures how long a signature comes through the web server."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", nargs="?", help="the type, such as profile.parsing.success")
        parser.add_argument("--profile", metavar="KEY", help="a mirrored profile (default: newest)")
        parser.add_argument("--job", metavar="KEY", help="a mirrored job (default: newest)")
        parser.add_argument("--scheme", choices=["A", "B", "C", "C'", "D"], default="A")
        parser.add_argument("--workspace", default=conf.DEFAULT_ALIAS, help="alias in HRFLOW")
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--url", help="the webhook's whole URL")
        where.add_argument("--base", default=BASE, help=f"scheme and host (default: {BASE})")
        where.add_argument(
            "--self-test", metavar="URL",
            help="send probes with headers of 1 to 64 kB, which no receiver is told of",
        )  # fmt: skip
        parser.add_argument(
            "--wait", type=float, default=10.0, metavar="SECONDS",
            help="for a worker, where the webhook writes to this database (default: 10)",
        )  # fmt: skip

    def handle(
        self, *args: Any, event: str | None, workspace: str, self_test: str | None, **options: Any
    ) -> None:
        try:
            conf.workspace(workspace)
            if self_test:
                self._measure(self_test, workspace)
            elif event:
                self._trigger(event, workspace, **options)
            else:
                raise CommandError("Name an event, such as profile.parsing.success.")
        except (ImproperlyConfigured, ValueError) as error:
            raise CommandError(str(error)) from None

    def _trigger(
        self,
        event: str,
        workspace: str,
        *,
        profile: str | None,
        job: str | None,
        scheme: str,
        url: str | None,
        base: str,
        wait: float,
        **options: Any,
    ) -> None:
        if event not in webhooks.EVENT_TYPES:
            near = conf.nearest(event, list(webhooks.EVENT_TYPES)).partition(" Known are")[0]
            self.stdout.write(f"HrFlow documents no event {event}.{near}")
        kind = event.partition(".")[0]
        payload = trigger.sample(
            event,
            profile=_row(Profile, "source", workspace, profile) if kind == "profile" else None,
            job=_row(Job, "board", workspace, job) if kind == "job" else None,
        )
        url = url or urljoin(base, _path(workspace))
        answer = trigger.send(url, payload, alias=workspace, scheme=scheme)
        self.stdout.write(f"POST {url}: {answer.status or answer.problem}")
        if not answer.accepted:
            raise CommandError(_advice(answer))
        self._follow(payload, workspace, wait)

    def _follow(self, payload: dict[str, Any], workspace: str, wait: float) -> None:
        """Say what becomes of the event, where we can see it."""
        stored = trigger.event_of(payload, workspace)
        if stored is None:
            self.stdout.write("Taken in; its row is not in this database.")
            return
        deadline = time.monotonic() + wait
        while stored.state in Event.WORKING and time.monotonic() < deadline:
            time.sleep(0.2)
            stored.refresh_from_db()
        told = ", ".join(
            f"{each.receiver} {'ok' if each.ok else each.last_error}"
            for each in stored.receipts.order_by("pk")
        )
        self.stdout.write(f"Event {stored.pk} is {stored.get_state_display()}. {stored.reason}")
        self.stdout.write(f"Receivers: {told or 'none is connected'}.")
        if stored.state != Event.State.DONE:
            raise CommandError(
                "It is not done. Look at the reason above, or whether a worker runs "
                "(hrflow_doctor).",
                returncode=NOT_HANDLED,
            )

    def _measure(self, url: str, workspace: str) -> None:
        largest = 0
        for probe in trigger.measure(url, alias=workspace):
            answer = probe.answer
            told = "came through" if answer.accepted else f"{answer.status or answer.problem}"
            self.stdout.write(
                f"{probe.size // 1024:>2} kB of header, {probe.payload} bytes of event: {told}"
            )
            largest = max(largest, probe.size * answer.accepted)
        self.stdout.write(f"The largest that came through: {largest // 1024} kB.")
        if largest < max(trigger.SIZES):
            self.stdout.write(LONG_HEADERS)
        if not largest:
            raise CommandError("Not even the smallest came through. Look at WEBHOOK_SECRET.")


def _row(model: type[Any], container: str, workspace: str, key: str | None) -> Any:
    rows = model.objects.filter(workspace=workspace).select_related(container).order_by("-pk")
    found = (rows.filter(key=key) if key else rows).first()
    if found is None:
        name = model._meta.model_name
        raise CommandError(f"No such {name} is mirrored. Run hrflow_sync, or name one by --{name}.")
    return found


def _path(workspace: str) -> str:
    try:
        if workspace == conf.DEFAULT_ALIAS:
            return reverse("hrflow:webhook")
        return reverse("hrflow:webhook-alias", args=[workspace])
    except NoReverseMatch:
        raise CommandError(
            'The project\'s URLs do not have the webhook. Add path("hrflow/", '
            'include("django_hrflow.urls")), or give the whole --url.'
        ) from None


def _advice(answer: trigger.Answer) -> str:
    advice = {
        None: "Nobody answers there. Start the project, or name it by --base or --url.",
        401: "The signature was refused: the webhook verifies with another WEBHOOK_SECRET.",
        404: "There is no webhook at this URL, or not of this workspace.",
        413: "The body is larger than HRFLOW_WEBHOOK_MAX_BODY.",
        431: LONG_HEADERS,
        503: "The webhook cannot take it in: no WEBHOOK_SECRET, or no database. See its log.",
    }
    return advice.get(answer.status, "It was refused. Look at the web server's log.")
