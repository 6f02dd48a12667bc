"""Archives of files (.zip), unpacked within bounds where nothing else is in reach.

What a member is called is only a name: where it is written is decided here. Each member is read
on its own afterwards; one that cannot be unpacked is a problem of that member only.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from indexer.errors import ReadError
from indexer.readers.files import MAX_BYTES
from indexer.readers.kinds import ARCHIVE, SUFFIXES, suffix_of
from indexer.readers.text import decode

MOST_MEMBERS = 200
MOST_UNPACKED = 300 << 20
"""Bytes of all members together."""
MOST_TIMES = 200
"""How many times its packed size a member may have; text is packed to a fifth, at best a 20th."""
_SMALL = 1 << 20
"""Bytes up to which nobody asks how well a member is packed."""
_PIECE = 1 << 16
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
_FURNITURE = ("__MACOSX/", "Thumbs.db", "desktop.ini")
"""What systems put into archives unasked."""


def unpack(path: Path) -> list[dict[str, Any]]:
    """Unpack the files of an archive beside it; return what is known of each, in their order.

    An entry has a ``name`` and a ``file``, or an ``error`` with its ``values``.

    Raises:
        ReadError: when the archive as a whole is damaged, empty or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = [entry for entry in archive.infolist() if _is_file(entry)]
            if not members:
                raise ReadError("archive-empty", path.name)
            if len(members) > MOST_MEMBERS:
                raise ReadError(
                    "archive-too-many", path.name, count=len(members), most=MOST_MEMBERS
                )
            return list(_unpacked(archive, members, path))
    except (*_DAMAGE, NotImplementedError):
        raise ReadError("archive-damaged", path.name) from None


def _is_file(entry: zipfile.ZipInfo) -> bool:
    name = _shown(entry)
    hidden = name.startswith(_FURNITURE[:1]) or name.endswith(_FURNITURE[1:])
    return not (entry.is_dir() or hidden or name.rpartition("/")[2].startswith((".", "~$")))


def _unpacked(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], path: Path
) -> Iterator[dict[str, Any]]:
    left = MOST_UNPACKED
    for at, entry in enumerate(members):
        name = _shown(entry)
        file = path.with_name(f"member{at}{suffix_of(Path(name.rpartition('/')[2]))}")
        try:
            left -= _unpack(archive, entry, file, name)
        except ReadError as error:
            yield {"name": name, "error": error.code, "values": dict(error.values)}
            continue
        if left < 0:
            raise ReadError("archive-too-large", path.name, most=MOST_UNPACKED >> 20)
        yield {"name": name, "file": file.name}


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: Path, name: str) -> int:
    """Write one member and return its size in bytes.

    Raises:
        ReadError: when it is of a kind that is not read, locked, damaged or too large.
    """
    _check(entry, file, name)
    most = min(MAX_BYTES, max(_SMALL, MOST_TIMES * entry.compress_size))
    try:
        with archive.open(entry) as source, file.open("wb") as target:
            size = _copied(source, target, most)
    except _DAMAGE:
        raise ReadError("damaged", name) from None
    if size <= most:
        return size
    file.unlink()
    if most == MAX_BYTES:
        megabytes = (max(size, entry.file_size) >> 20) + 1
        raise ReadError("too-large", name, megabytes=megabytes, most=MAX_BYTES >> 20)
    raise ReadError("archive-unsafe", name, most=MOST_TIMES)


def _check(entry: zipfile.ZipInfo, file: Path, name: str) -> None:
    suffix = suffix_of(file)
    if suffix == ARCHIVE:
        raise ReadError("archive-nested", name)
    if suffix not in SUFFIXES:
        raise ReadError("unknown-kind", name, kinds=", ".join(SUFFIXES))
    if entry.flag_bits & _ENCRYPTED:
        raise ReadError("encrypted", name)
    if entry.compress_type not in _METHODS:
        raise ReadError("archive-method", name)


def _copied(source: IO[bytes], target: IO[bytes], most: int) -> int:
    """Copy at most a piece more than *most* bytes; what a header says of them is not believed."""
    size = 0
    while size <= most and (piece := source.read(_PIECE)):
        size += len(piece)
        target.write(piece)
    return size


def _shown(entry: zipfile.ZipInfo) -> str:
    """Return a member's name as people wrote it; older programs wrote no Unicode."""
    name = entry.filename
    if not entry.flag_bits & _UTF_8:
        try:
            name = decode(entry.orig_filename.encode("cp437"), "").text
        except (ReadError, UnicodeEncodeError):
            name = entry.filename
    parts = (part.strip() for part in name.replace("\\", "/").split("/"))
    return "/".join(part for part in parts if part not in ("", ".", "..")) or "?"
