"""``python -m tests.chaos``: the full runs, one line each; exit code 1 if any was not good."""

import argparse
import sys
import tempfile
import time

from tests.chaos.run import LATE, Plan, run


def main():
    """Run one plan per mode and seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=main.__doc__)
    parser.add_argument("--cvs", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--freezes", type=int, default=0)
    parser.add_argument("--restarts", type=int, default=0, help="crashes of PostgreSQL")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument(
        "--modes", nargs="+", default=["duplicate"], choices=["duplicate", "refuse", "update"]
    )
    parser.add_argument("--late", action="store_true", help="effects 2.5 s after our time-out")
    parser.add_argument(
        "--without", choices=["no_lease", "no_look_up", "no_settle", "broker_only"], default="",
        help="take a part of the design out; the run should then be BAD",
    )  # fmt: skip
    parser.add_argument("--database", default="postgresql", choices=["postgresql", "sqlite"])
    parser.add_argument("--no-webhooks", action="store_true")
    parser.add_argument("--keep", help="a folder for histories and logs")
    options = parser.parse_args()
    good = True
    for mode in options.modes:
        for seed in options.seeds:
            plan = Plan(
                cvs=options.cvs, kills=options.kills, seed=seed, mode=mode,
                freezes=options.freezes, restarts=options.restarts, database=options.database,
                webhook=not options.no_webhooks, env={"HRFLOW_NAIVE": options.without},
                **({"faults": LATE} if options.late else {}),
            )  # fmt: skip
            folder = tempfile.mkdtemp(prefix=f"chaos-{mode}-{seed}-", dir=options.keep)
            started = time.monotonic()
            verdict, healing = run(plan, folder)
            good = good and verdict.good
            print(
                f"{'good' if verdict.good else 'BAD '} mode {mode}, seed {seed}:"
                f" {time.monotonic() - started:.0f} s, healed in {healing:.0f} s; {verdict}"
                + ("" if verdict.good else f"; see {folder}"),
                flush=True,
            )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
