"""Figures count every case, erased ones too, and let nobody read or work out a small group."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from bot.reports.cases import Cases
from bot.reports.model import Deadline, Status
from bot.reports.statistics import OTHER, Figures, Row, figures, figures_of, protect, rows_of
from tests.bot.reports.filing import TODAY, MovableClock, filed, moved, sealed

MOST = 12
"""Cases in the tables that are gone through one by one."""


@pytest.fixture
def day() -> MovableClock:
    """Return a clock that can be moved by days."""
    return MovableClock()


@pytest.fixture
def cases(tmp_path: Path, day: MovableClock) -> Iterator[Cases]:
    """Return cases of one's own."""
    cases = Cases.open(tmp_path, day)
    yield cases
    cases.close()


def row(kind: str = "khac", month: str = "2026-05", **more: object) -> Row:
    """Return what counts of an invented case."""
    usual = {"unit": "01", "status": "closed", "answer_days": 1, "overdue": False}
    return Row(kind=kind, month=month, **usual | more)  # type: ignore[arg-type]


def of(rows: list[Row], first: str = "2026-01", last: str = "2026-12", **more: int) -> Figures:
    """Return the figures of *rows*, as of March 2027."""
    usual = {"smallest": 3, "block_months": 1} | more
    return figures_of(rows, first, last, this_month="2027-03", **usual)


def as_dict(groups: object) -> dict[str, int]:
    """Return a table by label."""
    return {one.label: one.count for one in groups}  # type: ignore[attr-defined]


def test_what_counts_of_a_case(cases: Cases, day: MovableClock) -> None:
    """Kind, unit, month, status, days to the first answer, and whether a deadline was missed."""
    case = filed(cases, "ruou-bia", "01-00004")
    cases.add(sealed(), "khac", "", TODAY, [Deadline("check", date(2026, 11, 23))])
    day.move(3)
    moved(cases, case, Status.VERIFYING)
    assert {
        Row("ruou-bia", "01-00004", "2026-11", "verifying", 3, False),
        Row("khac", "", "2026-11", "received", None, True),
    } == set(rows_of(cases))


def test_a_deadline_met_too_late_stays_missed(cases: Cases, day: MovableClock) -> None:
    """On its last day it is met; a day later it is not."""
    for late in (0, 1):
        due = day.today()
        case = cases.add(sealed(), "khac", "", due, [Deadline("check", due)])
        day.move(late)
        moved(cases, case, Status.VERIFYING)
    assert [False, True] == sorted(one.overdue for one in rows_of(cases))


def test_figures_of_a_month(cases: Cases, day: MovableClock) -> None:
    """What the cases of a month give when no group is small."""
    for number in range(6):
        case = filed(cases, ("ruou-bia", "thai-do")[number % 2])
        if number % 2:
            moved(cases, case, Status.REFERRED)
    found = figures(cases, "2026-11", "2026-11")
    assert (found.first, found.last, found.total) == ("2026-11", "2026-11", 6)
    assert {"2026-11": 6} == as_dict(found.months)
    assert {"ruou-bia": 3, "thai-do": 3} == as_dict(found.kinds)
    assert {"01": 6} == as_dict(found.units)
    assert {"received": 3, "referred": 3} == as_dict(found.statuses)
    assert {"0-2": 3, "none": 3} == as_dict(found.answer_times)
    assert {"no": 6} == as_dict(found.overdue)
    assert (found.median_answer_days, found.left_out) == (0, ())
    assert found.running
    day.move(30)
    assert not figures(cases, "2026-11", "2026-11").running


@pytest.mark.parametrize(
    ("days", "label"),
    [(0, "0-2"), (2, "0-2"), (3, "3-7"), (14, "8-14"), (30, "15-30"), (31, "31+"), (None, "none")],
)
def test_times_to_an_answer_are_told_in_steps(days: int | None, label: str) -> None:
    """No exact number of days is shown."""
    assert label == row(answer_days=days).answer_time


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 5, "b": 4}, {"a": 5, "b": 4}),
        ({"a": 9, "b": 5, "c": 1}, {"a": 9, OTHER: 6}),
        ({"a": 9, "b": 5, "c": 1, "d": 2}, {"a": 9, OTHER: 8}),
        ({"a": 9, "b": 2}, {OTHER: 11}),
        ({"a": 9, "b": 5, "c": 5, "d": 1}, {"a": 9, OTHER: 11}),
        ({"a": 2, "b": 2}, {OTHER: 4}),
        ({"a": 3}, {OTHER: 3}),
        ({"a": 1, "b": 1}, {}),
        ({"a": 5, "b": 0}, {"a": 5}),
    ],
)
def test_a_small_group_is_hidden_together_with_another(
    counts: dict[str, int], shown: dict[str, int]
) -> None:
    """What is left when the shown groups are subtracted is never one group alone."""
    assert shown == protect(counts, 3)


def test_one_is_no_small_group_where_one_is_the_least() -> None:
    """An office may choose to hide nothing."""
    assert {"a": 1, "b": 7} == protect({"a": 1, "b": 7, "c": 0}, 1)


@pytest.mark.parametrize("smallest", [2, 3, 4])
@pytest.mark.parametrize("labels", ["ab", "abc", "abcd"])
def test_nobody_can_work_a_small_group_out(labels: str, smallest: int) -> None:
    """Of all tables that would look the same, no small group is the same in each.

    So whoever knows the rule, all labels and the total still cannot tell its size.
    """
    alike: dict[frozenset[tuple[str, int]], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(MOST + 1), repeat=len(labels)):
        if smallest <= sum(counts) <= MOST:
            shown = protect(dict(zip(labels, counts, strict=True)), smallest)
            assert sum(shown.values()) == sum(counts)
            assert all(count >= smallest for count in shown.values())
            alike[frozenset(shown.items())].append(counts)
    for tables in alike.values():
        for sizes in zip(*tables, strict=True):
            assert len(set(sizes)) > 1 or not 0 < sizes[0] < smallest


def test_a_year_tells_no_more_than_its_months() -> None:
    """A kind that a month hides is not found by subtracting the other months from the year."""
    rows = [row("a", f"2026-{month:02}") for month in range(1, 12) for _ in range(4)]
    rows += [row("b", f"2026-{month:02}") for month in range(1, 13) for _ in range(4)]
    rows += [row("a", "2026-12")]
    year = as_dict(of(rows).kinds)
    months = [as_dict(of(rows, one, one).kinds) for one in (f"2026-{m:02}" for m in range(1, 13))]
    assert {"a": 44, "b": 44, OTHER: 5} == year
    assert {OTHER: 5} == months[11]
    for label in ("a", "b", OTHER):
        assert year[label] == sum(month.get(label, 0) for month in months)


def test_a_month_with_too_few_is_left_out_of_the_year() -> None:
    """Neither its count nor what the total would give away is shown."""
    rows = [row(month="2026-03") for _ in range(7)] + [row("a", "2026-04"), row("b", "2026-04")]
    found = of(rows)
    assert {"2026-03": 7} == as_dict(found.months)
    assert 7 == found.total
    assert {"khac": 7} == as_dict(found.kinds)
    assert 11 == len(found.left_out) and "2026-04" in found.left_out


def test_longer_blocks_show_more_of_few() -> None:
    """An office with two reports a month sees its quarters, or its year."""
    rows = [row("ab"[month % 2], f"2026-{month:02}") for month in range(1, 13) for _ in range(2)]
    assert 0 == of(rows).total
    quarters = of(rows, "2026-02", "2026-05", block_months=3)
    assert ("2026-01", "2026-06") == (quarters.first, quarters.last)
    assert {"2026-01": 6, "2026-04": 6} == as_dict(quarters.months)
    assert {"a": 12, "b": 12} == as_dict(of(rows, block_months=12).kinds)


def test_the_median_needs_enough_answers() -> None:
    """Two answers do not make one."""
    rows = [row(answer_days=None) for _ in range(5)] + [row(answer_days=4), row(answer_days=6)]
    assert of(rows).median_answer_days is None
    assert 6 == of([*rows, row(answer_days=9)]).median_answer_days


def test_every_chart_of_the_figures_follows_the_rule() -> None:
    """Kinds, units, statuses, times and missed deadlines: none shows fewer than three."""
    rows = [row() for _ in range(9)]
    rows += [row("a", unit="02", status="spam", answer_days=20, overdue=True)]
    found = of(rows)
    for table in (found.kinds, found.units, found.statuses, found.answer_times, found.overdue):
        assert {OTHER: 10} == as_dict(table)
