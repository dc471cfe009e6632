"""``hrflow_sync``: bring the mirror up to date with HrFlow."""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from django_hrflow import conf
from django_hrflow.management.progress import Progress
from django_hrflow.services import syncing
from django_hrflow.services.problems import problem


class Command(BaseCommand):
    help = (
        "Mirrors sources, boards, profiles and jobs. Reads what changed since the last time; a run "
        "that was stopped goes on where it was. Exits with 1 when a part of it failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workspace", help="alias in HRFLOW (default: all)")
        parser.add_argument(
            "--only",
            type=_kinds,
            default=syncing.KINDS,
            metavar="KINDS",
            help=f"some of {','.join(syncing.KINDS)}, with commas between them",
        )
        parser.add_argument(
            "--full", action="store_true", help="read everything, not only what changed"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="tell the difference and write nothing"
        )
        parser.add_argument(
            "--limit", type=_count, help="at most so many objects of each source and board"
        )

    def handle(
        self,
        *args: Any,
        workspace: str | None,
        only: tuple[str, ...],
        full: bool,
        dry_run: bool,
        limit: int | None,
        **options: Any,
    ) -> None:
        failed = 0
        try:
            with Progress(self.stdout) as progress:
                for alias in _aliases(workspace):
                    for part in syncing.sync(
                        alias,
                        only=only,
                        full=full,
                        dry_run=dry_run,
                        limit=limit,
                        report=lambda part: progress.show(part.page, part.pages, part.name),
                    ):
                        progress.line(self._told(part, dry_run=dry_run))
                        failed += part.error is not None
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again to go on.", returncode=130) from None
        if failed:
            raise CommandError(f"{failed} parts failed; the others are in order. Run it again.")

    def _told(self, part: syncing.Part, *, dry_run: bool) -> str:
        where = f" of {part.name or part.container}" if part.container else ""
        counts = part.counts.items()
        told = ", ".join(f"{count} {name}" for name, count in counts if count) or "none"
        line = f"{part.workspace}: {part.kind}{where}: {told}"
        if part.error is not None:
            document = problem(part.error)
            return self.style.ERROR(f"{line}; failed: {document['title']} {document['detail']}")
        return line + (" (nothing written)" if dry_run else "")


def _aliases(workspace: str | None) -> list[str]:
    try:
        if workspace is None:
            return conf.aliases()
        conf.workspace(workspace)
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from None
    return [workspace]


def _kinds(text: str) -> tuple[str, ...]:
    chosen = {each.strip() for each in text.split(",")}
    unknown = sorted(chosen - set(syncing.KINDS))
    if unknown:
        near = conf.nearest(unknown[0], list(syncing.KINDS))
        raise ArgumentTypeError(f"there is no {unknown[0]!r} to sync.{near}")
    return tuple(each for each in syncing.KINDS if each in chosen)


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)
