"""``python -m tests.chaos.deliveries``: a run for each seed, a line each; exit code 1 if bad."""

import argparse
import os
import sys
import tempfile

from tests.chaos.deliveries.run import Plan, run


def main():
    """Carry out what the command line asks for."""
    options, bad = parse(), 0
    for seed in options.seeds:
        folder = tempfile.mkdtemp(prefix=f"deliveries-seed-{seed}-", dir=options.keep)
        plan = Plan(options.deliveries, options.kills, seed)
        verdict, sending, draining = run(plan, folder)
        good = verdict.good and draining <= options.drain
        bad += not good
        print(
            f"{'good' if good else 'BAD '} seed {seed}: sent in {sending:.0f} s, drained in"
            f" {draining:.0f} s, load {os.getloadavg()[0]:.1f}; {verdict}; see {folder}",
            flush=True,
        )
    return 1 if bad else 0


def parse():
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.chaos.deliveries", description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--deliveries", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50, help="SIGKILLs of web, workers, Redis")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--short", action="store_true", help="1,000 deliveries and 5 kills")
    parser.add_argument("--drain", type=float, default=90, help="seconds that draining may take")
    parser.add_argument("--keep", help="a folder for histories and logs")
    options = parser.parse_args()
    if options.short:
        options.deliveries, options.kills = 1000, 5
    return options


if __name__ == "__main__":
    sys.exit(main())
