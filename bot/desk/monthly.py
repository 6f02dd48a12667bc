"""The monthly report: what both of its files say, put together once from the store's figures."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.desk.figures import (
    Period,
    Section,
    gathered,
    later,
    month_name,
    month_of,
    months,
    sections,
)
from bot.desk.web import Desk
from bot.reports.statistics import Figures

GAP = "……………………"
"""Room to write by hand, in Word or in Excel."""

Trend = Literal["more", "less", "same", "unknown"]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the report to whom, as typed; "" leaves room to write."""

    office: str
    superior: str = ""
    abbreviation: str = ""
    """Of the office, in the number of its documents: "TTT"."""
    place: str = ""
    addressee: str = ""
    signer: str = ""
    signer_name: str = ""


@dataclass(frozen=True, slots=True)
class Monthly:
    """The report of one month."""

    month: str
    """"2026-11"."""
    sender: Sender
    figures: Figures
    sections: tuple[Section, ...]
    """Of the month: kinds, units, status, time to the first answer, deadlines."""
    year: Section
    """The months since January."""
    before: int | None
    """How many reports came in the month before; None where too few to say."""
    smallest: int
    day: date
    """When it was made."""

    @property
    def total(self) -> int | None:
        """How many reports came; None where there were too few to say."""
        return self.figures.total if self.figures.months else None

    @property
    def trend(self) -> Trend:
        """How the month compares with the one before."""
        if self.total is None or self.before is None:
            return "unknown"
        if self.total == self.before:
            return "same"
        return "more" if self.total > self.before else "less"

    @property
    def name(self) -> str:
        """The month as people write it: "11/2026"."""
        return month_name(self.month)

    def section(self, name: str) -> Section:
        """Return the section called *name*."""
        return next(one for one in self.sections if one.name == name)


def monthly(desk: Desk, month: str, sender: Sender, smallest: int) -> Monthly:
    """Return the report of *month*."""
    found = gathered(desk, Period(month, month), smallest)
    earlier = gathered(desk, Period(later(month, -1), later(month, -1)), smallest)
    year = gathered(desk, Period(f"{month[:4]}-01", month), smallest)
    return Monthly(
        month=month,
        sender=sender,
        figures=found,
        sections=tuple(one for one in sections(desk, found) if one.name != "month"),
        year=Section("month", months(year)),
        before=earlier.total if earlier.months else None,
        smallest=smallest,
        day=desk.clock.today(),
    )


def last_month(today: date) -> str:
    """Return the month that ended last: one that is running changes still."""
    return later(month_of(today), -1)
