"""The one place that knows what day it is; handed in wherever time matters."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
"""Dates of law are Vietnamese dates."""


class Clock(Protocol):
    """Tells the time; tests hold it still."""

    def now(self) -> datetime:
        """Return the current moment, aware, in Vietnam's time zone."""
        ...

    def today(self) -> date:
        """Return the current day in Vietnam."""
        ...


class SystemClock:
    """The machine's clock, read in Vietnam's time zone."""

    def now(self) -> datetime:
        """Return the current moment in Vietnam."""
        return datetime.now(VIETNAM)

    def today(self) -> date:
        """Return the current day in Vietnam."""
        return self.now().date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands still at one moment."""

    moment: datetime

    def now(self) -> datetime:
        """Return the fixed moment in Vietnam's time zone."""
        return self.moment.astimezone(VIETNAM)

    def today(self) -> date:
        """Return the fixed day in Vietnam."""
        return self.now().date()
