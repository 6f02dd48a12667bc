"""Seals what the bot must remember for a while, with a key that only this machine holds."""

import hashlib
import os
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from bot.errors import BotError

_SIZE = 32
"""Bytes of the service key."""


class Seal:
    """Authenticated encryption and keyed hashes under the service key.

    The key lies in ``keys/service.key`` (mode 0600) of the home folder and is made on first use.
    A copy of the database without that file shows neither words nor chats.
    """

    def __init__(self, key: bytes) -> None:
        self._box = SecretBox(_derive(key, b"seal"))
        self._hash_key = _derive(key, b"hash")

    @classmethod
    def open(cls, home: Path) -> "Seal":
        """Return the seal of *home*, making its key if there is none.

        Raises:
            BotError: the key file is damaged or others may read it.

        """
        path = home / "keys" / "service.key"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(_read(path))
        with os.fdopen(descriptor, "wb") as file:
            file.write(os.urandom(_SIZE))
        return cls(_read(path))

    def seal(self, text: str) -> bytes:
        """Return *text* encrypted; the same text never gives the same bytes twice."""
        return bytes(self._box.encrypt(text.encode()))

    def unseal(self, sealed: bytes) -> str | None:
        """Return the text, or None when it was sealed with another key or changed since."""
        try:
            return self._box.decrypt(sealed).decode()
        except CryptoError:
            return None

    def fingerprint(self, *parts: str | int) -> bytes:
        """Return a keyed hash of *parts*: finds a row again, tells nobody else whose it is."""
        joined = "\0".join(str(part) for part in parts).encode()
        return hashlib.blake2b(joined, key=self._hash_key, digest_size=16).digest()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(key=key, person=purpose, digest_size=_SIZE).digest()


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise BotError(f"Other users can read {path}; run: chmod 600 {path}")
    key = path.read_bytes()
    if len(key) != _SIZE:
        raise BotError(f"{path} is not a service key; restore it from a backup or delete it.")
    return key
