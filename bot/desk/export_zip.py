"""Makes a zip piece by piece: nothing is put on disk, and files of any size take little memory.

The last entry is the manifest: path, size and SHA-256 of every other one, so that whoever receives
the case can show later what was handed over.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from knowledge.vietnamese import fold

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

MANIFEST = "MANIFEST.json"
_UNSAFE = re.compile(r"[^a-z0-9.]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the zip."""

    path: str
    chunks: Iterable[bytes]


def safe_name(name: str, media_type: str) -> str:
    """Return *name* as a file's name on any system: a sender's name may hold anything."""
    cleaned = _UNSAFE.sub("-", fold(name)).strip("-.")
    stem, dot, suffix = cleaned.rpartition(".")
    if not dot or not suffix.isalnum() or len(suffix) > 5:
        stem, suffix = cleaned, _UNSAFE.sub("", media_type.rpartition("/")[2])[:5] or "bin"
    return f"{stem[:_LONGEST_NAME].strip('-.') or 'tep'}.{suffix}"


def zipped(entries: Iterable[Entry], about: dict[str, str], at: datetime) -> Iterator[bytes]:
    """Yield a zip of *entries* and of its manifest, which begins with what *about* says."""
    drain = _Drain()
    listed: list[dict[str, str | int]] = []
    with zipfile.ZipFile(drain, "w") as archive:
        for entry in entries:
            size, digest = 0, hashlib.sha256()
            with archive.open(_info(entry.path, at), "w", force_zip64=True) as file:
                for chunk in entry.chunks:
                    file.write(chunk)
                    digest.update(chunk)
                    size += len(chunk)
                    yield drain.taken()
            listed.append({"path": entry.path, "bytes": size, "sha256": digest.hexdigest()})
        manifest = json.dumps(about | {"files": listed}, ensure_ascii=False, indent=2)
        archive.writestr(_info(MANIFEST, at), manifest)
    yield drain.taken()


def _info(path: str, at: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, at.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


class _Drain(io.RawIOBase):
    """Takes what the zip writes until it is handed on; a zip can be written without going back."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer", /) -> int:
        """Hold *data*."""
        piece = bytes(data)
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        """Return what has been written since the last call."""
        piece = bytes(self._held)
        self._held.clear()
        return piece
