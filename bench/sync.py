"""``python -m bench.sync``: load and re-sync of the mirror, side by side with other ways to do it.

Each way runs in a process of its own, in turn, round after round. The best round of each counts:
what disturbs a run only makes it slower.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from statistics import median
from typing import Any

from bench.databases import NAMES, database, set_up
from bench.report import Promise, judge, say, table

#: Per database: at least so many times ``each``, ``bulk`` and ``raw`` at the first load, ``each``
#: and ``dates`` when nothing has changed. None: nothing is promised.
PROMISES: dict[str, dict[str, float | None]] = {
    "postgresql": {"each": 5.5, "bulk": None, "raw": 0.75, "re-each": 22, "re-dates": 0.6},
    "sqlite": {"each": 4.0, "bulk": 1.5, "raw": 0.70, "re-each": 9, "re-dates": 0.6},
}
MOST_MB, GROWTH = 115.0, 1.10


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(prog="bench.sync", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000, help="profiles in the mirror")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--large", type=int, default=100_000, help="rows of the memory test; 0: none"
    )
    parser.add_argument("--database", choices=NAMES, action="append")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "ROWS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        _one(options.one[0], int(options.one[1]))
        return 0
    missed = 0
    for name in options.database or NAMES:
        with database(name) as url:
            if url is not None:
                missed |= _measure(name, url, options)
    return missed


def _measure(name: str, url: str, options: argparse.Namespace) -> int:
    # Of the slow way a part will do: its rate does not hang on how much there is.
    rows = {"each": options.rows // 5}
    found: dict[str, list[dict[str, float]]] = {}
    for _round in range(options.rounds):
        for way in ("each", "bulk", "ours", "raw"):
            _run(url, "empty", 0)
            load = _run(url, way, rows.get(way, options.rows))
            found.setdefault(way, []).append(load)
        for way in ("each", "ours", "dates"):  # the table is full of what they will read
            again = _run(url, way, rows.get(way, options.rows))
            found.setdefault(f"re-{way}", []).append(again)
    rates = {way: max(each["rate"] for each in runs) for way, runs in found.items()}
    say(f"{name}: {options.rows} profiles, {options.rounds} rounds; rows a second")
    table(
        ("", "rows/s", "x each", "MB"),
        [
            (
                way,
                f"{rate:.0f}",
                f"{rate / rates['re-each' if way.startswith('re-') else 'each']:.1f}",
                f"{median(each['megabytes'] for each in found[way]):.0f}",
            )
            for way, rate in rates.items()
        ],
    )
    return judge([*_promises(name, rates), *_memory(url, found, options)])


def _promises(name: str, rates: dict[str, float]) -> list[Promise]:
    return [
        Promise(
            f"{'re-sync' if way.startswith('re-') else 'load'} against {way.removeprefix('re-')}",
            rates["re-ours" if way.startswith("re-") else "ours"] / rates[way],
            bound,
        )
        for way, bound in PROMISES[name].items()
        if bound is not None
    ]


def _memory(
    url: str, found: dict[str, list[dict[str, float]]], options: argparse.Namespace
) -> list[Promise]:
    if not options.large:
        return []
    _run(url, "empty", 0)
    large = _run(url, "ours", options.large)["megabytes"]
    small = median(each["megabytes"] for each in found["ours"])
    return [
        Promise(f"MB at {options.large} profiles", large, MOST_MB, most=True),
        Promise("the same against that at the first size", large / small, GROWTH, most=True),
    ]


def _run(url: str, way: str, rows: int) -> dict[str, float]:
    run = subprocess.run(
        [sys.executable, "-m", "bench.sync", "--one", way, str(rows)],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        check=True,
    )
    measured: dict[str, float] = json.loads(run.stdout)
    return measured


def _one(way: str, rows: int) -> None:
    """In a process of its own: one way, and what it took. What empties the table makes it first."""
    set_up(os.environ["DATABASE_URL"], migrated=way != "empty")
    if way == "empty":
        _empty()
        say(json.dumps({}))
        return
    from bench.payloads import mould
    from bench.writers import WAYS, source

    place = source()
    mould()
    started = time.perf_counter()
    WAYS[way](place, rows)
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told: dict[str, Any] = {"rate": rows / took, "megabytes": peak}
    say(json.dumps(told))


def _empty() -> None:
    from django.db import connection

    from django_hrflow.models import Profile

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {Profile._meta.db_table} CASCADE")
        else:
            cursor.execute(f"DELETE FROM {Profile._meta.db_table}")
            cursor.execute("VACUUM")


if __name__ == "__main__":
    sys.exit(main())
