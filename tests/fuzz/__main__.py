"""``python -m tests.fuzz``: so many seconds for each target; exit code 1 if one found something."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django

NAMES = ("signature", "document", "file")


def main():
    """Carry out what the command line asks for."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.fuzz", description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )  # fmt: skip
    parser.add_argument("targets", nargs="*", default=NAMES, help=f"of {', '.join(NAMES)}")
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    parser.add_argument("--keep", help="a folder for inputs and findings")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-", dir=options.keep))
    found = [name for name in options.targets if fuzz(name, options.seconds, folder / name)]
    print(f"Found something: {', '.join(found)}; see {folder}" if found else "Found nothing.")
    return bool(found)


def fuzz(name, seconds, folder):
    """Start from the seeds; whether something was found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from tests.fuzz.targets import TARGETS

    _target, seeds, longest = TARGETS[name]
    corpus = folder / "corpus"
    corpus.mkdir(parents=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-max_len={longest}", "-timeout=10"]
    shown = ["-use_value_profile=1", f"-artifact_prefix={folder}/", "-print_final_stats=1"]
    command = [sys.executable, "-m", "tests.fuzz.target", name, str(corpus), *limits, *shown]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
