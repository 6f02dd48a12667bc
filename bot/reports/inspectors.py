"""The public keys of the inspectors: what the bot's machine holds of them.

Each is one line of text in ``keys/inspectors/``. With it the bot seals for the inspector; nothing
on this machine opens what was sealed.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.public import PublicKey, SealedBox

from bot.reports.durable import sync_folder, write_new
from bot.reports.errors import VaultError

NAME_LENGTH = 80
"""Characters of an inspector's name at most."""

_HEAD = "congvu-inspector-1"


@dataclass(frozen=True, slots=True)
class Inspector:
    """Somebody for whom new reports are sealed."""

    name: str
    public: bytes
    """X25519 public key, 32 bytes."""
    fingerprint: str
    """Twenty digits in groups of five, made of the public key: to be read out and compared."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What lies in the folder of public keys."""

    inspectors: tuple[Inspector, ...]
    damaged: tuple[Path, ...]
    """Files that are no public keys; nothing is sealed for them."""


def folder_of(home: Path) -> Path:
    """Return where the public keys of *home* lie."""
    return home / "keys" / "inspectors"


def fingerprint_of(public: bytes) -> str:
    """Return the fingerprint of a public key: "12345-67890-12345-67890" (66 bits)."""
    hashed = hashlib.blake2b(public, person=b"congvu voice", digest_size=32).digest()
    digits = f"{int.from_bytes(hashed, 'big') % 10**20:020d}"
    return "-".join(digits[i : i + 5] for i in range(0, 20, 5))


def inspector_of(name: str, public: bytes) -> Inspector:
    """Return the inspector with this name and public key.

    Raises:
        VaultError: the name is empty, too long, or more than one line; or the key is no key.
    """
    name = " ".join(name.split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        raise VaultError(f"Give a name of 1 to {NAME_LENGTH} characters on one line.")
    try:
        SealedBox(PublicKey(public)).encrypt(b"")
    except (CryptoError, RuntimeError, ValueError) as error:
        raise VaultError("The public key is not one that can be sealed for.") from error
    return Inspector(name, public, fingerprint_of(public))


def public_line(inspector: Inspector) -> bytes:
    """Return the content of a public key file: one line."""
    key = base64.b64encode(inspector.public).decode()
    return f"{_HEAD} {key} {inspector.fingerprint} {inspector.name}\n".encode()


def parse_public(content: bytes) -> Inspector:
    """Return the inspector of a public key file.

    Raises:
        VaultError: it is no such file, or key and fingerprint do not belong together.
    """
    try:
        head, key, fingerprint, name = content.decode("utf-8-sig").strip().split(" ", 3)
        public = base64.b64decode(key, validate=True)
    except (ValueError, binascii.Error) as error:
        raise VaultError(_NO_KEY) from error
    if head != _HEAD or len(public) != PublicKey.SIZE:
        raise VaultError(_NO_KEY)
    inspector = inspector_of(name, public)
    if inspector.fingerprint != fingerprint:
        raise VaultError("The public key was altered: its fingerprint is another; ask for it anew.")
    return inspector


_NO_KEY = "This is no public key of an inspector; `congvu keys new` makes one, ending in .pub."


def read_keys(folder: Path) -> Keys:
    """Return the public keys in *folder*, by name; a damaged file hides no other."""
    found: list[Inspector] = []
    damaged: list[Path] = []
    for path in sorted(folder.glob("*.pub")):
        try:
            found.append(parse_public(path.read_bytes()))
        except FileNotFoundError:
            continue  # removed just now
        except VaultError:
            damaged.append(path)
    unique = {one.fingerprint: one for one in found}
    ordered = sorted(unique.values(), key=lambda one: (one.name, one.fingerprint))
    return Keys(tuple(ordered), tuple(damaged))


def add(folder: Path, inspector: Inspector) -> bool:
    """Seal new reports for *inspector* too; return False if that was so already."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return write_new(folder / f"{inspector.fingerprint}.pub", public_line(inspector))


def remove(folder: Path, inspector: Inspector) -> None:
    """Seal no new report for *inspector*; those sealed already stay open to that key."""
    for path in folder.glob("*.pub"):
        if _fingerprint_in(path) == inspector.fingerprint:
            path.unlink(missing_ok=True)
    sync_folder(folder)


def named(inspectors: tuple[Inspector, ...], wanted: str) -> Inspector:
    """Return the inspector with this name or fingerprint.

    Raises:
        VaultError: there is none, or several of that name.
    """
    digits = re.sub(r"[\s-]", "", wanted)
    found = [
        one
        for one in inspectors
        if one.name == " ".join(wanted.split()) or one.fingerprint.replace("-", "") == digits
    ]
    if not found:
        raise VaultError(f"There is no inspector “{wanted}”; `congvu keys list` shows all.")
    if len(found) > 1:
        raise VaultError(f"Several inspectors are named “{wanted}”; give the fingerprint.")
    return found[0]


def _fingerprint_in(path: Path) -> str:
    try:
        return parse_public(path.read_bytes()).fingerprint
    except (VaultError, FileNotFoundError):
        return ""
