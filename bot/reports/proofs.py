"""The line that proves what was handed in, and on which day.

It is signed (Ed25519) by the installation over a hash of the sealed report. It names no case, no
person and no content; who keeps it can have it checked at any time.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import date

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from bot.reports.errors import VaultError

_DIGEST_SIZE = 32
_CONTEXT = b"congvu proof 1\0"
_LINE = re.compile(r"CVPA1\.(\d{8})\.([A-Za-z0-9_-]{128})")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a line says: a report with this digest was handed in on this day."""

    digest: bytes
    day: date


def digest_of(case_id: bytes, content: bytes) -> bytes:
    """Return the hash of a report's sealed content, 32 bytes."""
    return hashlib.blake2b(_CONTEXT + case_id + content, digest_size=_DIGEST_SIZE).digest()


def sign(key: SigningKey, digest: bytes, day: date) -> str:
    """Return the proof as one line of 143 characters without spaces."""
    signature = key.sign(_signed(digest, day)).signature
    body = base64.urlsafe_b64encode(digest + signature).decode()
    return f"CVPA1.{day:%Y%m%d}.{body}"


def verify(key: VerifyKey, line: str) -> Proof:
    """Return what *line* proves; spaces and line breaks that copying put in do not matter.

    Raises:
        VaultError: it is no such line, it was altered, or another installation signed it.
    """
    found = _LINE.fullmatch("".join(line.split()))
    if found is None:
        raise VaultError("This is no proof line; copy the whole line, from CVPA1 to its end.")
    try:
        day = date.fromisoformat(found[1])
        body = base64.b64decode(found[2], altchars=b"-_", validate=True)
        digest, signature = body[:_DIGEST_SIZE], body[_DIGEST_SIZE:]
        key.verify(_signed(digest, day), signature)
    except (ValueError, binascii.Error, BadSignatureError) as error:
        raise VaultError(
            "This installation did not sign the line: it was altered or is from elsewhere."
        ) from error
    return Proof(digest, day)


def _signed(digest: bytes, day: date) -> bytes:
    return _CONTEXT + digest + day.isoformat().encode()
