"""ZIP containers (EPUB, DOCX, ODT): members read by name, never unpacked, within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from urllib.parse import unquote

from reader.documents.refused import Refused

_MOST_MEMBERS = 20_000
_LARGEST_MEMBER = 20_000_000
_LARGEST_TOTAL = 60_000_000
_GREATEST_RATIO = 200
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What EPUB, Office Open XML and OpenDocument allow; others fail in ways of their own."""
_SMALL = 2_000_000
"""Bytes up to which a member may be packed as tightly as it likes."""


class Archive:
    """The members of a ZIP file in memory. Names lead nowhere outside it: nothing is written."""

    def __init__(self, data: bytes, shown: str) -> None:
        self.shown = shown
        self._taken = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise Refused(
                f"{shown} is damaged: it is cut off or not a ZIP container. Fetch it again."
            ) from error
        if len(members) > _MOST_MEMBERS:
            raise Refused(f"{shown} is refused: it holds {len(members):,} files.")
        self._members = {member.filename: member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def names(self) -> list[str]:
        """The names of the members, in the order of the container."""
        return list(self._members)

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, or None without one. Raises ``Refused`` beyond bounds."""
        member = self._members.get(name)
        if member is None:
            return None
        if member.compress_type not in _METHODS:
            raise Refused(f"{self.shown} is refused: {name[:80]} is packed in an unusual way.")
        size, packed = member.file_size, max(1, member.compress_size)
        if size > _LARGEST_MEMBER or (size > _SMALL and size > _GREATEST_RATIO * packed):
            raise Refused(
                f"{self.shown} is refused: a file in it unpacks to {size / 10**6:,.0f} MB, "
                "far more than an article needs."
            )
        self._taken += size
        if self._taken > _LARGEST_TOTAL:
            raise Refused(f"{self.shown} is refused: it unpacks to more than 60 MB of text.")
        try:
            with self._zip.open(member) as stream:
                return stream.read(size)
        except RuntimeError as error:
            raise Refused(f"{self.shown} is protected by a password.") from error
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
            raise Refused(f"{self.shown} is damaged: {name[:80]} cannot be unpacked.") from error


def member_name(base: str, reference: str) -> str:
    """The name of the member that a reference in ``base`` means; "" if it leads out."""
    path = unquote(reference.split("#", 1)[0].split("?", 1)[0])
    if ":" in path.split("/", 1)[0] or path.startswith("/"):
        return ""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(base), path))
    return "" if name.startswith("..") or name == "." else name
