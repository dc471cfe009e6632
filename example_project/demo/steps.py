"""The steps that need the database: tables, sources, jobs, CVs, results."""

import time
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command

from django_hrflow import conf, mirror, workspaces
from django_hrflow.models import Board, Job, Source
from example_project.careers.models import Application
from example_project.demo.outcome import Outcome, count
from example_project.demo.place import Place
from example_project.demo.processes import Processes
from example_project.demo.progress import Progress
from example_project.demo.visitor import Visitor
from example_project.samples import JOBS, make_samples

__all__ = ["ADMIN", "fetch", "make_tables", "newest_application", "upload", "wait"]

ADMIN = "admin"
#: Seconds that all CVs together may take, and each of them on top.
PATIENCE, PATIENCE_EACH = 60.0, 5.0


def make_tables(place: Place) -> None:
    """Migrate, and let the administrator in with the password of this run."""
    call_command("migrate", verbosity=0)
    user, _made = User.objects.get_or_create(
        username=ADMIN, defaults={"is_staff": True, "is_superuser": True}
    )
    user.set_password(place.password)
    user.save()


def fetch() -> None:
    """Bring sources and boards from HrFlow into the mirror, and six jobs onto the first board."""
    call_command("hrflow_sync", "--only", "sources,boards", stdout=StringIO())
    if Job.objects.exists():  # the directory is that of an earlier run
        return
    board = Board.objects.order_by("pk")[0]
    for job in JOBS:
        answer = workspaces["default"].job.indexing.add_json(board_key=board.key, job_json=job)
        mirror.store_job("default", answer["data"], board.key)


def upload(place: Place, number: int, seed: int) -> None:
    """Send CVs the way people do: two of three through the careers site, the rest in the admin."""
    folder = place.directory / "cvs"
    make_samples(folder, number, seed)
    taken = conf.options().file_extensions
    cvs = [each for each in sorted(folder.iterdir()) if each.suffix.lower() in taken]
    jobs = list(Job.objects.active().order_by("pk").values_list("pk", flat=True))
    applied, uploaded = _shared_out(cvs)
    for turn, cv in enumerate(applied):
        visitor = Visitor(place.site)
        visitor.apply(jobs[turn % len(jobs)], cv)
        visitor.close()
    if uploaded:
        source = Source.objects.get(key=settings.CAREERS_SOURCE_KEY)
        recruiter = Visitor(place.site)
        recruiter.sign_in(ADMIN, place.password)
        recruiter.upload(source.pk, uploaded)
        recruiter.close()


def _shared_out(cvs: list[Path]) -> tuple[list[Path], list[Path]]:
    uploaded = cvs[2::3]
    return [each for each in cvs if each not in uploaded], uploaded


def wait(place: Place, processes: Processes, progress: Progress, number: int) -> Outcome:
    """Watch until every CV is at its end, or patience is; what became of them."""
    deadline = time.monotonic() + PATIENCE + PATIENCE_EACH * number
    while True:
        processes.check()
        outcome = count(place.mail, number)
        progress.live(outcome.line())
        if not outcome.waiting or time.monotonic() > deadline:
            return outcome
        time.sleep(0.3)


def newest_application() -> str:
    """The address of one applicant's page; empty where there is none."""
    application = Application.objects.first()
    return application.get_absolute_url() if application else ""
