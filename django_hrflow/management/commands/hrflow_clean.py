"""``hrflow_clean``: remove files of CVs that no row leads to, and name rows without a file."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from django_hrflow.services import storage


class Command(BaseCommand):
    help = (
        "Removes files that no CV leads to, as an upload leaves behind that was cut off, and names "
        "CVs whose file is missing. Exits with 1 when there are any. The beat runs it once a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="tell and remove nothing")
        parser.add_argument(
            "--older-than", type=float, default=24.0, metavar="HOURS",
            help="leave younger files alone, for their upload may be under way (default: 24)",
        )  # fmt: skip

    def handle(self, *args: Any, dry_run: bool, older_than: float, **options: Any) -> None:
        try:
            cleaned = storage.clean(older_than=timedelta(hours=older_than), dry_run=dry_run)
        except NotImplementedError:
            raise CommandError(
                "The storage of CVs cannot list its files, so nothing can be found. Use its "
                "provider's own tools."
            ) from None
        verb = "To be removed" if dry_run else "Removed"
        self.stdout.write(f"{verb}: {len(cleaned.orphans)} files without a row.")
        if cleaned.missing:
            shown = ", ".join(map(str, cleaned.missing[:50]))
            raise CommandError(
                f"{len(cleaned.missing)} CVs have lost their file: {shown}. Restore them from a "
                "backup, or upload them again."
            )
