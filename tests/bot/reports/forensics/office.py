"""The inspectors' side: their key, what it opens, and the end of a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.reports.cases import Cases
from bot.reports.coding import load
from bot.reports.files import SealedFiles
from bot.reports.inspector_keys import Cost, new_inspector_key, open_private_file
from bot.reports.inspectors import add, folder_of, parse_public
from bot.reports.model import Case, Message, Report, Status
from bot.reports.retention import Purged, purge
from bot.reports.vault import CaseKeys, InspectorKey, Vault, open_blob
from knowledge.clock import FixedClock, SystemClock

_PASSPHRASE = "mưa rơi trên mái tôn"
_CHEAP = Cost(rounds=1, memory=8 * 1024 * 1024)


def new_office(home: Path) -> InspectorKey:
    """Put an inspector's public key into *home* and return the private one."""
    home.mkdir(parents=True, exist_ok=True)
    private, public = new_inspector_key("Phòng Thanh tra", _PASSPHRASE, _CHEAP)
    add(folder_of(home), parse_public(public))
    return open_private_file(private, _PASSPHRASE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as an inspector sees it."""

    case: Case
    keys: CaseKeys
    report: Report
    messages: tuple[Message, ...]
    content: bytes
    """The report as it lies in ``cases.db``, sealed."""
    envelope: bytes
    """Its keys, sealed for the inspector."""


@dataclass(frozen=True)
class Office:
    """What an inspector does with the home of a bot."""

    home: Path
    key: InspectorKey

    def cases(self, ahead: timedelta = timedelta()) -> Cases:
        """Open the cases, on a day that is to come."""
        return Cases.open(self.home, FixedClock(SystemClock().now() + ahead))

    def files(self) -> SealedFiles:
        """Return the sealed attachments."""
        return SealedFiles(self.home / "cases")

    def opened(self) -> list[Opened]:
        """Open every case that there is; raises when one does not open."""
        cases = self.cases()
        try:
            return list(self._opened(cases))
        finally:
            cases.close()

    def by_code(self, code: str) -> Case | None:
        """Return the case that a code leads to."""
        cases = self.cases()
        try:
            return cases.by_lookup(Vault.open(self.home).keys_of_receipt(code).lookup)
        finally:
            cases.close()

    def proves(self, line: str, case: Case) -> bool:
        """Return whether a proof line, which raises if it is none, speaks of *case*."""
        cases = self.cases()
        try:
            proof = Vault.open(self.home).verify_proof(line)
            return (proof.digest, proof.day) == (cases.digest(case.id), case.received)
        finally:
            cases.close()

    def close_all_and_purge(self) -> Purged:
        """Close every case that is open, and erase all a day later."""
        cases = self.cases()
        for case in cases.listed():
            if case.status.is_open:
                number = cases.next_event(case.id)
                cases.set_status(case.id, Status.CLOSED, number, b"sealed elsewhere")
        cases.close()
        later = self.cases(timedelta(days=2))
        try:
            return purge(later, self.files(), 1)
        finally:
            later.close()

    def _opened(self, cases: Cases) -> Iterator[Opened]:
        for case in cases.listed():
            envelope = cases.envelope(case.id, self.key.fingerprint)
            assert envelope is not None, case.number
            keys = self.key.open(case.id, envelope)
            content = cases.content(case.id)
            report = open_blob(keys.report_key, case.id, "report", 0, content)
            messages = (
                load(Message, open_blob(keys.report_key, case.id, "message", number, blob))
                for number, blob in cases.messages(case.id)
            )
            yield Opened(case, keys, load(Report, report), tuple(messages), content, envelope)
