"""Seals an export under a passphrase, so that it may travel on a stick or by mail.

Decided so, and not for an inspector's public key: whoever receives a case (the body it is referred
to) has no key of this installation, and an inspector opens the case itself on the desk.

The file is: `MAGIC`, the 16 bytes of salt, the 24 bytes with which the stream begins, then chunks,
each preceded by its length (4 bytes, big endian). Key: Argon2id of the passphrase with `OPS` and
`MEMORY`. Chunks: libsodium's secretstream (XChaCha20-Poly1305); the first is bound to `MAGIC` and
the salt, the last is marked as such, so that what is altered, exchanged or cut off does not open.
"""

import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from nacl import bindings, pwhash, utils
from nacl.exceptions import CryptoError

from knowledge.errors import CongvuError

MAGIC = b"CONGVU-EXPORT-1\n"
OPS = 3
MEMORY = 256 * 1024 * 1024
"""Bytes of memory that one try of a passphrase costs."""
CHUNK = 64 * 1024
SHORTEST_PASSPHRASE = 12
"""Characters; the file may lie anywhere for years."""

_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MORE = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_State = bindings.crypto_secretstream_xchacha20poly1305_state
_AGAIN = "export the case again or copy the file once more."
_GROUPS, _LETTERS = 6, "abcdefghkmnpqrstuvwxyz23456789"


class ExportError(CongvuError):
    """An exported file cannot be opened."""


def new_passphrase() -> str:
    """Return six groups of four letters and digits that nobody mistakes for others: 116 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(_GROUPS))
    return "-".join(groups)


def seal(chunks: Iterable[bytes], passphrase: str) -> Iterator[bytes]:
    """Yield the sealed file that holds *chunks*, as they come; memory stays flat."""
    salt = utils.random(pwhash.argon2id.SALTBYTES)
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    key = _key(passphrase, salt)
    begin = bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    yield MAGIC + salt + begin
    bound: bytes | None = MAGIC + salt
    waiting = b""
    for chunk in _even(chunks):
        if waiting:
            yield _sealed(state, waiting, bound, _MESSAGE)
            bound = None
        waiting = chunk
    yield _sealed(state, waiting, bound, _FINAL)


def unseal(file: BinaryIO, passphrase: str) -> Iterator[bytes]:
    """Yield what the sealed *file* holds; each piece is genuine, the whole only once it ends.

    Raises:
        ExportError: no such file, a wrong passphrase, or a file altered or cut off.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise ExportError("This is no sealed export of a case.")
    salt = _exactly(file, pwhash.argon2id.SALTBYTES)
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    begin = _exactly(file, _HEADER)
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, begin, _key(passphrase, salt))
    bound: bytes | None = MAGIC + salt
    tag = _MESSAGE
    while tag != _FINAL:
        plain, tag = _opened(state, _piece(file), bound)
        bound = None
        yield plain
    if file.read(1):
        raise ExportError(f"Something was added to the file; {_AGAIN}")


def _key(passphrase: str, salt: bytes) -> bytes:
    typed = unicodedata.normalize("NFC", passphrase.strip()).encode()
    size = bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES
    return pwhash.argon2id.kdf(size, typed, salt, opslimit=OPS, memlimit=MEMORY)


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of `CHUNK`, the last one shorter."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        while len(held) >= CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
    if held:
        yield bytes(held)


def _sealed(state: _State, plain: bytes, bound: bytes | None, tag: int) -> bytes:
    sealed = bindings.crypto_secretstream_xchacha20poly1305_push(state, plain, bound, tag)
    return len(sealed).to_bytes(4, "big") + bytes(sealed)


def _opened(state: _State, sealed: bytes, bound: bytes | None) -> tuple[bytes, int]:
    try:
        plain, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, sealed, bound)
    except (CryptoError, ValueError) as error:
        if bound is None:
            raise ExportError(f"The file was altered; {_AGAIN}") from error
        raise ExportError(
            "The passphrase is wrong, or the file was altered. Type it with its dashes."
        ) from error
    return bytes(plain), tag


def _piece(file: BinaryIO) -> bytes:
    length = int.from_bytes(_exactly(file, 4), "big")
    if not _MORE <= length <= CHUNK + _MORE:
        raise ExportError(f"The file was altered; {_AGAIN}")
    return _exactly(file, length)


def _exactly(file: BinaryIO, length: int) -> bytes:
    data = file.read(length)
    if len(data) != length:
        raise ExportError(f"The file was cut off; {_AGAIN}")
    return data
