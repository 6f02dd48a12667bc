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
from bot.reports.changes import NoCaseError
from bot.reports.coding import load
from bot.reports.model import Case, Event, Message, Report
from bot.reports.vault import CaseKeys, InspectorKey, VaultError, open_blob
from knowledge.vietnamese import fold

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
        self._kept: OrderedDict[bytes, _Kept] = OrderedDict()
        self._locked = False

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, cases: Cases, key: InspectorKey, case: Case) -> Opened:
        """Return *case* opened with *key*; what does not open is tried again each time."""
        return self._get(cases, key, case).opened

    def words(self, cases: Cases, key: InspectorKey, case: Case) -> str:
        """Return what report and messages of *case* say, folded, to be searched."""
        kept = self._get(cases, key, case)
        keys, count = kept.opened.keys, cases.next_message(case.id) - 1
        if keys is not None and count != kept.messages:
            said = [part.value.text for part in open_messages(cases, keys, case) if part.value]
            kept.said, kept.messages = fold("\n".join(said)), count
        return f"{kept.report}\n{kept.said}"

    def wipe(self) -> None:
        """Forget everything, and what is being opened at this moment too."""
        with self._lock:
            self._locked = True
            self._kept.clear()

    def _get(self, cases: Cases, key: InspectorKey, case: Case) -> "_Kept":
        with self._lock:
            known = self._kept.get(case.id)
            if known is not None:
                self._kept.move_to_end(case.id)
                return known
        opened = open_case(cases, key, case)
        kept = _Kept(opened, _words(opened.report.value))
        if opened.report.value is not None:
            self._keep(case.id, kept)
        return kept

    def _keep(self, case: bytes, kept: "_Kept") -> None:
        with self._lock:
            if self._locked:
                return
            self._kept[case] = kept
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)


@dataclass(slots=True)
class _Kept:
    """An opened case, and its words for searching."""

    opened: Opened
    report: str
    said: str = ""
    """What the messages say."""
    messages: int = 0
    """How many of them that is."""


def _words(report: Report | None) -> str:
    if report is None:
        return ""
    return fold("\n".join((report.what, report.who, report.unit_text, report.when)))


def open_case(cases: Cases, key: InspectorKey, case: Case) -> Opened:
    """Return the report of *case*, or why it does not open."""
    envelope = cases.envelope(case.id, key.fingerprint)
    if envelope is None:
        return Opened(None, Part(0, barred=Barred.FOREIGN))
    try:
        keys = key.open(case.id, envelope)
    except VaultError:
        return Opened(None, Part(0, barred=Barred.KEYS))
    try:
        content = cases.content(case.id)
    except NoCaseError:  # erased a moment ago
        content = b""
    return Opened(keys, _part(Report, keys.report_key, case.id, 0, content))


def open_thread(cases: Cases, keys: CaseKeys, case: Case) -> Thread:
    """Return the messages and the timeline of *case*."""
    events = tuple(
        _part(Event, keys.notes_key, case.id, number, blob)
        for number, blob in cases.events(case.id)
    )
    return Thread(open_messages(cases, keys, case), events)


def open_messages(cases: Cases, keys: CaseKeys, case: Case) -> tuple[Part[Message], ...]:
    """Return the messages of *case*."""
    return tuple(
        _part(Message, keys.report_key, case.id, number, blob)
        for number, blob in cases.messages(case.id)
    )


_PURPOSES: dict[type, str] = {Report: "report", Message: "message", Event: "event"}


def _part(kind: type[_T], key: bytes, case: bytes, number: int, blob: bytes) -> Part[_T]:
    try:
        plain = open_blob(key, case, _PURPOSES[kind], number, blob)
        return Part(number, load(kind, plain))
    except VaultError:
        return Part(number, barred=Barred.CONTENT)
