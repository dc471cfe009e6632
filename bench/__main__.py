"""``python -m bench``: one part after the other; exit code 1 when a promise was missed."""

import subprocess
import sys

PARTS = ("bench.embedding", "bench.sync", "bench.lists")


def main() -> int:
    """Run each part in a process of its own, so that none inherits the memory of another."""
    return max(
        subprocess.run([sys.executable, "-m", part], check=False).returncode for part in PARTS
    )


if __name__ == "__main__":
    sys.exit(main())
