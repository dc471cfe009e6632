"""``hrflow_purge``: remove what has been kept for as long as the settings say."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from django_hrflow.services import retention


class Command(BaseCommand):
    help = (
        "Removes the payloads of ended events, the answers of calls and the files of ended CVs "
        "that are older than HRFLOW_RETAIN_EVENTS, HRFLOW_RETAIN_CALLS and HRFLOW_RETAIN_RESUMES "
        "days say. Can be stopped and repeated; the beat runs it once a day."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count and remove nothing")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        purged = retention.purge(dry_run=dry_run)
        verb = "To be removed" if dry_run else "Removed"
        self.stdout.write(
            f"{verb}: {purged.events} payloads of events, {purged.calls} calls, "
            f"{purged.files} files of CVs."
        )
