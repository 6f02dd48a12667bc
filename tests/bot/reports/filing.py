"""Sealed reports of random bytes, and a home whose cases they are filed in."""

import hashlib
import os
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.reports.cases import Cases
from bot.reports.model import Case, Status
from bot.reports.vault import SealedReport
from knowledge.clock import VIETNAM

TODAY = date(2026, 11, 22)


@dataclass
class MovableClock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM)

    def now(self) -> datetime:
        """Return the moment."""
        return self.moment

    def today(self) -> date:
        """Return its day."""
        return self.moment.date()

    def move(self, days: float = 0, **time: float) -> None:
        """Let days or other *time* go by."""
        self.moment += timedelta(days=days, **time)


def sealed(case_id: bytes = b"", size: int = 600) -> SealedReport:
    """Return a sealed report for two inspectors, whose bytes follow from its id."""
    case_id = case_id or os.urandom(16)

    def part(name: bytes, length: int) -> bytes:
        return hashlib.shake_128(name + case_id).digest(length)

    envelopes = (("first", part(b"first", 160)), ("second", part(b"second", 160)))
    return SealedReport(
        id=case_id,
        lookup=part(b"lookup", 32),
        content=part(b"content", size),
        reporter_envelope=part(b"reporter", 80),
        envelopes=envelopes,
        digest=part(b"digest", 32),
    )


def filed(cases: Cases, kind: str = "ruou-bia", unit: str = "01", **more: object) -> Case:
    """File a fresh report, received today, and return its case."""
    return cases.add(sealed(), kind, unit, cases.today(), **more)  # type: ignore[arg-type]


def moved(cases: Cases, case: Case, *statuses: Status) -> Case:
    """Lead a case through *statuses*, each with an event and a message."""
    for status in statuses:
        event, message = cases.next_event(case.id), cases.next_message(case.id)
        case = cases.set_status(case.id, status, event, b"why", message, b"what")
    return case
