"""``sources/`` and ``boards/``: the mirror of what HrFlow's console makes."""
