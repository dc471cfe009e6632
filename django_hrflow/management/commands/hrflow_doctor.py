"""``hrflow_doctor``: say what keeps the app from working, and how to mend it."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from django_hrflow.services import diagnosis
from django_hrflow.services.diagnosis import Finding, Status

MARKS = {Status.OK: "✓", Status.WARNING: "!", Status.FAILED: "✗"}


class Command(BaseCommand):
    help = (
        "Looks at the settings, the database, the storage, HrFlow's answer to the key, the broker, "
        "the workers and the sweep. One line each, with what to do; exits with 1 when something "
        "fails. Prints neither secrets nor anything about a person."
    )
    #: It says itself what is wrong with the settings, instead of stopping at them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--url", help="the webhook's public URL, to be looked at too")
        parser.add_argument("--json", action="store_true", help="one JSON document")

    def handle(self, *args: Any, url: str | None, json: bool, **options: Any) -> None:
        findings = []
        for each in diagnosis.examine(url):
            findings.append(each)
            if not json:
                self._tell(each)
        if json:
            self._print_json(findings)
        failed = sum(each.status is Status.FAILED for each in findings)
        if failed:
            raise CommandError(f"{failed} of {len(findings)} failed.")

    def _tell(self, finding: Finding) -> None:
        styles = {Status.OK: self.style.SUCCESS, Status.WARNING: self.style.WARNING}
        style = styles.get(finding.status, self.style.ERROR)
        fix = f" → {finding.fix}" if finding.fix else ""
        mark = MARKS[finding.status]
        self.stdout.write(f"{style(mark)} {finding.name}: {finding.message}{fix}")

    def _print_json(self, findings: list[Finding]) -> None:
        ok = all(each.status is not Status.FAILED for each in findings)
        document = {"ok": ok, "findings": [asdict(each) for each in findings]}
        self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
