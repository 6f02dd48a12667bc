"""Attachments on disk, sealed chunk by chunk: memory stays flat and no plaintext touches a disk.

libsodium's secretstream (XChaCha20-Poly1305) in chunks of 64 KiB, under a key derived from the
report key, the report id and the file's random name: a file opens only in its case and under its
name, whole and in order. Behind the content comes padding to one of few sizes (Padmé: at most 12 %
more, https://lbarman.ch/blog/padme/), so that the size of a file known from elsewhere does not
give it away.
"""

import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES as TAG_BYTES,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_HEADERBYTES as HEADER_BYTES,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
    crypto_secretstream_xchacha20poly1305_TAG_FINAL,
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE,
    crypto_secretstream_xchacha20poly1305_TAG_PUSH,
)
from nacl.exceptions import CryptoError

from bot.reports.blobs import ID_SIZE, derive
from bot.reports.durable import sync_folder
from bot.reports.errors import VaultError

CHUNK = 64 * 1024
"""Bytes of content in each sealed chunk."""

_SMALLEST = 4096
"""Bytes that the content is padded to at least."""
_MORE = crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_ENDS = crypto_secretstream_xchacha20poly1305_TAG_PUSH
"""Marks the chunk in which the content ends; only padding follows."""
_LAST = crypto_secretstream_xchacha20poly1305_TAG_FINAL
_NAME = re.compile(r"[0-9a-f]{32}")
_PART = ".part"
_NO_TIME = 315532800
"""1980-01-01: files do not tell by their date at what hour somebody wrote."""
_DAMAGED = "The attachment cannot be opened: it was altered, cut, or moved from elsewhere."


class SealedFiles:
    """The sealed files in one folder, each known by a random name of 32 hex digits."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder

    def new_id(self) -> str:
        """Return a name that no file has."""
        return secrets.token_hex(16)

    def writer(self, key: bytes, case_id: bytes, file_id: str) -> "FileWriter":
        """Return what seals a file piece by piece; a context manager that finishes it."""
        return FileWriter(self._path(file_id), _key(key, case_id, file_id))

    def chunks(self, key: bytes, case_id: bytes, file_id: str) -> Iterator[bytes]:
        """Yield the content in pieces of at most 64 KiB.

        A file that was cut shows only at its end: use nothing before the iterator is done.

        Raises:
            VaultError: the file is not there, or it was altered, cut, or is another's.
        """
        try:
            file = self._path(file_id).open("rb")
        except FileNotFoundError as error:
            raise VaultError("The attachment is not there any more.") from error
        with file:
            yield from _opened(file, _key(key, case_id, file_id))

    def read(self, key: bytes, case_id: bytes, file_id: str) -> bytes:
        """Return the whole content; raises as ``chunks`` does."""
        return b"".join(self.chunks(key, case_id, file_id))

    def write(self, key: bytes, case_id: bytes, file_id: str, content: bytes) -> None:
        """Seal *content* at once; on disk when this returns."""
        with self.writer(key, case_id, file_id) as writer:
            writer.write(content)

    def exists(self, file_id: str) -> bool:
        """Return whether a finished file has this name."""
        return self._path(file_id).exists()

    def erase(self, file_id: str) -> None:
        """Overwrite the file, then remove it; one that is gone, or half written, is no error.

        Where the disk keeps old blocks (SSD, copy on write), what stays is sealed, and its key
        goes with the case.
        """
        path = self._path(file_id)
        for one in (path, path.with_suffix(_PART)):
            _overwrite(one)
            one.unlink(missing_ok=True)
        sync_folder(self._folder)

    def orphans(self, known: set[str], older_than: float = 3600.0) -> set[str]:
        """Return names of files, half written ones too, that nobody knows of.

        *older_than* (seconds) leaves out what may be on its way to being known.
        """
        found = set()
        for entry in os.scandir(self._folder):
            name = entry.name.removesuffix(_PART)
            if _NAME.fullmatch(name) and name not in known:
                try:
                    age = time.time() - entry.stat().st_ctime
                except FileNotFoundError:
                    continue  # finished or erased just now
                if age >= older_than:
                    found.add(name)
        return found

    def _path(self, file_id: str) -> Path:
        if not _NAME.fullmatch(file_id):
            raise VaultError("This is no name of a sealed file.")
        return self._folder / file_id


class FileWriter:
    """Takes the content of one file in pieces; the file counts when ``finish`` returns.

    As a context manager it finishes on a good end, and on an error leaves nothing behind.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._part = path.with_suffix(_PART)
        self._state = crypto_secretstream_xchacha20poly1305_state()
        self._waiting = bytearray()
        self._sealed = 0
        descriptor = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._file: BinaryIO = os.fdopen(descriptor, "wb")
        header = crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        self._file.write(header)

    def write(self, piece: bytes) -> None:
        """Take the next piece, of any size.

        Raises:
            OSError: the disk is full, for instance; call ``abort`` then.
        """
        self._waiting += piece
        while len(self._waiting) > CHUNK:
            self._push(bytes(self._waiting[:CHUNK]), _MORE)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Seal the end, put the file on disk and give it its name.

        Raises:
            OSError: the disk is full, for instance; call ``abort`` then.
        """
        if len(self._waiting) == CHUNK:
            self._push(bytes(self._waiting), _MORE)
            self._waiting.clear()
        padding = _padding(self._sealed + len(self._waiting) + 1)
        here = min(padding, CHUNK - len(self._waiting) - 1)
        end = bytes(self._waiting) + b"\x80" + bytes(here)
        padding -= here
        self._push(end, _ENDS if padding else _LAST)
        while padding:
            size = min(padding, CHUNK)
            padding -= size
            self._push(bytes(size), _MORE if padding else _LAST)
        self._store()

    def abort(self) -> None:
        """Leave nothing behind."""
        self._waiting.clear()
        try:
            self._file.close()
        except OSError:
            pass  # what could not be written out goes with the file
        finally:
            self._part.unlink(missing_ok=True)

    def __enter__(self) -> "FileWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if error is not None:
            self.abort()
            return
        try:
            self.finish()
        except BaseException:
            self.abort()
            raise

    def _push(self, plain: bytes, tag: int) -> None:
        self._file.write(crypto_secretstream_xchacha20poly1305_push(self._state, plain, None, tag))
        self._sealed += len(plain)

    def _store(self) -> None:
        self._file.flush()
        os.utime(self._file.fileno(), (_NO_TIME, _NO_TIME))
        os.fsync(self._file.fileno())
        self._file.close()
        self._part.replace(self._path)
        sync_folder(self._path.parent)


def _opened(file: BinaryIO, key: bytes) -> Iterator[bytes]:
    state = crypto_secretstream_xchacha20poly1305_state()
    header = file.read(HEADER_BYTES)
    if len(header) != HEADER_BYTES:
        raise VaultError(_DAMAGED)
    crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    tag, ended = _MORE, False
    while tag != _LAST:
        plain, tag = _pulled(state, file.read(CHUNK + TAG_BYTES))
        if ended:
            continue  # padding
        if tag in (_ENDS, _LAST):
            ended, plain = True, plain[: plain.rindex(b"\x80")]
        if plain:
            yield plain
    if file.read(1):
        raise VaultError(_DAMAGED)


def _pulled(state: crypto_secretstream_xchacha20poly1305_state, sealed: bytes) -> tuple[bytes, int]:
    if len(sealed) < TAG_BYTES:
        raise VaultError(_DAMAGED)
    try:
        return crypto_secretstream_xchacha20poly1305_pull(state, sealed)
    except (CryptoError, RuntimeError) as error:  # PyNaCl's RuntimeError is one of its own
        raise VaultError(_DAMAGED) from error


def _key(key: bytes, case_id: bytes, file_id: str) -> bytes:
    if len(case_id) != ID_SIZE:
        raise ValueError("A report id has 16 bytes.")
    return derive(key, b"congvu file", case_id + file_id.encode())


def _padding(size: int) -> int:
    """Return by how many bytes *size* grows to one of few sizes."""
    if size <= _SMALLEST:
        return _SMALLEST - size
    exponent = size.bit_length() - 1
    coarse = (1 << (exponent - exponent.bit_length())) - 1
    return ((size + coarse) & ~coarse) - size


def _overwrite(path: Path) -> None:
    try:
        with path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(os.urandom(min(left, CHUNK)))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
