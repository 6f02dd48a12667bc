"""Figures on all cases, erased ones too, in which no small group shows.

Two rules keep a group that is smaller than the set number from being read or worked out:

- Within a block of time (a month, unless set otherwise) a table hides its small groups, and with
  them the smallest of the others, as one group "other". So what is left over when the groups shown
  are subtracted from the total never is one group.
- A longer time is the sum of what its blocks show, never counted anew. So nothing comes of
  subtracting one period from another.
"""

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.reports.cases import Cases

OTHER = "*"
"""The label of what is hidden; no kind, unit or status is called so."""
UNANSWERED = "none"
ANSWER_TIMES = ((2, "0-2"), (7, "3-7"), (14, "8-14"), (30, "15-30"))
"""Days to the first answer up to which a label goes; above the last it is "31+"."""

COLUMNS = "kind, unit, month, status, answer_days, overdue"
"""The columns of the figures, in the order of ``Row``."""
FIGURES_OF_CASES = (
    "SELECT id, kind, unit, substr(received, 1, 7) AS month, status,"
    " CAST(julianday(answered) - julianday(received) AS INTEGER) AS answer_days,"
    " EXISTS (SELECT 1 FROM deadlines WHERE deadlines.id = cases.id"
    " AND day < coalesce(met, ?)) AS overdue FROM cases"
)
"""What counts of the cases that are there; its value is today."""


@dataclass(frozen=True, slots=True)
class Row:
    """What counts of one case."""

    kind: str
    unit: str
    month: str
    """Of receipt, "2026-11"."""
    status: str
    answer_days: int | None
    """Days from receipt to the first answer."""
    overdue: bool
    """Whether a deadline was missed."""

    @property
    def answer_time(self) -> str:
        """The label of the days to the first answer."""
        if self.answer_days is None:
            return UNANSWERED
        labels = (label for most, label in ANSWER_TIMES if self.answer_days <= most)
        return next(labels, "31+")


@dataclass(frozen=True, slots=True)
class Group:
    """A bar of a chart, a line of a table."""

    label: str
    """A slug, a code, a month; OTHER for what is hidden."""
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a period; every table is ordered by label, OTHER last."""

    first: str
    """The first month, "2026-01"."""
    last: str
    total: int
    """Without the blocks that are left out."""
    months: tuple[Group, ...]
    """By block, under its first month; a block that is missing had none or too few."""
    kinds: tuple[Group, ...]
    units: tuple[Group, ...]
    statuses: tuple[Group, ...]
    answer_times: tuple[Group, ...]
    overdue: tuple[Group, ...]
    """Under "yes" and "no"."""
    median_answer_days: float | None
    """Of those that were answered; None when these are too few."""
    left_out: tuple[str, ...]
    """Blocks that had none or too few to show anything."""
    running: bool
    """Whether the last block has not ended: compared with a later day, it would tell of one."""


def rows_of(cases: Cases) -> list[Row]:
    """Return what counts of all cases, those erased as well."""
    with cases.snapshot() as connection:
        found = connection.execute(
            f"SELECT {COLUMNS} FROM ({FIGURES_OF_CASES}) UNION ALL SELECT {COLUMNS} FROM figures",
            (cases.today().isoformat(),),
        ).fetchall()
    return [
        Row(kind, unit, month, status, answer_days, bool(overdue))
        for kind, unit, month, status, answer_days, overdue in found
    ]


def figures(
    cases: Cases, first: str, last: str, *, smallest: int = 3, block_months: int = 1
) -> Figures:
    """Return the figures of the months *first* to *last* ("2026-01"), widened to whole blocks.

    *smallest* is the least number that a group shows; *block_months* is 1, 3 or 12: an office
    with few reports sees more in longer blocks, and must not then publish shorter ones as well.
    """
    today = cases.today()
    return figures_of(rows_of(cases), first, last, smallest, block_months, f"{today:%Y-%m}")


def figures_of(
    rows: Iterable[Row], first: str, last: str, smallest: int, block_months: int, this_month: str
) -> Figures:
    """Return the figures that *rows* give."""
    blocks: dict[str, list[Row]] = {one: [] for one in _blocks(first, last, block_months)}
    for row in rows:
        block = _block(row.month, block_months)
        if block in blocks:
            blocks[block].append(row)
    shown = {name: found for name, found in blocks.items() if len(found) >= max(smallest, 1)}
    parts = list(shown.values())
    days = [row.answer_days for part in parts for row in part if row.answer_days is not None]
    final = max(blocks)
    return Figures(
        first=min(blocks),
        last=_month(final, block_months - 1),
        total=sum(map(len, parts)),
        months=tuple(Group(name, len(found)) for name, found in shown.items()),
        kinds=_summed(parts, "kind", smallest),
        units=_summed(parts, "unit", smallest),
        statuses=_summed(parts, "status", smallest),
        answer_times=_summed(parts, "answer_time", smallest),
        overdue=_summed(parts, "overdue", smallest),
        median_answer_days=statistics.median(days) if len(days) >= max(smallest, 1) else None,
        left_out=tuple(name for name in blocks if name not in shown),
        running=_month(final, block_months) > this_month,
    )


def protect(counts: Mapping[str, int], smallest: int) -> dict[str, int]:
    """Return *counts* with the small groups, and the smallest other one, as one group OTHER.

    All of fewer than *smallest* give nothing at all.
    """
    present = {label: count for label, count in counts.items() if count > 0}
    total = sum(present.values())
    if total <= smallest and smallest > 1:
        # Of so few, one group that is shown, or not shown, already tells how they divide.
        return {OTHER: total} if total == smallest else {}
    if min(present.values(), default=smallest) >= smallest:
        return present
    # All that are as small as the smallest other one: which of them is shown would tell, too.
    least = min((count for count in present.values() if count >= smallest), default=0)
    hidden = {label for label, count in present.items() if count < smallest or count == least}
    left = {label: count for label, count in present.items() if label not in hidden}
    return left | {OTHER: sum(present[label] for label in hidden)}


def _summed(parts: Iterable[list[Row]], field: str, smallest: int) -> tuple[Group, ...]:
    summed: Counter[str] = Counter()
    for part in parts:
        summed.update(protect(Counter(_label(getattr(row, field)) for row in part), smallest))
    return tuple(
        Group(label, summed[label]) for label in sorted(summed, key=lambda one: (one == OTHER, one))
    )


def _label(value: str | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _blocks(first: str, last: str, block_months: int) -> list[str]:
    """Return the first months of the blocks from *first* to *last*."""
    blocks = [_block(first, block_months)]
    while _month(blocks[-1], block_months) <= last:
        blocks.append(_month(blocks[-1], block_months))
    return blocks


def _block(month: str, block_months: int) -> str:
    """Return the first month of the block that *month* is in."""
    return _month(month, -((int(month[5:]) - 1) % block_months))


def _month(month: str, later: int) -> str:
    """Return the month that is *later* months after *month*."""
    count = int(month[:4]) * 12 + int(month[5:]) - 1 + later
    return f"{count // 12}-{count % 12 + 1:02}"
