"""Dates as legal documents write them."""

import re
from collections.abc import Iterator
from datetime import date

_WORDS = re.compile(
    r"(?:ngày\s+)?(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*(?P<year>\d{4})",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<![\d/.-])(?:ngày\s+)?(?P<day>\d{1,2})\s?[/.-]\s?(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>\d{4})(?![\d/-])",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")


def find_dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Yield (day, start, end) of each date in *text*, in order.

    Understands "ngày 01 tháng 7 năm 2020", "01/7/2020", "01-07-2020", "1.7.2020", "2020-07-01";
    what is no day of the calendar is passed over.
    """
    found = []
    for pattern in (_WORDS, _FIGURES, _ISO):
        for match in pattern.finditer(text):
            day = _day(match)
            if day is not None:
                found.append((day, match.start(), match.end()))
    yield from sorted(found, key=lambda item: item[1])


def first_date(text: str) -> date | None:
    """Return the first date in *text*, or None."""
    return next((day for day, _, _ in find_dates(text)), None)


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
