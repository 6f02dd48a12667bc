"""The 16 digits that a reporter keeps: made at random, stored nowhere.

A slow hash of them, salted by the installation, gives two keys that tell nothing of each other:
one finds the case, the other opens the reporter's copy of the report key.
"""

import secrets
import threading
import unicodedata
from dataclasses import dataclass, field

from nacl.pwhash import argon2id

from bot.reports.blobs import KEY_SIZE, derive
from bot.reports.errors import VaultError

DIGITS = 16
SALT_SIZE = argon2id.SALTBYTES

_ROUNDS = 3
_MEMORY = 64 * 1024 * 1024
"""Bytes. With three rounds about a quarter of a second on one core."""
_AT_ONCE = threading.BoundedSemaphore(2)
"""Hashes at once, each with its memory: a crowd of codes waits instead of filling the machine."""


@dataclass(frozen=True, slots=True)
class ReceiptKeys:
    """What a receipt gives: the id its case is found by, and the key to the reporter's copy."""

    lookup: bytes = field(repr=False)
    reading: bytes = field(repr=False)


def new_receipt() -> str:
    """Return 16 random digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def shown(receipt: str) -> str:
    """Return a receipt in groups: "1234 5678 9012 3456"."""
    return " ".join(receipt[i : i + 4] for i in range(0, DIGITS, 4))


def parse_receipt(text: str) -> str | None:
    """Return the 16 digits in *text*, or None where it is no receipt.

    Digits of any script count; spaces, dashes and full stops of any kind between them do not.
    """
    digits = []
    for char in text.strip():
        value = unicodedata.decimal(char, None)
        if value is not None:
            digits.append(str(value))
        elif not _separates(char):
            return None
    return "".join(digits) if len(digits) == DIGITS else None


def keys_of(receipt: str, salt: bytes) -> ReceiptKeys:
    """Return the keys of a receipt as a person typed it; takes long: call it in a thread.

    Raises:
        VaultError: these are not 16 digits.
    """
    digits = parse_receipt(receipt)
    if digits is None:
        raise VaultError("A receipt has 16 digits; check what was typed.")
    with _AT_ONCE:
        master = argon2id.kdf(KEY_SIZE, digits.encode(), salt, _ROUNDS, _MEMORY)
    return ReceiptKeys(
        lookup=derive(master, b"congvu lookup"), reading=derive(master, b"congvu reading")
    )


def _separates(char: str) -> bool:
    kind = unicodedata.category(char)
    return kind in ("Zs", "Pd", "Cf", "Cc") or char in "._·•．。"
