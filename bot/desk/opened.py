"""Opening sealed cases with an inspector's key; what was opened stays in memory until locked.

A part that was altered, or sealed for somebody else, does not open: that part is marked, the
others stay readable.
"""

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock
from typing import Generic, TypeVar

from bot.reports.cases import Cases
from bot.reports.coding import load
from bot.reports.model import Case, Event, Message, Report
from bot.reports.vault import CaseKeys, InspectorKey, VaultError, open_blob

_T = TypeVar("_T", Report, Message, Event)

MOST_OPENED = 10_000
"""Cases whose report is kept open in memory; the longest unused is forgotten first."""


class Barred(StrEnum):
    """Why something does not open; each has a text "barred-…"."""

    FOREIGN = "foreign"
    """The case was not sealed for this inspector."""
    KEYS = "keys"
    """The envelope with the case's keys was altered, or belongs to another case."""
    CONTENT = "content"
    """The part itself was altered, or belongs elsewhere."""


@dataclass(frozen=True, slots=True)
class Part(Generic[_T]):
    """One sealed part of a case, opened, or why it is not."""

    number: int
    value: _T | None = None
    barred: Barred | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A case's keys and its report, or why they do not open."""

    keys: CaseKeys | None
    report: Part[Report]

    @property
    def words(self) -> str:
        """What the report says in words, to be searched; "" when it does not open."""
        report = self.report.value
        if report is None:
            return ""
        return "\n".join((report.what, report.who, report.unit_text, report.when))


@dataclass(frozen=True, slots=True)
class Thread:
    """Everything that followed the report, in the order in which it was added."""

    messages: tuple[Part[Message], ...]
    events: tuple[Part[Event], ...]


class OpenedCases:
    """What one unlocked key has opened: bounded, and forgotten when the desk is locked."""

    def __init__(self, most: int = MOST_OPENED) -> None:
        self._most = most
        self._lock = Lock()
        self._opened: OrderedDict[bytes, Opened] = OrderedDict()
        self._locked = False

    def __len__(self) -> int:
        return len(self._opened)

    def get(self, cases: Cases, key: InspectorKey, case: Case) -> Opened:
        """Return *case* opened with *key*; what does not open is tried again each time."""
        with self._lock:
            known = self._opened.get(case.id)
            if known is not None:
                self._opened.move_to_end(case.id)
                return known
        opened = open_case(cases, key, case)
        if opened.report.value is not None:
            self._keep(case.id, opened)
        return opened

    def wipe(self) -> None:
        """Forget everything, and what is being opened at this moment too."""
        with self._lock:
            self._locked = True
            self._opened.clear()

    def _keep(self, case: bytes, opened: Opened) -> None:
        with self._lock:
            if self._locked:
                return
            self._opened[case] = opened
            if len(self._opened) > self._most:
                self._opened.popitem(last=False)


def open_case(cases: Cases, key: InspectorKey, case: Case) -> Opened:
    """Return the report of *case*, or why it does not open."""
    envelope = cases.envelope(case.id, key.fingerprint)
    if envelope is None:
        return Opened(None, Part(0, barred=Barred.FOREIGN))
    try:
        keys = key.open(case.id, envelope)
    except VaultError:
        return Opened(None, Part(0, barred=Barred.KEYS))
    return Opened(keys, _part(Report, keys.report_key, case.id, 0, cases.content(case.id)))


def open_thread(cases: Cases, keys: CaseKeys, case: Case) -> Thread:
    """Return the messages and the timeline of *case*."""
    return Thread(
        tuple(
            _part(Message, keys.report_key, case.id, number, blob)
            for number, blob in cases.messages(case.id)
        ),
        tuple(
            _part(Event, keys.notes_key, case.id, number, blob)
            for number, blob in cases.events(case.id)
        ),
    )


_PURPOSES: dict[type, str] = {Report: "report", Message: "message", Event: "event"}


def _part(kind: type[_T], key: bytes, case: bytes, number: int, blob: bytes) -> Part[_T]:
    try:
        plain = open_blob(key, case, _PURPOSES[kind], number, blob)
        return Part(number, load(kind, plain))
    except VaultError:
        return Part(number, barred=Barred.CONTENT)
