"""Deadlines and working days, as ``deadlines.toml`` states them with their sources."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bot.errors import BotError
from bot.reports.model import Deadline, Status

ANSWER = "answer"
"""What a rule is met by that asks for a first answer."""
RECEIVED = "received"
"""What a rule is counted from that begins with the receipt."""

_PACKAGED = Path(__file__).with_name("deadlines.toml")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which an office works."""

    days_off: frozenset[int]
    """Days of the week, 1 for Monday."""
    every_year: frozenset[str]
    """Holidays as "MM-DD"."""
    off: frozenset[date]
    working: frozenset[date]
    """Days worked although their weekday is off."""
    years: frozenset[int]
    """Years whose movable holidays are known."""

    def is_working(self, day: date) -> bool:
        """Return whether the office works on *day*."""
        if day in self.working:
            return True
        holiday = day in self.off or day.strftime("%m-%d") in self.every_year
        return not holiday and day.isoweekday() not in self.days_off

    def next_working(self, day: date) -> date:
        """Return *day* or else the first working day after it."""
        while not self.is_working(day):
            day += _DAY
        return day

    def after(self, day: date, count: int) -> date:
        """Return the working day that is the *count*-th after *day*, which is not counted."""
        while count > 0:
            day += _DAY
            count -= self.is_working(day)
        return day


@dataclass(frozen=True, slots=True)
class Rule:
    """By when something must be done, and where that is written."""

    name: str
    days: int
    working: bool
    """Whether ``days`` are working days."""
    start: str
    """"received", or the status whose day is counted from."""
    met_by: tuple[str, ...]
    near: int
    """From how many such days before on it is near."""
    binding: bool
    """Whether the law itself binds; otherwise the office's own term."""
    source: str
    note: str = ""
    valid_from: date = date.min
    valid_to: date = date.max
    """First day out of force."""


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules and the calendar they are counted by."""

    rules: tuple[Rule, ...]
    calendar: Calendar
    ends_on_working_day: bool

    @classmethod
    def load(cls, path: Path | None = None) -> "Rules":
        """Read the rules of *path*, or those that come with the program.

        Raises:
            BotError: the file cannot be read or a rule in it is incomplete.

        """
        path = path or _PACKAGED
        try:
            return _rules(tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise BotError(
                f"The deadlines in {path} cannot be read: {error.strerror}; set CONGVU_DEADLINES "
                "to a file that exists, or leave it out."
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BotError(
                f"The deadlines in {path} are not as they must be ({error!r}): compare with the "
                "file that comes with the program."
            ) from None

    def counted_from(self, start: str, day: date) -> tuple[Deadline, ...]:
        """Return the deadlines that begin when *start* ("received" or a status) is on *day*."""
        return tuple(
            Deadline(rule.name, self._due(rule, day))
            for rule in self.rules
            if rule.start == start and rule.valid_from <= day < rule.valid_to
        )

    def received(self, day: date) -> tuple[Deadline, ...]:
        """Return the deadlines of a report received on *day*."""
        return self.counted_from(RECEIVED, day)

    def met_by(self, what: str) -> frozenset[str]:
        """Return the names of the rules that *what* ("answer" or a status) meets."""
        return frozenset(rule.name for rule in self.rules if what in rule.met_by)

    def rule(self, name: str, day: date) -> Rule | None:
        """Return the rule called *name* that was in force on *day*: its source, for people."""
        for rule in self.rules:
            if rule.name == name and rule.valid_from <= day < rule.valid_to:
                return rule
        return None

    def is_near(self, deadline: Deadline, today: date) -> bool:
        """Return whether *deadline* is to be reminded of today: near, or missed."""
        if deadline.met:
            return False
        rule = self.rule(deadline.name, deadline.day) or self.rule(deadline.name, today)
        if rule is None:
            return today >= deadline.day
        if rule.working:
            return self.calendar.after(today, rule.near) >= deadline.day
        return today + rule.near * _DAY >= deadline.day

    def _due(self, rule: Rule, day: date) -> date:
        if rule.working:
            return self.calendar.after(day, rule.days)
        due = day + rule.days * _DAY
        return self.calendar.next_working(due) if self.ends_on_working_day else due


def _rules(table: Mapping[str, Any]) -> Rules:
    counting = table["counting"]
    years = {int(year): content for year, content in table.get("year", {}).items()}
    calendar = Calendar(
        days_off=frozenset(map(int, counting["days_off"])),
        every_year=frozenset(map(str, table["holidays"]["every_year"])),
        off=frozenset(day for year in years.values() for day in year["off"]),
        working=frozenset(day for year in years.values() for day in year["working"]),
        years=frozenset(years),
    )
    if len(calendar.days_off) > 6:
        raise ValueError("days_off leaves no day to work")
    rules = tuple(_rule(entry) for entry in table["rule"])
    return Rules(rules, calendar, bool(counting["ends_on_working_day"]))


def _rule(entry: Mapping[str, Any]) -> Rule:
    rule = Rule(
        name=str(entry["name"]),
        days=int(entry["days"]),
        working=bool(entry["working"]),
        start=str(entry["from"]),
        met_by=tuple(entry["met_by"]),
        near=int(entry["near"]),
        binding=bool(entry["binding"]),
        source=str(entry["source"]),
        note=str(entry.get("note", "")),
        valid_from=entry.get("valid_from", date.min),
        valid_to=entry.get("valid_to", date.max),
    )
    known = {RECEIVED, ANSWER, *map(str, Status)}
    if not {rule.start, *rule.met_by} <= known:
        raise ValueError(f"rule {rule.name!r} names a status that does not exist")
    if not rule.source or rule.days < 1:
        raise ValueError(f"rule {rule.name!r} has no source or no days")
    return rule
