"""Open ZIP-based documents and their XML without trusting them."""

import io
import zipfile
import zlib
from xml.etree import ElementTree as ET
from xml.parsers import expat

from .unreadable import UnreadableFile

MAX_INFLATED = 50 * 2**20
MAX_MEMBERS = 5000
MAX_DEPTH = 400
_CHUNK = 2**16


class Archive:
    """A ZIP file whose members are inflated with counting: 50 MiB altogether, then it is "
    "refused."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise damaged() from error
        self.names = [info.filename for info in self._zip.infolist()]
        if len(self.names) > MAX_MEMBERS:
            raise too_large()
        self._inflated = 0

    def read(self, name: str) -> bytes:
        """The bytes of one member."""
        parts = []
        try:
            with self._zip.open(name) as member:
                while part := member.read(_CHUNK):
                    self._inflated += len(part)
                    if self._inflated > MAX_INFLATED:
                        raise too_large()
                    parts.append(part)
        except KeyError as error:
            raise damaged() from error
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            raise damaged() from error
        except RuntimeError as error:  # what zipfile raises for encrypted members
            raise UnreadableFile(
                "The file is encrypted. Remove its password and send it again."
            ) from error
        return b"".join(parts)

    def check(self) -> None:
        """Read every member once, so that a library may inflate and parse them without counting."""
        for name in self.names:
            if name.endswith((".xml", ".rels")):
                check_xml(self.read(name))
            elif not name.endswith("/"):
                self.read(name)


def check_xml(data: bytes) -> None:
    """Refuse a document type (so every entity), wild nesting and what is no XML."""
    checker = expat.ParserCreate()
    depth = 0

    def start(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise UnreadableFile("The file is nested too deeply. Save it as PDF and send that.")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_arguments: object) -> None:
        raise UnreadableFile(
            "The file declares XML entities, as no office program does. Save it again from one."
        )

    checker.StartElementHandler = start
    checker.EndElementHandler = end
    checker.StartDoctypeDeclHandler = doctype
    try:
        checker.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error


def parse_xml(data: bytes) -> ET.Element:
    """The root of *data*, checked before."""
    check_xml(data)
    return ET.fromstring(data)  # noqa: S314  # nosec B314  # it holds no document type


def damaged() -> UnreadableFile:
    """The error for a file that is not what it says it is."""
    return UnreadableFile("The file is damaged. Save it again from the program that made it.")


def too_large() -> UnreadableFile:
    """The error for a file that inflates beyond all measure."""
    return UnreadableFile("The file unpacks to more than 50 MiB. Send a CV without large contents.")
