"""The figures of a period as the desk and its reports show them: sections of labelled rows.

What may be shown is decided in ``bot.reports.statistics``; nothing here looks at single cases.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from bot.desk.charts import Bar, Chart
from bot.desk.names import kind_name, unit_name
from bot.desk.web import Desk
from bot.reports.model import Status
from bot.reports.statistics import ANSWER_TIMES, OTHER, UNANSWERED, Figures, Group, figures

LONGEST = 60
"""Months of a period."""
_MOST_BARS = 15
"""Bars of a chart; its table has every row."""
_MONTH = re.compile(r"20\d{2}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """Whole months, both counted in."""

    first: str
    """"2026-01"."""
    last: str

    @classmethod
    def of(cls, first: str, last: str, today: date) -> "Period":
        """Return the period asked for, up to today; what is no month becomes twelve months."""
        this = month_of(today)
        if not (_MONTH.fullmatch(first) and _MONTH.fullmatch(last)):
            return cls(later(this, -11), this)
        first, last = min(first, last, this), min(max(first, last), this)
        return cls(max(first, later(last, 1 - LONGEST)), last)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, one bar of its chart."""

    label: str
    count: int | None
    """None: kept back."""
    mixed: bool = False
    """Whether small groups are counted here together."""


@dataclass(frozen=True, slots=True)
class Section:
    """One table with its chart."""

    name: str
    """"kind", "unit", "month", "status", "answer" or "overdue"."""
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        """The sum of what is shown."""
        return sum(row.count or 0 for row in self.rows)

    @property
    def summable(self) -> bool:
        """Whether any row is shown: a sum of nothing but what is kept back would be a false 0."""
        return any(row.count is not None for row in self.rows)

    def share(self, row: Row) -> float | None:
        """Return the part of *row* in the total, from 0 to 1; None where it is kept back."""
        return row.count / self.total if row.count is not None and self.total else None

    def chart(self, kept_back: str) -> Chart:
        """Return the chart; *kept_back* stands beside what is not shown."""
        upright = self.name == "month"
        alone = [row for row in self.rows if not row.mixed]
        mixed = [row for row in self.rows if row.mixed]
        rows = [*(alone if upright else alone[:_MOST_BARS]), *mixed]
        return Chart(
            tuple(Bar(row.label, row.count, row.mixed) for row in rows), kept_back, upright
        )

    def shortened(self, most: int, rest: str) -> "Section":
        """Return the section with its first *most* rows, the others summed up as *rest*."""
        if len(self.rows) <= most + 1:
            return self
        others = Row(rest, sum(row.count or 0 for row in self.rows[most:]), mixed=True)
        return replace(self, rows=(*self.rows[:most], others))


def gathered(desk: Desk, period: Period, smallest: int, months: int = 1) -> Figures:
    """Return the figures of *period*, no group smaller than *smallest* in any *months* together."""
    return figures(desk.cases, period.first, period.last, smallest=smallest, block_months=months)


def sections(desk: Desk, found: Figures) -> tuple[Section, ...]:
    """Return every table of *found*, in the order of the page."""
    say = desk.texts.plain
    return (
        Section("kind", _by_size(desk, found.kinds, lambda slug: kind_name(desk, slug))),
        Section("unit", _by_size(desk, found.units, lambda code: _unit(desk, code))),
        Section("month", months(found)),
        Section(
            "status",
            _in_order(desk, found.statuses, Status, lambda one: say(f"status-{one}")),
        ),
        Section(
            "answer",
            _in_order(
                desk,
                found.answer_times,
                [*(label for _, label in ANSWER_TIMES), "31+", UNANSWERED],
                lambda one: say(f"figures-answer-{one.replace('+', '-more')}"),
            ),
        ),
        Section(
            "overdue",
            _in_order(
                desk, found.overdue, ["no", "yes"], lambda one: say(f"figures-overdue-{one}")
            ),
        ),
    )


def months(found: Figures) -> tuple[Row, ...]:
    """Return every month of *found*; one with none or too few is kept back."""
    counts = {group.label: group.count for group in found.months}
    names = sorted([*counts, *found.left_out])
    return tuple(Row(month_name(name), counts.get(name)) for name in names)


def month_of(day: date) -> str:
    """Return the month of *day*, "2026-11"."""
    return f"{day:%Y-%m}"


def month_name(month: str) -> str:
    """Return a month as people write it: "11/2026"."""
    return f"{month[5:]}/{month[:4]}"


def later(month: str, count: int) -> str:
    """Return the month that is *count* months after *month*."""
    months_ = int(month[:4]) * 12 + int(month[5:]) - 1 + count
    return f"{months_ // 12}-{months_ % 12 + 1:02}"


def _by_size(desk: Desk, groups: Iterable[Group], name: Callable[[str], str]) -> tuple[Row, ...]:
    """Return the largest groups first, what is hidden last."""
    ordered = sorted(groups, key=lambda one: (one.label == OTHER, -one.count, one.label))
    return tuple(_row(desk, group, name) for group in ordered)


def _in_order(
    desk: Desk, groups: Iterable[Group], order: Iterable[str], name: Callable[[str], str]
) -> tuple[Row, ...]:
    """Return the groups in their own order, what is hidden last."""
    known = {group.label: group for group in groups}
    present = [known[label] for label in [*map(str, order), OTHER] if label in known]
    return tuple(_row(desk, group, name) for group in present)


def _row(desk: Desk, group: Group, name: Callable[[str], str]) -> Row:
    if group.label == OTHER:
        return Row(desk.texts.plain("figures-mixed"), group.count, mixed=True)
    return Row(name(group.label), group.count)


def _unit(desk: Desk, code: str) -> str:
    return unit_name(desk, code, "") or desk.texts.plain("figures-unit-free")
