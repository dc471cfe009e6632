"""``profiles/``: the mirror, indexing and editing, parsing, search, scoring."""
