"""The room is pure: no Django, no network, no clock."""

import subprocess
import sys

PROGRAM = """
import sys
import django_hrflow.webhooks
loaded = {name.partition(".")[0] for name in sys.modules}
bad = loaded & {"django", "requests", "urllib3", "socket", "ssl", "numpy", "time_machine"}
print(sorted(bad))
"""


def test_importing_it_loads_neither_django_nor_the_network():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
