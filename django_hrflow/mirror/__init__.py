"""The only writer of mirrored rows: payloads in, rows out, never an older one over a newer.

Nothing that HrFlow may send is fatal: what does not fit a column is left in the payload, and what
a database cannot hold (NUL, half a surrogate pair, NaN) is replaced. What a project's adapter makes
of a payload (``Adapter.clean_payload``) is what is stored.
"""

from django_hrflow.mirror.bulk import (
    Tally,
    store_jobs,
    store_profiles,
    write_boards,
    write_jobs,
    write_profiles,
    write_sources,
)
from django_hrflow.mirror.kinds import Erased, Overtaken
from django_hrflow.mirror.payload import clean, columns, content_hash, parse_date
from django_hrflow.mirror.rows import (
    known_board,
    known_source,
    seen,
    store_board,
    store_job,
    store_profile,
    store_source,
)

__all__ = [
    "Erased",
    "Overtaken",
    "Tally",
    "clean",
    "columns",
    "content_hash",
    "known_board",
    "known_source",
    "parse_date",
    "seen",
    "store_board",
    "store_job",
    "store_jobs",
    "store_profile",
    "store_profiles",
    "store_source",
    "write_boards",
    "write_jobs",
    "write_profiles",
    "write_sources",
]
