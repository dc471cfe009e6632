"""``jobs/``: the mirror, indexing and editing, search, scoring."""
