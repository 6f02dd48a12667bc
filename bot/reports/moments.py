"""When something happened, as people say it."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.asof import day_in_question
from knowledge.vietnamese import fold

_DAYS_AGO = (
    (re.compile(r"(?<!\w)(?:hom nay|(?:sang|trua|chieu|toi) nay|vua xong|luc nay)(?!\w)"), 0),
    (re.compile(r"(?<!\w)(?:hom qua|(?:sang|trua|chieu|toi) qua|dem qua)(?!\w)"), 1),
    (re.compile(r"(?<!\w)(?:hom kia|hom truoc)(?!\w)"), 2),
)
_DAY_AND_MONTH = re.compile(
    r"(?<![\d/.-])(\d{1,2})\s*(?:[/.-]|thang\s)\s*(\d{1,2})(?![\d/.-]|\s*nam)"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """An answer offered as a button."""

    value: str
    """What the button carries."""
    said: str
    """What the report says."""
    day: date | None
    """The day, where it is one."""


def day_of(text: str, today: date) -> date | None:
    """Return the day that *text* names ("hôm qua", "5/11", "tháng 3/2026"), or None.

    A day without a year is the last one that was; a month or a year stands for its last day.
    """
    folded = fold(text)
    for pattern, days in _DAYS_AGO:
        if pattern.search(folded):
            return today - timedelta(days=days)
    asked = day_in_question(text, today)
    if asked is not None:
        return asked[0]
    found = _DAY_AND_MONTH.search(folded)
    return _latest(int(found[1]), int(found[2]), today) if found else None


def _latest(day: int, month: int, today: date) -> date | None:
    """Return the last such day up to *today*; 29 February may be some years back."""
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None
