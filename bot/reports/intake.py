"""The installation's own key: the salt of receipts, and what signs proofs.

It opens no report. Who copies it together with ``cases.db`` can try receipts at the price that
the slow hash asks for each, and can sign proofs.
"""

import base64
import binascii
import os
from dataclasses import dataclass, field
from pathlib import Path

from nacl.signing import SigningKey, VerifyKey

from bot.errors import BotError
from bot.reports.durable import write_new
from bot.reports.errors import VaultError
from bot.reports.receipts import SALT_SIZE

_HEAD = b"congvu intake 1\n"
_SEED_SIZE = 32


@dataclass(frozen=True, slots=True)
class Intake:
    """The salt of receipts (16 bytes) and the key that signs proofs."""

    salt: bytes = field(repr=False)
    signing: SigningKey = field(repr=False)


def path_of(home: Path) -> Path:
    """Return where the key of the installation at *home* lies."""
    return home / "keys" / "intake.key"


def open_intake(home: Path) -> Intake:
    """Return the key of *home*, made on first use.

    Raises:
        BotError: the key file is damaged or others may read it.
    """
    path = path_of(home)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        write_new(path, _HEAD + os.urandom(SALT_SIZE) + os.urandom(_SEED_SIZE))
    intake = _read(path)
    public = path.with_suffix(".pub")
    if not public.exists():
        write_new(public, base64.b64encode(bytes(intake.signing.verify_key)) + b"\n", 0o644)
    return intake


def verify_key(home: Path) -> VerifyKey:
    """Return what checks proofs: ``keys/intake.pub``, which may be copied to another machine.

    Raises:
        VaultError: there is none, so nothing was ever handed in here; or it is damaged.
    """
    path = path_of(home).with_suffix(".pub")
    try:
        return VerifyKey(base64.b64decode(path.read_bytes().strip(), validate=True))
    except FileNotFoundError:
        raise VaultError(
            f"{path} is not there: no report was handed in here; check CONGVU_HOME."
        ) from None
    except (binascii.Error, ValueError) as error:
        raise VaultError(
            f"{path} is damaged; remove it, and the bot's next start writes it anew."
        ) from error


def _read(path: Path) -> Intake:
    if path.stat().st_mode & 0o077:
        raise BotError(f"Other users can read {path}; run: chmod 600 {path}")
    content = path.read_bytes()
    if len(content) != len(_HEAD) + SALT_SIZE + _SEED_SIZE or not content.startswith(_HEAD):
        raise BotError(
            f"{path} is not an intake key; restore it from a backup: without it no receipt given"
            " out so far finds its case."
        )
    body = content[len(_HEAD) :]
    return Intake(body[:SALT_SIZE], SigningKey(body[SALT_SIZE:]))
