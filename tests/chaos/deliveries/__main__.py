"""``python -m tests.chaos.deliveries``: a run, one line; exit code 1 if it surprised.

With ``--controls`` a part of the design is taken out in each run, and a run that is still good is
the surprise.
"""

import argparse
import os
import sys
import tempfile

from tests.chaos.deliveries.run import Plan, run

#: What can be taken out.
CONTROLS = ("no_signature", "no_digest", "no_receipts")


def main():
    """Carry out what the command line asks for."""
    options, surprises = parse(), 0
    for name, plan, expected in plans(options):
        folder = tempfile.mkdtemp(prefix=f"deliveries-{name.replace(' ', '-')}-", dir=options.keep)
        verdict, sending, draining = run(plan, folder)
        good = verdict.good and draining <= options.drain
        surprises += good != expected
        print(
            f"{'good' if good else 'BAD '} {name}: sent in {sending:.0f} s, drained in"
            f" {draining:.0f} s, load {os.getloadavg()[0]:.1f}; {verdict}"
            + (f"; NOT AS EXPECTED, see {folder}" if good != expected else ""),
            flush=True,
        )
    return 1 if surprises else 0


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
    parser.add_argument(
        "--controls", nargs="*", choices=CONTROLS, help="the negative controls, or some"
    )
    parser.add_argument("--keep", help="a folder for histories and logs")
    options = parser.parse_args()
    if options.short:
        options.deliveries, options.kills = 1000, 5
    return options


def plans(options):
    """Name, plan and whether it should end well, for each run."""
    if options.controls is not None:
        for part in options.controls or CONTROLS:
            plan = Plan(deliveries=200, kills=0, seed=options.seeds[0], env={"HRFLOW_NAIVE": part})
            yield f"without {part}", plan, False
        return
    for seed in options.seeds:
        yield f"seed {seed}", Plan(options.deliveries, options.kills, seed), True


if __name__ == "__main__":
    sys.exit(main())
