"""Which cases of the inbox are shown, in which order, and the addresses that say so."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from bot.reports.deadlines import Rules
from bot.reports.model import Case, Deadline, Status

PAGE_SIZE = 50
"""Cases on one page of the inbox."""

SORTS = ("due", "number", "received", "status", "kind")
"""Columns to sort by."""

Due = Literal["", "overdue", "near"]
"""Nothing about deadlines; a day is past; a day is near."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person has chosen; every field is a parameter of the inbox's address."""

    status: str = "open"
    """"open", "all", or one status."""
    kind: str = ""
    unit: str = ""
    """A unit's code; a province's stands for its communes too."""
    due: str = ""
    sort: str = "due"
    down: str = ""
    """"1" for the other direction."""
    page: str = "1"
    found: str = ""
    """"1": only what the last search found."""

    @classmethod
    def of(cls, parameters: QueryParams) -> "Choice":
        """Return what an address says; what it says wrongly counts as not said."""
        said = {one.name: parameters[one.name] for one in fields(cls) if one.name in parameters}
        choice = cls(**said)
        if choice.status not in ("open", "all", *Status):
            choice = replace(choice, status="open")
        if choice.sort not in SORTS:
            choice = replace(choice, sort="due")
        if not (choice.page.isascii() and choice.page.isdigit() and len(choice.page) < 6):
            choice = replace(choice, page="1")
        return choice

    def address(self, **changes: str) -> str:
        """Return the address of the inbox with *changes*; a change starts at the first page."""
        changed = replace(self, **({"page": "1"} | changes))
        usual = Choice()
        said = {
            one.name: getattr(changed, one.name)
            for one in fields(self)
            if getattr(changed, one.name) != getattr(usual, one.name)
        }
        return f"/?{urlencode(said)}" if said else "/"

    def sorted_by(self, column: str) -> str:
        """Return the address of the inbox sorted by *column*, the other way if it is already."""
        turn = column == self.sort and not self.down
        return self.address(sort=column, down="1" if turn else "")


def next_deadline(case: Case) -> Deadline | None:
    """Return the first deadline of *case* that is still to be met."""
    return min(
        (one for one in case.deadlines if not one.met), key=lambda one: one.day, default=None
    )


def due(case: Case, today: date, rules: Rules) -> Due:
    """Return how *case* stands with the first of its deadlines."""
    deadline = next_deadline(case) if case.status.is_open else None
    if deadline is None or not rules.is_near(deadline, today):
        return ""
    return "overdue" if deadline.day < today else "near"


def chosen(cases: list[Case], choice: Choice, dues: Mapping[bytes, Due]) -> list[Case]:
    """Return those of *cases* that *choice* shows, in its order; *dues* is ``due`` of each."""
    left = [
        case
        for case in cases
        if _has_status(case, choice.status)
        and choice.kind in ("", case.kind)
        and (not choice.unit or case.unit == choice.unit or case.unit.startswith(f"{choice.unit}-"))
        and (not choice.due or dues[case.id] == choice.due)
    ]
    # Numbers order what is equal otherwise; the newest comes first.
    left.sort(key=lambda case: case.number, reverse=True)
    left.sort(key=lambda case: _order(case, choice.sort), reverse=_is_down(choice))
    return left


def _has_status(case: Case, status: str) -> bool:
    return status == "all" or (case.status.is_open if status == "open" else case.status == status)


def _is_down(choice: Choice) -> bool:
    """Numbers and days begin with the newest, all else with the first."""
    return (choice.sort in ("number", "received")) != bool(choice.down)


def _order(case: Case, column: str) -> str:
    if column == "due":
        deadline = next_deadline(case) if case.status.is_open else None
        return deadline.day.isoformat() if deadline else "9999"
    if column == "status":
        return str(list(Status).index(case.status))
    return str(getattr(case, column))
