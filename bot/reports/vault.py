"""Seals reports for the inspectors and for whoever holds the receipt, and for nobody else.

The bot's machine holds public keys only: what it has sealed it cannot open again. See
``blobs.py`` for texts, ``files.py`` for attachments, ``inspector_keys.py`` for the other side.
"""

import base64
import json
import logging
import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from nacl.public import PublicKey, SealedBox

from bot.reports.blobs import ID_SIZE, KEY_SIZE, decrypt, encrypt, open_blob, seal_blob
from bot.reports.coding import dump
from bot.reports.errors import VaultError
from bot.reports.inspector_keys import (
    CaseKeys,
    InspectorKey,
    change_passphrase,
    envelope_of,
    new_inspector_key,
)
from bot.reports.inspectors import Inspector, Keys, folder_of, read_keys
from bot.reports.intake import Intake, open_intake
from bot.reports.model import Report
from bot.reports.proofs import Proof, digest_of, sign, verify
from bot.reports.receipts import ReceiptKeys, keys_of, new_receipt, parse_receipt, shown

__all__ = [
    "CaseKeys",
    "Inspector",
    "InspectorKey",
    "Proof",
    "ReceiptKeys",
    "SealedReport",
    "Secrets",
    "Vault",
    "VaultError",
    "change_passphrase",
    "digest_of",
    "new_inspector_key",
    "open_blob",
    "parse_receipt",
    "seal_blob",
    "shown",
]

_log = logging.getLogger(__name__)

_REPORTER = b"congvu reporter 1\0"


@dataclass(frozen=True, slots=True)
class Secrets:
    """The id and the keys of a report; made when its draft begins and kept in the sealed draft.

    So an update that is handled twice hands in the same report once.
    """

    report_id: bytes
    report_key: bytes = field(repr=False)
    """Opens the report and the messages: for the reporter and the inspectors."""
    notes_key: bytes = field(repr=False)
    """Opens the timeline: for the inspectors."""
    receipt: str = field(repr=False)

    @classmethod
    def new(cls) -> "Secrets":
        """Return fresh random ones."""
        return cls(os.urandom(ID_SIZE), os.urandom(KEY_SIZE), os.urandom(KEY_SIZE), new_receipt())

    def dump(self) -> str:
        """Return all of it as text, to be sealed with the draft."""
        keys = (self.report_id, self.report_key, self.notes_key)
        return json.dumps([*(base64.b64encode(one).decode() for one in keys), self.receipt])

    @classmethod
    def load(cls, text: str) -> "Secrets":
        """Return what ``dump`` made the text of."""
        *keys, receipt = json.loads(text)
        report_id, report_key, notes_key = (base64.b64decode(one) for one in keys)
        return cls(report_id, report_key, notes_key, receipt)


@dataclass(frozen=True, slots=True)
class SealedReport:
    """A report as it is stored: nothing in it can be read on this machine."""

    id: bytes
    """The report id, 16 bytes."""
    lookup: bytes
    """What the receipt's slow hash finds the case by, 32 bytes."""
    content: bytes
    """The report, sealed; the same report under the same secrets gives the same bytes."""
    reporter_envelope: bytes
    """The report key, sealed for the receipt."""
    envelopes: tuple[tuple[str, bytes], ...]
    """Fingerprint of an inspector, and the keys sealed for that inspector."""
    digest: bytes
    """Hash of id and content, 32 bytes: what a proof is about."""


class Vault:
    """Seals with the keys that lie in the home folder; safe to use from several threads."""

    def __init__(self, home: Path, intake: Intake) -> None:
        self._folder = folder_of(home)
        self._intake = intake
        self._read: tuple[object, Keys] | None = None

    @classmethod
    def open(cls, home: Path) -> "Vault":
        """Return the vault of *home*; its intake key is made on first use.

        Raises:
            BotError: the key file is damaged or others may read it.
        """
        return cls(home, open_intake(home))

    @property
    def inspectors(self) -> tuple[Inspector, ...]:
        """Those for whom new reports are sealed; read anew when a key is added or removed."""
        now = _state_of(self._folder)
        if self._read is None or self._read[0] != now:
            keys = read_keys(self._folder)
            for path in keys.damaged:
                _log.error("%s is no public key: nothing is sealed for it.", path.name)
            self._read = now, keys
        return self._read[1].inspectors

    def seal_report(self, secrets: Secrets, report: Report) -> SealedReport:
        """Seal *report* for all inspectors and for its receipt; slow: call it in a thread.

        Raises:
            VaultError: there is no inspector's key, so nobody could ever read the report.
        """
        inspectors = self.inspectors
        if not inspectors:
            raise VaultError("There is no inspector's key; add one with `congvu keys add FILE`.")
        receipt = self.keys_of_receipt(secrets.receipt)
        case_id = secrets.report_id
        content = seal_blob(secrets.report_key, case_id, "report", 0, dump(report))
        keys = envelope_of(case_id, CaseKeys(secrets.report_key, secrets.notes_key))
        return SealedReport(
            id=case_id,
            lookup=receipt.lookup,
            content=content,
            reporter_envelope=encrypt(receipt.reading, _REPORTER + case_id, secrets.report_key),
            envelopes=tuple(
                (one.fingerprint, SealedBox(PublicKey(one.public)).encrypt(keys))
                for one in inspectors
            ),
            digest=digest_of(case_id, content),
        )

    def keys_of_receipt(self, receipt: str) -> ReceiptKeys:
        """Return the keys of a receipt as typed; slow, with much memory: call it in a thread.

        Raises:
            VaultError: these are not 16 digits.
        """
        return keys_of(receipt, self._intake.salt)

    def open_as_reporter(self, case_id: bytes, reporter_envelope: bytes, reading: bytes) -> bytes:
        """Return the report key for the holder of the receipt.

        Raises:
            VaultError: the receipt is another case's, or what was sealed is altered.
        """
        key = decrypt(reading, _REPORTER + case_id, reporter_envelope)
        if key is None:
            raise VaultError(
                "The receipt does not open this case, or what was sealed for it is altered."
            )
        return key

    def proof(self, digest: bytes, day: date) -> str:
        """Return the signed line that says: a report with this digest came in on this day."""
        return sign(self._intake.signing, digest, day)

    def verify_proof(self, line: str) -> Proof:
        """Return what a proof line says.

        Raises:
            VaultError: it is no such line, it was altered, or another installation signed it.
        """
        return verify(self._intake.signing.verify_key, line)


def _state_of(folder: Path) -> object:
    """Return something that changes when a key in *folder* comes, goes or is replaced."""
    try:
        with os.scandir(folder) as entries:
            stats = [(one.name, one.stat()) for one in entries if one.name.endswith(".pub")]
    except FileNotFoundError:
        return None
    return sorted((name, stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in stats)
