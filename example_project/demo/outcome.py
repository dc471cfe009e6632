"""Count what became of the CVs, and say whether all is as it should be."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django_hrflow.models import Event, Receipt, Resume
from example_project.careers.models import Application

__all__ = ["Outcome", "count"]

PARSED = "profile.parsing.success"
RECEIVER = "example_project.careers.receivers.tell_applicant"


@dataclass(frozen=True)
class Outcome:
    """Counts; ``faults`` says in words what is not as it should be."""

    cvs: int
    parsed: int
    failed: int
    signals: int
    emails: int
    waiting: int
    faults: list[str] = field(default_factory=list)

    def line(self) -> str:
        """In one line."""
        return (
            f"{self.cvs} CVs in, {self.parsed} parsed, {self.failed} failed, "
            f"{self.signals} signals received, {self.emails} e-mails sent"
        )

    def table(self, seconds: float) -> str:
        """In a table."""
        rows = [
            ("CVs in", str(self.cvs)), ("parsed", str(self.parsed)), ("failed", str(self.failed)),
            ("signals received", str(self.signals)), ("e-mails sent", str(self.emails)),
            ("seconds", f"{seconds:.1f}"),
        ]  # fmt: skip
        return "\n".join(f"  {name:<18}{value:>8}" for name, value in rows)


def count(mail: Path, expected: int) -> Outcome:
    """Ask the database and the folder of e-mails; ``expected`` CVs should have come in."""
    cvs = Resume.objects.count()
    parsed = Resume.objects.filter(state=Resume.State.PARSED, profile__isnull=False).count()
    heard = Receipt.objects.filter(event__type=PARSED, receiver=RECEIVER)
    signals = heard.filter(ok=True).count()
    emails = _emails(mail)
    applications = Application.objects.count()
    faults = [
        f"{resume.name}: {resume.get_state_display()}. {resume.reason}".strip()
        for resume in Resume.objects.exclude(state=Resume.State.PARSED)[:20]
    ]
    if cvs < expected:
        faults.append(f"{expected - cvs} CVs did not come in.")
    if signals != cvs:
        faults.append(f"{signals} signals were received for {cvs} CVs.")
    if heard.filter(tries__gt=1).exists():
        faults.append("A receiver had to be called more than once.")
    if emails != applications:
        faults.append(f"{emails} e-mails were sent for {applications} applications.")
    waiting = Resume.objects.working().count() + Event.objects.working().count()
    return Outcome(cvs, parsed, _failed(), signals, emails, waiting, faults)


def _failed() -> int:
    return Resume.objects.filter(state__in=(Resume.State.REJECTED, Resume.State.FAILED)).count()


def _emails(folder: Path) -> int:
    """Each file holds the e-mails of one connection."""
    files = folder.glob("*.log") if folder.is_dir() else []
    return sum(len(re.findall(rb"^Subject: ", each.read_bytes(), re.MULTILINE)) for each in files)
