"""The command: ``python -m example_project.samples DIR [--count 12] [--seed 1]``."""

import argparse
import sys
from collections.abc import Sequence

from example_project.samples.making import make_samples


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the CVs and say how many and where; 0 when all is well."""
    parser = argparse.ArgumentParser(
        prog="python -m example_project.samples",
        description="Write CVs of invented people, PDF and DOCX, English and French.",
    )
    parser.add_argument("directory", metavar="DIR", help="the folder; made if it is missing")
    parser.add_argument("--count", type=int, default=12, help="how many CVs (default: 12)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other people")
    options = parser.parse_args(arguments)
    if options.count < 0:
        parser.error("--count must not be negative")
    paths = make_samples(options.directory, options.count, options.seed)
    sys.stdout.write(f"{len(paths)} CVs in {options.directory}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
