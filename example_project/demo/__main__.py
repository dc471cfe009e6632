"""``python -m example_project.demo``: start everything, send CVs, show where to look."""

import argparse
import os
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from example_project.demo.place import Place
from example_project.demo.processes import (
    STOPPING,
    ChildFailed,
    Processes,
    Stopped,
    stop,
    stopped_by,
)
from example_project.demo.progress import Progress
from example_project.demo.servers import start_project, start_servers
from example_project.demo.visitor import VisitFailed

TERMINATED = 128 + signal.SIGTERM


def arguments(given: list[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m example_project.demo",
        description="A careers site, its worker and a stand-in for HrFlow, on 127.0.0.1 alone.",
    )
    parser.add_argument("--check", action="store_true", help="send CVs, report, stop")
    parser.add_argument("--port", type=int, default=8000, help="of the site (%(default)s)")
    parser.add_argument("--count", type=int, default=12, help="CVs to send (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="makes other CVs (%(default)s)")
    parser.add_argument("--directory", type=Path, help="keep everything there")
    parser.add_argument("--no-redis", action="store_true", help="run without a broker")
    return parser.parse_args(given)


def main(given: list[str] | None = None) -> int:
    """Run the demo; the exit code is 0 only if all went as it should."""
    options = arguments(sys.argv[1:] if given is None else given)
    # A shell lets what it starts in the background ignore Ctrl-C; here it means "stop" everywhere.
    for number in STOPPING:
        signal.signal(number, stop)
    progress = Progress(sys.stdout)
    try:
        return run(options, progress)
    except Stopped as stopped:
        return stopped_code(stopped.number, options)
    except Exception as error:
        received = stopped_by()  # what a signal interrupts may fail with an error of its own
        if received is not None:
            return stopped_code(received, options)
        if not isinstance(error, ChildFailed | VisitFailed):
            raise
        progress.say(f"The demo failed. {error}")
        return 1


def stopped_code(number: int, options: argparse.Namespace) -> int:
    """The exit code after this signal: Ctrl-C is how the demo is meant to end."""
    if number != signal.SIGINT:
        return TERMINATED
    return 0 if not options.check else 130


def run(options: argparse.Namespace, progress: Progress) -> int:
    """All steps, in a directory of their own."""
    with ExitStack() as stack:
        if options.directory:
            directory = options.directory.resolve()
            directory.mkdir(parents=True, exist_ok=True)
        else:
            made = tempfile.TemporaryDirectory(prefix="hrflow-demo-", ignore_cleanup_errors=True)
            directory = Path(stack.enter_context(made))
        place = Place.find(directory, options.port, redis=not options.no_redis)
        environment = place.environment()
        processes = stack.enter_context(Processes(place.logs, environment))
        start_servers(place, processes)
        steps = join(environment)
        steps.make_tables(place)
        steps.fetch()
        start_project(place, processes)
        show(place, progress, steps)
        steps.upload(place, options.count, options.seed)
        outcome = steps.wait(place, processes, progress, options.count)
        progress.say(outcome.line() + ".")
        if options.check:
            return report(outcome, progress)
        if applicant := steps.newest_application():
            progress.say(f"An applicant  {place.site.rstrip('/')}{applicant}")
        stay(processes, progress)
    return 0


def join(environment: dict[str, str]) -> Any:
    """Make this process one of the project's; only then can what needs the models be imported."""
    os.environ.clear()
    os.environ.update(environment)
    django.setup()
    return import_module("example_project.demo.steps")


def show(place: Place, progress: Progress, steps: Any) -> None:
    """Where to look, and with which password."""
    broker = "Redis" if place.redis else "none: each task runs in the process that asks for it"
    progress.say(f"Careers site  {place.site}")
    progress.say(f"Admin         {place.site}admin/  ({steps.ADMIN}, {place.password})")
    progress.say(f"Sandbox       {place.sandbox}v1/  (in place of HrFlow)")
    progress.say(f"Broker        {broker}")
    progress.say(f"E-mails       {place.mail}")
    progress.say(f"Logs          {place.logs}")


def report(outcome: Any, progress: Progress) -> int:
    """The table, what is wrong, and the exit code."""
    progress.say(outcome.table(progress.seconds))
    for fault in outcome.faults:
        progress.say(f"WRONG: {fault}")
    return 1 if outcome.faults else 0


def stay(processes: Processes, progress: Progress) -> None:
    """Until Ctrl-C, or until a child ends."""
    progress.say("Everything is up. Press Ctrl-C to stop.")
    while True:
        processes.check()
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
