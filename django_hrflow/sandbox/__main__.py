"""``python -m django_hrflow.sandbox``: run a sandbox until it is interrupted."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Any

from . import defaults
from .faults import KINDS
from .sandbox import Sandbox
from .settings import QUIRKS, Settings

EXAMPLES = """
examples:
  python -m django_hrflow.sandbox
      listens on 127.0.0.1:8010, keeps everything in memory

  python -m django_hrflow.sandbox --state sandbox.sqlite3 \\
      --webhook-url http://127.0.0.1:8000/hrflow/webhook/
      keeps its state over restarts, posts signed events to a Django project

  python -m django_hrflow.sandbox --faults 503:0.1,500-after:0.07,silence-after:0.05 --seed 7
      fails in the same way each time it is run

  curl -H 'X-API-KEY: {key}' http://127.0.0.1:8010/v1/sources
  curl -H 'X-API-KEY: …' -H 'X-Sandbox-Fault: 429=30' http://127.0.0.1:8010/v1/sources
      let one call fail

  curl -d '{{"next": ["503", "reset"], "path": "profile/parsing/file"}}' \\
      http://127.0.0.1:8010/_sandbox/faults
      let the next two parses fail; see also /_sandbox/health, calls, settings, reset, sources,
      boards, profiles, events, deliveries, idle (from this machine only, without a key)

faults (kind, kind=value; kind-after: after the call took effect):
{faults}

A file whose name contains "parsing-error" cannot be parsed, on purpose.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives the exit status back."""
    options = vars(_parser().parse_args(arguments))
    try:
        sandbox = Sandbox(**options)
    except (ValueError, OSError) as error:
        print(_advice(error, options), file=sys.stderr)  # noqa: T201
        return 2
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with sandbox:
        print(_greeting(sandbox), flush=True)  # noqa: T201
        stop.wait()
    return 0


def _advice(error: Exception, options: dict[str, Any]) -> str:
    if isinstance(error, OSError):
        return (
            f"Cannot listen on {options['host']}:{options['port']} ({error.strerror or error})."
            " Choose another address with --port or --host."
        )
    return f"{error} See --help."


def _greeting(sandbox: Sandbox) -> str:
    kinds = ("source", "board")
    held = [(kind, one) for kind in kinds for one in sandbox.workspace.store.containers(kind)]
    names = ", ".join(f"{kind} {one['name']!r} {one['key']}" for kind, one in held)
    return f"Sandbox listening on {sandbox.url} with {names}"


def _parser() -> argparse.ArgumentParser:
    usual = Settings()
    kinds = "\n".join(f"  {kind}\n      {meaning}" for kind, meaning in KINDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m django_hrflow.sandbox",
        description="A stand-in for the HrFlow.ai API: no account, no network.",
        epilog=EXAMPLES.format(faults=kinds, key=defaults.DEFAULT_API_SECRET),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _server_options(parser, usual)
    _parsing_options(parser, usual)
    _webhook_options(parser, usual)
    return parser


def _server_options(parser: argparse.ArgumentParser, usual: Settings) -> None:
    group = parser.add_argument_group("server")
    group.add_argument(
        "--port", type=int, default=defaults.DEFAULT_PORT, help="%(default)s; 0: any"
    )
    group.add_argument("--host", default="127.0.0.1", help="%(default)s")
    group.add_argument("--state", metavar="FILE", help="an SQLite file; without it, memory")
    group.add_argument(
        "--api-secret", action="append", dest="api_secrets", default=[], metavar="KEY",
        help="accept only this key (repeatable); without it, any of the form ask_, askr_ (may"
        " only read) or askw_ (may only write) and 32 hexadecimal digits",
    )  # fmt: skip
    group.add_argument("--strict-user", action="store_true", help="401 without X-USER-EMAIL")
    group.add_argument(
        "--quirks", nargs="?", const=",".join(sorted(QUIRKS)), default="", type=_names,
        metavar="NAMES", help=f"likely oddities of the service; all, or some of {sorted(QUIRKS)}",
    )  # fmt: skip
    group.add_argument("--faults", metavar="SPEC", help="kind:probability,… (see below)")
    group.add_argument("--seed", type=int, help="makes the faults repeatable")
    group.add_argument(
        "--latency", type=float, default=usual.latency, metavar="SECONDS", help="before each answer"
    )
    group.add_argument(
        "--keep-alive", type=float, default=usual.keep_alive, metavar="SECONDS",
        help="close a connection that is idle so long (%(default)s)",
    )  # fmt: skip
    group.add_argument(
        "--max-body", type=int, default=usual.max_body, metavar="BYTES",
        help="413 for larger requests (%(default)s)",
    )  # fmt: skip
    group.add_argument("--verbose", action="store_true", help="print every call")


def _parsing_options(parser: argparse.ArgumentParser, usual: Settings) -> None:
    group = parser.add_argument_group("parsing")
    group.add_argument(
        "--parse-delay", type=float, default=usual.parse_delay, metavar="SECONDS",
        help="from 202 to the profile (%(default)s)",
    )  # fmt: skip
    group.add_argument(
        "--parse-workers", type=int, default=usual.parse_workers, metavar="N",
        help="files that are read at the same time (%(default)s)",
    )  # fmt: skip
    group.add_argument(
        "--sync-parsing", action="store_true", help="the careers source too parses in real time"
    )
    group.add_argument(
        "--repeated-reference", choices=("refuse", "update", "duplicate"),
        default=usual.repeated_reference, help="%(default)s by default",
    )  # fmt: skip
    group.add_argument(
        "--reference-check", choices=("acceptance", "indexing"), default=usual.reference_check,
        help="when a repeated reference is noticed (%(default)s)",
    )  # fmt: skip


def _webhook_options(parser: argparse.ArgumentParser, usual: Settings) -> None:
    group = parser.add_argument_group("webhooks")
    group.add_argument(
        "--webhook-url", action="append", dest="webhook_urls", default=[], metavar="URL",
        help="post events there (repeatable)",
    )  # fmt: skip
    group.add_argument(
        "--webhook-secret", default=usual.webhook_secret, metavar="S", help="%(default)s"
    )
    group.add_argument(
        "--webhook-scheme", choices=("A", "B", "C", "C'", "D"), default=usual.webhook_scheme,
        help="of the signature (%(default)s)",
    )  # fmt: skip
    group.add_argument("--webhook-header", default=usual.webhook_header, help="%(default)s")
    group.add_argument("--webhook-array", action="store_true", help="bodies are lists of events")
    group.add_argument(
        "--webhook-profile", choices=("identity", "full"), default=usual.webhook_profile,
        help="what of a profile is in its events (%(default)s)",
    )  # fmt: skip
    for name, meaning in (
        ("drop", "is not posted"),
        ("duplicate", "is posted twice"),
        ("shuffle", "is overtaken by the next"),
    ):
        group.add_argument(
            f"--webhook-{name}", type=float, default=0.0, metavar="P",
            help=f"probability that an event {meaning}",
        )  # fmt: skip


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]


if __name__ == "__main__":
    sys.exit(main())
