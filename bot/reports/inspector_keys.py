"""The private key of an inspector: a file under a passphrase, opened in memory only.

The file is JSON: who it is for, the public key, the parameters of Argon2id, and the X25519
private key sealed under Argon2id(passphrase). Everything else in the file is bound to the seal.
"""

import base64
import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.pwhash import argon2id
from nacl.utils import random

from bot.reports.blobs import ID_SIZE, KEY_SIZE, decrypt, encrypt
from bot.reports.errors import VaultError
from bot.reports.inspectors import fingerprint_of, inspector_of, public_line

SHORTEST = 12
"""Characters of a passphrase at least."""

_FORMAT = "congvu inspector key 1"
_ENVELOPE = b"congvu envelope 1\0"
_LARGEST_FILE = 16 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one try of a passphrase costs; kept in the file, so that it can grow."""

    rounds: int = 3
    memory: int = 256 * 1024 * 1024
    """Bytes."""


@dataclass(frozen=True, slots=True)
class CaseKeys:
    """What an inspector's envelope holds: the key of the report, and that of the notes."""

    report_key: bytes = field(repr=False)
    notes_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class InspectorKey:
    """An inspector's private key, opened."""

    name: str
    fingerprint: str
    private: PrivateKey = field(repr=False)

    @classmethod
    def load(cls, path: Path, passphrase: str) -> "InspectorKey":
        """Open the key file at *path*; takes a second.

        Raises:
            VaultError: the passphrase is wrong, the file is damaged, or it is no key file.
        """
        try:
            with path.open("rb") as file:
                content = file.read(_LARGEST_FILE + 1)
        except OSError as error:
            raise VaultError(f"The key file cannot be read: {error.strerror}.") from error
        return open_private_file(content, passphrase)

    def open(self, case_id: bytes, envelope: bytes) -> CaseKeys:
        """Return the keys of a case from the envelope sealed for this inspector.

        Raises:
            VaultError: it is not for this key or this case, or was altered.
        """
        try:
            content = SealedBox(self.private).decrypt(envelope)
        except (CryptoError, ValueError) as error:
            raise VaultError(
                "The case is not sealed for this key, or what was sealed is altered."
            ) from error
        head = _ENVELOPE + case_id
        if not content.startswith(head) or len(content) != len(head) + 2 * KEY_SIZE:
            raise VaultError("The keys sealed here belong to another case.")
        keys = content[len(head) :]
        return CaseKeys(keys[:KEY_SIZE], keys[KEY_SIZE:])


def envelope_of(case_id: bytes, keys: CaseKeys) -> bytes:
    """Return what is sealed for each inspector of a case."""
    if len(case_id) != ID_SIZE:
        raise ValueError("A report id has 16 bytes.")
    return _ENVELOPE + case_id + keys.report_key + keys.notes_key


def new_inspector_key(name: str, passphrase: str, cost: Cost | None = None) -> tuple[bytes, bytes]:
    """Return the content of a new private key file and of its public one.

    Raises:
        VaultError: the name cannot be used, or the passphrase is too short.
    """
    private = PrivateKey.generate()
    inspector = inspector_of(name, bytes(private.public_key))
    private_file = _private_file(inspector.name, private, passphrase, cost or Cost())
    return private_file, public_line(inspector)


def change_passphrase(
    private_file: bytes, passphrase: str, new: str, cost: Cost | None = None
) -> bytes:
    """Return the same key under another passphrase; copies of the old file keep the old one.

    Raises:
        VaultError: the old passphrase is wrong, the file is damaged, or the new one is too short.
    """
    key = open_private_file(private_file, passphrase)
    return _private_file(key.name, key.private, new, cost or Cost())


def public_file_of(private_file: bytes) -> bytes:
    """Return the content of the public key file that belongs to a private one.

    Raises:
        VaultError: the file is damaged, or it is no key file.
    """
    header, _ = _read(private_file)
    return public_line(inspector_of(header["name"], _bytes(header["public"])))


def check_passphrase(passphrase: str) -> None:
    """Raise VaultError when *passphrase* is too short for a new key."""
    if len(_normal(passphrase)) < SHORTEST:
        raise VaultError(
            f"A passphrase has at least {SHORTEST} characters: five words chosen at random, say."
        )


def open_private_file(content: bytes, passphrase: str) -> InspectorKey:
    """Open the content of a key file; takes a second.

    Raises:
        VaultError: the passphrase is wrong, the file is damaged, or it is no key file.
    """
    header, sealed = _read(content)
    opened = decrypt(_slow_hash(passphrase, header), _canonical(header), sealed)
    if opened is None:
        raise VaultError("The passphrase is wrong.")
    return InspectorKey(
        header["name"], fingerprint_of(_bytes(header["public"])), PrivateKey(opened)
    )


def _private_file(name: str, private: PrivateKey, passphrase: str, cost: Cost) -> bytes:
    check_passphrase(passphrase)
    header: dict[str, Any] = {
        "format": _FORMAT,
        "name": name,
        "public": base64.b64encode(bytes(private.public_key)).decode(),
        "kdf": "argon2id",
        "rounds": cost.rounds,
        "memory": cost.memory,
        "salt": base64.b64encode(random(argon2id.SALTBYTES)).decode(),
    }
    sealed = encrypt(_slow_hash(passphrase, header), _canonical(header), bytes(private))
    content = {**header, "sealed": base64.b64encode(sealed).decode()}
    content["check"] = _check(content)
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _read(content: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the header of a key file and what is sealed in it."""
    try:
        file = json.loads(content[:_LARGEST_FILE].decode("utf-8-sig"))
    except ValueError as error:
        raise VaultError("This is no key file of an inspector, or only a part of one.") from error
    if not isinstance(file, dict) or not str(file.get("format")).startswith(_FORMAT[:-2]):
        raise VaultError("This is no key file of an inspector; `congvu keys new` makes one.")
    check = file.pop("check", "")
    if check != _check(file) or file["format"] != _FORMAT or not _is_whole(file):
        raise VaultError("The key file is damaged or of another version; use a copy of it.")
    return file, _bytes(file.pop("sealed"))


def _is_whole(file: Mapping[str, Any]) -> bool:
    """Return whether all that a key file holds is there and of its kind."""
    try:
        sizes = [len(_bytes(file[name])) for name in ("public", "salt")]
        _bytes(file["sealed"])
        inspector_of(file["name"], _bytes(file["public"]))
        return (
            sizes == [PrivateKey.SIZE, argon2id.SALTBYTES]
            and type(file["rounds"]) is type(file["memory"]) is int
        )
    except (KeyError, TypeError, ValueError, AttributeError, VaultError):
        return False


def _slow_hash(passphrase: str, header: Mapping[str, Any]) -> bytes:
    if not (1 <= header["rounds"] <= 20 and 2**13 <= header["memory"] <= 2**32):
        raise VaultError("The key file asks for more work or memory than congvu gives.")
    return argon2id.kdf(
        KEY_SIZE,
        _normal(passphrase).encode(),
        _bytes(header["salt"]),
        header["rounds"],
        header["memory"],
    )


def _normal(passphrase: str) -> str:
    """Return the same characters however a keyboard composes its Vietnamese letters."""
    return unicodedata.normalize("NFC", passphrase)


def _check(content: Mapping[str, Any]) -> str:
    """Return a checksum, which tells a damaged file from a wrong passphrase."""
    return hashlib.blake2b(_canonical(content), digest_size=8).hexdigest()


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
