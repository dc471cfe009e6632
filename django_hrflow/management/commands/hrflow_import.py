"""``hrflow_import``: take in all CVs of a folder or a ZIP file."""

import zipfile
import zlib
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.files.base import ContentFile, File
from django.core.management.base import BaseCommand, CommandError

from django_hrflow import conf, tasks
from django_hrflow.client import HrflowError
from django_hrflow.management.progress import Progress
from django_hrflow.models import Source
from django_hrflow.services import containers, resumes

#: What archivers and systems leave behind, beside everything whose name begins with a dot.
CLUTTER = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})


class Command(BaseCommand):
    help = (
        "Takes in every CV of a folder, with the folders in it, or of a ZIP file. Each is a row "
        "that finds its own way to HrFlow. A CV that is known is not taken in again, so a run that "
        "was stopped can be repeated. Exits with 1 when a file was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, metavar="DIR|ZIP")
        parser.add_argument("--source", required=True, help="key of the source")
        parser.add_argument("--workspace", default=conf.DEFAULT_ALIAS, help="alias in HRFLOW")

    def handle(self, *args: Any, place: Path, source: str, workspace: str, **options: Any) -> None:
        counts = {"taken in": 0, "known": 0, "refused": 0}
        chosen = _source(workspace, source)
        try:
            with _opened(place) as box, Progress(self.stdout) as progress:
                for number, name in enumerate(box.names, 1):
                    result, told = _take_in(box, name, chosen)
                    counts[result] += 1
                    progress.line(f"{name}: {told}")
                    progress.show(number, len(box.names), name)
        except KeyboardInterrupt:
            raise CommandError("Stopped. Run it again to go on.", returncode=130) from None
        summary = ", ".join(f"{count} {result}" for result, count in counts.items())
        if counts["refused"]:
            raise CommandError(f"{summary}.")
        self.stdout.write(f"{summary}.")


def _source(workspace: str, key: str) -> Source:
    try:
        return containers.get_source(workspace, key)
    except (HrflowError, ImproperlyConfigured) as error:
        raise CommandError(f"The source cannot be used. {error}") from None


def _take_in(box: "_Box", name: str, source: Source) -> tuple[str, str]:
    """What became of one file, in a word of the summary's and in words for its line."""
    try:
        accepted = resumes.accept(box.open(name), source=source, name=Path(name).name)
    except ValidationError as error:
        return "refused", f"refused: {' '.join(error.messages)}"
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        return "refused", f"refused: it cannot be read ({type(error).__name__})."
    if not accepted.new:
        return "known", f"known as CV {accepted.resume.pk}"
    tasks.enqueue(tasks.parse_resume, accepted.resume.pk)
    return "taken in", f"taken in as CV {accepted.resume.pk}"


class _Box:
    """The files of a folder or of a ZIP file, by the names that are shown."""

    def __init__(self, names: list[str]) -> None:
        self.names = sorted(name for name in names if not _clutter(name))

    def open(self, name: str) -> "File[bytes]":
        """The content of a file, of which never more is read than is taken."""
        with self._binary(name) as binary:
            content = binary.read(conf.options().max_file_size + 1)
        return ContentFile(content, name=Path(name).name)

    def _binary(self, name: str) -> Any:
        raise NotImplementedError


class _Folder(_Box):
    def __init__(self, path: Path) -> None:
        self._path = path
        found = (each for each in path.rglob("*") if each.is_file())
        super().__init__([each.relative_to(path).as_posix() for each in found])

    def _binary(self, name: str) -> Any:
        return (self._path / name).open("rb")


class _Archive(_Box):
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        super().__init__([each.filename for each in archive.infolist() if not each.is_dir()])

    def _binary(self, name: str) -> Any:
        return self._archive.open(name)


def _clutter(name: str) -> bool:
    parts = [part for part in Path(name).parts if part != ".."]
    return any(part.startswith(".") or part in CLUTTER for part in parts)


@contextmanager
def _opened(path: Path) -> Iterator[_Box]:
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise CommandError(f"There is no {path}.") from None
    except (zipfile.BadZipFile, OSError):
        raise CommandError(f"{path} is neither a folder nor a ZIP file that can be read.") from None
    with archive:
        yield _Archive(archive)
