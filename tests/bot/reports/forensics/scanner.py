"""Finds any of many byte strings in files, in what is compressed in them, and in databases.

One pass over the bytes, however many strings: their first four bytes are looked up for all places
at once.
"""

import re
import sqlite3
import tempfile
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

_HEAD = 4
_BITS = 22
_DEPTH = 3
"""How deep one compressed thing is looked for in another."""
_MOST = 1 << 24
"""Bytes that are unpacked of one compressed thing."""
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")
_SPREAD = np.uint32(2654435761)


@dataclass(frozen=True, slots=True)
class Finding:
    """One string that is where it must not be."""

    where: str
    offset: int
    what: str

    def __str__(self) -> str:
        return f"{self.where} at {self.offset}: {self.what}"


class Scanner:
    """Looks for the strings of *wanted*, each with what it is called."""

    def __init__(self, wanted: Mapping[bytes, str]) -> None:
        self._by_head: dict[int, list[tuple[bytes, str]]] = defaultdict(list)
        for text, name in wanted.items():
            if len(text) < _HEAD:
                raise ValueError(f"{name} is too short to be looked for.")
            self._by_head[int.from_bytes(text[:_HEAD], "little")].append((text, name))
        self._heads = np.array(sorted(self._by_head), dtype=np.uint32)
        self._likely = np.zeros(1 << _BITS, dtype=bool)
        self._likely[_spread(self._heads)] = True

    def tree(self, folder: Path) -> list[Finding]:
        """Return what is found in the files below *folder*, their names, and their databases."""
        found: list[Finding] = []
        for path in sorted(folder.rglob("*")):
            name = str(path.relative_to(folder))
            found += self.bytes(name.encode(errors="surrogateescape"), f"name of {name}")
            if path.is_symlink():
                found += self.bytes(str(path.readlink()).encode(), f"target of {name}")
            elif path.is_file():
                content = path.read_bytes()
                found += self.bytes(content, name)
                if content.startswith(b"SQLite format 3\0"):
                    found += self.database(path)
        return found

    def database(self, path: Path) -> list[Finding]:
        """Return what is found in the rows of a database that nobody writes, as values.

        A long value lies in pieces in its file; here it is whole, and numbers are digits.
        """
        found: list[Finding] = []
        for table, value in _values(path):
            found += self.bytes(value, f"{path.name}, table {table}")
        return found

    def bytes(self, content: bytes, where: str) -> list[Finding]:
        """Return what is found in *content* and in what is packed in it."""
        return list(self._search(content, where, _DEPTH))

    def _search(self, content: bytes, where: str, depth: int) -> Iterator[Finding]:
        yield from self._plain(content, where)
        if b"\n" in content:
            joined = re.sub(rb"[\r\n \t]+", b"", content)
            yield from self._plain(joined, f"{where}, without breaks")
        if depth:
            for at, inner in unpacked(content):
                yield from self._search(inner, f"{where}, unpacked at {at}", depth - 1)

    def _plain(self, content: bytes, where: str) -> Iterator[Finding]:
        for shift in range(_HEAD):
            count = (len(content) - shift) // _HEAD
            if count <= 0:
                return
            heads = np.frombuffer(content, dtype="<u4", count=count, offset=shift)
            places = np.flatnonzero(self._likely[_spread(heads)])
            likely = heads[places]
            known = np.searchsorted(self._heads, likely).clip(max=len(self._heads) - 1)
            places = places[self._heads[known] == likely]
            for place in places:
                at = int(place) * _HEAD + shift
                for text, name in self._by_head[int(heads[place])]:
                    if content.startswith(text, at):
                        yield Finding(where, at, name)


def unpacked(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield what zlib, gzip and zip have packed in *content*, as far as it can be read."""
    view = memoryview(content)
    for found in _PACKED.finditer(content):
        at, start, window = found.start(), found.start(), zlib.MAX_WBITS | 32
        if content.startswith(b"PK", at):
            start = at + 30 + sum(_short(content, at + place) for place in (26, 28))
            window = -zlib.MAX_WBITS
        inner = _inflated(view[start:], window)
        if inner:
            yield at, inner


def _inflated(packed: memoryview, window: int) -> bytes:
    """Return what comes out until the end or the first error."""
    unpacker, out, step = zlib.decompressobj(window), bytearray(), 512
    for at in range(0, len(packed), step):
        try:
            out += unpacker.decompress(packed[at : at + step])
        except zlib.error:
            break
        if unpacker.eof or len(out) > _MOST:
            break
    return bytes(out)


def _short(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 2], "little")


def _spread(heads: "np.ndarray[tuple[int], np.dtype[np.uint32]]") -> "np.ndarray":  # type: ignore[type-arg]
    return (heads * _SPREAD) >> np.uint32(32 - _BITS)


def _values(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every value of a copy of the database, with its log."""
    with tempfile.TemporaryDirectory() as folder:
        for one in path.parent.glob(f"{path.name}*"):
            (Path(folder) / one.name).write_bytes(one.read_bytes())
        connection = sqlite3.connect(Path(folder) / path.name)
        connection.text_factory = bytes
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in names:
            table = name.decode()
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    yield table, value if isinstance(value, bytes) else str(value).encode()
        connection.close()
