"""``python -m tests.chaos``: runs under attack, one line each; exit code 1 if any surprised.

With ``--scenarios`` one thing at a time is broken instead, on purpose and not at random.
With ``--controls`` a part of the design is taken out in each run, and a run that is still good is
the surprise: a checker that never objects proves nothing (R-7).
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.chaos.findings import Findings
from tests.chaos.run import FAULTS, LATE, Plan, run
from tests.chaos.scenarios import SCENARIOS, described

#: What is taken out, and under which faults and settings that must show.
CONTROLS = {
    "no_look_up": ("500-after:0.4", {}),
    "no_settle": ("late=8:0.4", {}),
    "broker_only": ("503:0.3", {}),
    # Every sweep announces every row, as several impatient sweepers would.
    "no_lease": ("slow=1.8:0.8", {"HRFLOW_REPUBLISH_AFTER": "0"}),
}


class Formatter(argparse.ArgumentDefaultsHelpFormatter, argparse.RawDescriptionHelpFormatter):
    """Defaults, and the lists as they are written."""


def main():
    """Carry out what the command line asks for."""
    options = parse()
    if options.keep:
        Path(options.keep).mkdir(parents=True, exist_ok=True)
    if options.scenarios is not None:
        names = options.scenarios or [
            name for name, each in SCENARIOS.items() if each.SHORT or not options.short
        ]
        return 1 if sum(not play(name, options) for name in names) else 0
    surprises = 0
    for name, plan, expected in plans(options):
        folder = tempfile.mkdtemp(prefix=f"chaos-{name.replace(' ', '-')}-", dir=options.keep)
        started = time.monotonic()
        verdict, healing = run(plan, folder)
        surprise = verdict.good != expected
        surprises += surprise
        print(
            f"{'good' if verdict.good else 'BAD '} {name}: {time.monotonic() - started:.0f} s,"
            f" at rest after {healing:.0f} s; {verdict}"
            + (f"; NOT AS EXPECTED, see {folder}" if surprise else ""),
            flush=True,
        )
    return 1 if surprises else 0


def play(name, options):
    """Run one scenario and print its figures; whether it was good."""
    scenario = SCENARIOS[name]
    folder = Path(tempfile.mkdtemp(prefix=f"chaos-{name}-", dir=options.keep))
    folder.chmod(0o755)
    started = time.monotonic()
    try:
        findings = scenario.run(folder, **(scenario.SHORT if options.short else scenario.FULL))
    except (AssertionError, subprocess.SubprocessError) as error:
        findings = Findings()
        findings.note("broke off", str(error), kept=False)
    if findings.good and not options.keep:
        shutil.rmtree(folder)
    print(
        f"{'good' if findings.good else 'BAD '} {name}: {time.monotonic() - started:.0f} s;"
        f" {findings}" + ("" if findings.good else f"; see {folder}"),
        flush=True,
    )
    return findings.good


def parse():
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.chaos", description=__doc__,
        epilog=f"scenarios:\n{described()}", formatter_class=Formatter,
    )  # fmt: skip
    parser.add_argument("--cvs", type=int, default=1000, help="how many are uploaded")
    parser.add_argument("--kills", type=int, default=100, help="SIGKILLs of anything but HrFlow")
    parser.add_argument("--freezes", type=int, default=0, help="workers stopped past their lease")
    parser.add_argument("--restarts", type=int, default=0, help="crashes of PostgreSQL")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], help="of nemesis and faults")
    parser.add_argument(
        "--modes", nargs="+", default=["duplicate"], choices=["duplicate", "refuse", "update"],
        help="what HrFlow does with a repeated reference",
    )  # fmt: skip
    parser.add_argument("--late", action="store_true", help="effects 2.5 s after our time-out")
    parser.add_argument("--no-webhooks", action="store_true", help="results must be asked for")
    parser.add_argument("--database", default="postgresql", choices=["postgresql", "sqlite"])
    parser.add_argument(
        "--controls", nargs="*", choices=list(CONTROLS), help="the negative controls, or some"
    )
    parser.add_argument(
        "--scenarios", nargs="*", choices=list(SCENARIOS), metavar="NAME",
        help="one thing at a time, see below: all, or some",
    )  # fmt: skip
    parser.add_argument("--short", action="store_true", help="scenarios in the size of a test")
    parser.add_argument("--keep", help="a folder for histories and logs")
    return parser.parse_args()


def plans(options):
    """Name, plan and whether it should end well, for each run."""
    if options.controls is not None:
        for part in options.controls or CONTROLS:
            faults, env = CONTROLS[part]
            plan = Plan(
                cvs=min(options.cvs, 60), kills=min(options.kills, 10), seed=options.seeds[0],
                faults=faults, patience=15.0, env={"HRFLOW_NAIVE": part, **env},
            )  # fmt: skip
            yield f"without {part}", plan, False
        return
    for mode in options.modes:
        for seed in options.seeds:
            plan = Plan(
                cvs=options.cvs, kills=options.kills, seed=seed, mode=mode,
                freezes=options.freezes, restarts=options.restarts, database=options.database,
                webhook=not options.no_webhooks, faults=LATE if options.late else FAULTS,
            )  # fmt: skip
            yield f"mode {mode} seed {seed}", plan, True


if __name__ == "__main__":
    sys.exit(main())
