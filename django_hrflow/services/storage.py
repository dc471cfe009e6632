"""Keep the storage and the rows together: files without a row go, rows without a file are told."""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone

from django_hrflow.models import Resume
from django_hrflow.models.resume import resume_storage

__all__ = ["Cleaned", "clean"]

logger = logging.getLogger("django_hrflow.storage")

#: Where CVs are kept; nothing outside is looked at, for the storage may be shared.
ROOT = "hrflow"
#: The names that we give. Other files are somebody else's.
OURS = re.compile(r"[0-9a-f]{32}\.[0-9a-z]{1,10}")
#: A file is there before its row: an upload may be under way, or another clock wrong.
DAY = timedelta(hours=24)


@dataclass
class Cleaned:
    """Names of orphans that were removed, and primary keys of CVs whose file is not there."""

    orphans: list[str] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)


def clean(*, older_than: timedelta = DAY, dry_run: bool = False) -> Cleaned:
    """Remove files that no row leads to, and report rows whose file is gone.

    Only files of the names that the app gives, last changed before so long. Any number of copies
    may run. Raises NotImplementedError where the storage cannot list its files.
    """
    storage, cleaned, seen = resume_storage(), Cleaned(), set()
    for folder in _folders(storage, ROOT):
        seen.add(folder)
        # Rows first: a CV that comes in now is then a file without a row, and too young to go.
        kept = _files_in(folder)
        present = {f"{folder}/{name}" for name in storage.listdir(folder)[1]}
        for path in sorted(present - kept.keys()):
            if OURS.fullmatch(path.rpartition("/")[2]) and _expired(storage, path, older_than):
                cleaned.orphans.append(path)
                if not dry_run:
                    storage.delete(path)
        cleaned.missing += _still_missing(storage, kept.keys() - present, kept)
    elsewhere = _files_outside(seen)
    cleaned.missing += _still_missing(storage, elsewhere, elsewhere)
    _tell(cleaned, dry_run=dry_run)
    return cleaned


def _folders(storage: Storage, folder: str) -> Iterator[str]:
    """The folders that hold files, from this one down; none where there is none."""
    try:
        inner, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    if names:
        yield folder
    for name in sorted(inner):
        yield from _folders(storage, f"{folder}/{name}")


def _files_in(folder: str) -> dict[str, int]:
    """The files in a folder that rows lead to, with the primary key of each."""
    rows = Resume.objects.filter(file__startswith=f"{folder}/").order_by()
    return {path: pk for path, pk in rows.values_list("file", "pk") if _folder(path) == folder}


def _files_outside(folders: set[str]) -> dict[str, int]:
    """The files that rows lead to in none of the folders; one pass over the table."""
    rows = Resume.objects.exclude(file="").order_by().values_list("file", "pk")
    return {path: pk for path, pk in rows.iterator() if _folder(path) not in folders}


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _still_missing(storage: Storage, paths: Iterable[str], kept: dict[str, int]) -> list[int]:
    """Look again, each by itself: a CV may have been erased meanwhile."""
    return [
        kept[path]
        for path in sorted(paths)
        if not storage.exists(path) and Resume.objects.filter(pk=kept[path], file=path).exists()
    ]


def _expired(storage: Storage, path: str, older_than: timedelta) -> bool:
    try:
        changed = storage.get_modified_time(path)
    except FileNotFoundError:  # another copy was quicker
        return False
    # Storages give a naive time where the project does.
    aware = changed if timezone.is_aware(changed) else timezone.make_aware(changed)
    return aware < timezone.now() - older_than


def _tell(cleaned: Cleaned, *, dry_run: bool) -> None:
    if cleaned.orphans and not dry_run:
        logger.warning("%d files without a row were removed", len(cleaned.orphans))
    if cleaned.missing:
        logger.error("files are missing of CVs %s", ", ".join(map(str, cleaned.missing[:20])))
