"""``hrflow_export``: write all that is kept of a person into a ZIP file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from django_hrflow.management.persons import add_person_arguments, chosen_person, describe
from django_hrflow.services import privacy


class Command(BaseCommand):
    help = (
        "Writes all that is kept here of a person into a ZIP file: person.json and the CVs. HrFlow "
        "is not asked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_person_arguments(parser)
        parser.add_argument("--output", type=Path, default=Path("person.zip"), metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="tell and write nothing")

    def handle(
        self,
        *args: Any,
        profile: str | None,
        email: str | None,
        resume: int | None,
        workspace: str | None,
        output: Path,
        dry_run: bool,
        **options: Any,
    ) -> None:
        person = chosen_person(profile, email, resume, workspace)
        for line in describe(person):
            self.stdout.write(line)
        if dry_run:
            return
        try:
            # Never over a file, and readable by nobody else.
            output.touch(mode=0o600, exist_ok=False)
            with output.open("wb") as out:
                privacy.export_person(person, out)
        except FileExistsError:
            raise CommandError(f"{output} exists. Name another file with --output.") from None
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"Written to {output}.")
