"""Seals short texts so that each opens only with its key, in its case, and at its place.

XChaCha20-Poly1305 with the place as associated data. The nonce is a keyed hash of the place and
of the text (the SIV construction, as in RFC 5297), so that the same text at the same place gives
the same bytes: an update that is handled again seals what it sealed before.
"""

import hashlib

from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_ABYTES,
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    sodium_pad,
    sodium_unpad,
)
from nacl.exceptions import CryptoError

from bot.reports.errors import VaultError

KEY_SIZE = 32
"""Bytes of every secret key."""
ID_SIZE = 16
"""Bytes of a report id."""

_VERSION = b"congvu blob 1\0"
_SMALLEST = 2048
"""Bytes; a text is padded to this or to a multiple by two, so that sizes tell next to nothing."""
_OVERHEAD = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES


def seal_blob(key: bytes, case_id: bytes, purpose: str, number: int, plain: bytes) -> bytes:
    """Return *plain* sealed under *key* for one place: a case, a purpose, a number.

    Purposes are "report" (number 0), "message" and "event" (numbers from 1).
    """
    return encrypt(key, _place(case_id, purpose, number), _padded(plain))


def open_blob(key: bytes, case_id: bytes, purpose: str, number: int, blob: bytes) -> bytes:
    """Return what was sealed for this place.

    Raises:
        VaultError: the key is another, or the blob was altered, cut, or made for another place.
    """
    opened = decrypt(key, _place(case_id, purpose, number), blob)
    if opened is None:
        raise VaultError(
            f"The {purpose} cannot be opened: it was altered, cut, or moved from elsewhere."
        )
    return sodium_unpad(opened, len(opened))


def encrypt(key: bytes, place: bytes, plain: bytes) -> bytes:
    """Return *plain* encrypted and bound to *place*, behind its nonce."""
    size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
    hashed = len(place).to_bytes(8, "big") + place + plain
    nonce = hashlib.blake2b(hashed, key=derive(key, b"congvu nonce"), digest_size=size).digest()
    sealing_key = derive(key, b"congvu seal")
    return nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(plain, place, nonce, sealing_key)


def decrypt(key: bytes, place: bytes, sealed: bytes) -> bytes | None:
    """Return what was encrypted, or None when key, place or bytes are not the same."""
    if len(sealed) < _OVERHEAD:
        return None
    nonce = sealed[:crypto_aead_xchacha20poly1305_ietf_NPUBBYTES]
    try:
        return crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[len(nonce) :], place, nonce, derive(key, b"congvu seal")
        )
    except CryptoError:
        return None


def derive(key: bytes, purpose: bytes, context: bytes = b"", size: int = KEY_SIZE) -> bytes:
    """Return a key of its own for *purpose* (at most 16 bytes) and *context*, by keyed BLAKE2b."""
    return hashlib.blake2b(context, key=key, person=purpose, digest_size=size).digest()


def _place(case_id: bytes, purpose: str, number: int) -> bytes:
    if len(case_id) != ID_SIZE:
        raise ValueError("A report id has 16 bytes.")
    return _VERSION + case_id + number.to_bytes(8, "big") + purpose.encode()


def _padded(plain: bytes) -> bytes:
    size = _SMALLEST
    while size <= len(plain):
        size *= 2
    return sodium_pad(plain, size)
