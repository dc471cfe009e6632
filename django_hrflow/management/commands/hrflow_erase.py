"""``hrflow_erase``: forget a person."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from django_hrflow.management.persons import add_person_arguments, chosen_person, describe
from django_hrflow.models import Erasure
from django_hrflow.services import privacy

#: Seconds for a worker that has taken the erasure up.
PATIENCE = 30.0


class Command(BaseCommand):
    help = (
        "Erases all that is kept here of a person, for good, and archives the profile at HrFlow, "
        "whose API cannot delete. Look first with --dry-run. Exits with 1 when HrFlow could not "
        "be reached: what is kept here is gone all the same, and the rest is tried again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_person_arguments(parser)
        parser.add_argument("--dry-run", action="store_true", help="tell and erase nothing")

    def handle(
        self,
        *args: Any,
        profile: str | None,
        email: str | None,
        resume: int | None,
        workspace: str | None,
        dry_run: bool,
        **options: Any,
    ) -> None:
        person = chosen_person(profile, email, resume, workspace)
        for line in describe(person):
            self.stdout.write(line)
        if dry_run:
            self.stdout.write("Nothing was erased.")
            return
        erasures = privacy.erase_person(person)
        for erasure in erasures:
            privacy.advance(erasure.pk)
            _await(erasure)
            self._tell(erasure)
        if any(each.state != Erasure.State.ERASED for each in erasures):
            raise CommandError(
                "HrFlow has not confirmed everything yet. The rest is done by the next sweeps; the "
                "erasures in the admin tell how far they are."
            )

    def _tell(self, erasure: Erasure) -> None:
        counted = ", ".join(f"{count} {kind}" for kind, count in erasure.counts.items() if count)
        self.stdout.write(f"Erasure {erasure.pk}: {counted or 'nothing'} erased here.")
        self.stdout.write(erasure.remains or erasure.reason or "A worker has it in hand.")


def _await(erasure: Erasure) -> None:
    """A worker may have been quicker to take it up; an erasure that waits says what for."""
    deadline = time.monotonic() + PATIENCE
    erasure.refresh_from_db()
    while erasure.state != Erasure.State.ERASED and not erasure.reason:
        if time.monotonic() > deadline:
            return
        time.sleep(0.2)
        erasure.refresh_from_db()
