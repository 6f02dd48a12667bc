"""The day a question asks about: "năm 2019", "trước 01/7/2025", "ngày 5/3/2021".

A year that belongs to the name or number of a document ("Luật Tố cáo năm 2018",
"112/2020/NĐ-CP") is no such day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.vietnamese.aligned import AlignedFold, fold_aligned

_YEAR = r"(?P<year>(?:19[4-9]|20\d)\d)(?![\d/]|-\w|\s*-\s*\d)"
_BEFORE = (
    r"(?:(?P<until>truoc)\s+|(?P<after>sau)\s+"
    r"|(?:(?:tai|vao|ke|tinh)\s+)?(?:thoi diem|tu|den|vao|trong|tai|o)\s+"
    r"|(?P<last>cuoi)\s+|(?P<first>dau)\s+)?"
)
_WHEN = re.compile(
    rf"(?<![\w/.-]){_BEFORE}(?:"
    rf"(?:ngay\s+)?(?P<day>\d{{1,2}})\s*(?:[/.-]|thang\s)\s*(?P<month>\d{{1,2}})"
    rf"\s*(?:[/.-]|nam\s)\s*{_YEAR}"
    rf"|thang\s+(?P<month_>\d{{1,2}})\s*(?:[/-]|nam\s)?\s*{_YEAR.replace('year', 'year_')}"
    rf"|nam\s+{_YEAR.replace('year', 'year__')}"
    r"|(?P<ago>nam\s+(?:ngoai|kia)))"
)
_NAME_BEFORE = re.compile(
    r"(?:(?<!ky )(?<!phap )(?<!trai )(?<![a-z])(?:luat|hien phap|phap lenh)"
    r"(?P<words>(?:\s+[a-z]+,?){0,14})"
    r"|(?:nghi dinh|thong tu|quyet dinh|chi thi|nghi quyet|ket luan|cong dien|ke hoach|nd|tt|qd|nq"
    r"|\d[\w/.-]*[a-z])\s*(?:so\s*)?\d*[\w/-]*(?:\s+cua(?:\s+[a-z]+){1,4})?)"
    r"\s*(?:ban hanh\s+|ky\s+)?$"
)
"""The name or number of a document, right before the day it was made."""
_NO_NAME = re.compile(
    r"(?<![a-z])(?:duoc|thi|phai|ap dung|vao|trong|tu|truoc|sau|hien hanh|hieu luc|khong|bi)"
    r"(?![a-z])"
)
"""Words that end a document's name: what follows them is a day of the question."""
_NUMBER_WITH_YEAR = re.compile(r"\d/(?:19|20)\d\d[\w/-]*\s*$")
"""After a number that holds its year already, another year is a day of the question."""
_NOT_A_DAY = re.compile(r"(?<![a-z])(?:sinh|viet|mien|phia)\s*$")
"""Before "năm 1990" or an unmarked "nam 2019": a birth, or the South."""


@dataclass(frozen=True, slots=True)
class _Found:
    day: date
    start: int
    end: int


def day_in_question(text: str, today: date) -> tuple[date, str] | None:
    """Return the day that *text* asks about and the text without it; None when it names none.

    A year or month means its last day, or *today* while it lasts; "trước …" means the day before,
    "sau …" the day after. Days to come are allowed. With "từ … đến …" the later day counts.
    """
    folded = fold_aligned(text)
    found = [day for match in _WHEN.finditer(folded.text) if (day := _read(folded, match, today))]
    if not found:
        return None
    chosen = found[0]
    if len(found) > 1 and re.match(r"\s*den\s", folded.text[chosen.end : found[1].start + 4]):
        chosen = _Found(found[1].day, chosen.start, found[1].end)
    start, end = folded.span(chosen.start, chosen.end)
    return chosen.day, _tidy(text[:start], text[end:])


def _read(folded: AlignedFold, match: re.Match[str], today: date) -> _Found | None:
    """Return the day that *match* names, None when it is part of a name or no real day."""
    named = re.compile(r"ngay|thang|nam|\d").search(folded.text, match.start())
    at = named.start() if named else match.start()
    bare = match.start() == at
    before = folded.text[: match.start()]
    dated_number = match["year__"] and _NUMBER_WITH_YEAR.search(before)
    if _NOT_A_DAY.search(before) or (bare and not dated_number and _is_name(before)):
        return None
    period = _period(match, today)
    if period is None:
        return None
    return _Found(_day(match, *period, today), match.start(), match.end())


def _is_name(before: str) -> bool:
    """Tell whether the text ends with a document's name or number."""
    name = _NAME_BEFORE.search(before)
    return name is not None and not _NO_NAME.search(name["words"] or "")


def _period(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """Return the first and last day of what *match* names."""
    try:
        if match["ago"]:
            year = today.year - (2 if match["ago"].endswith("kia") else 1)
            return date(year, 1, 1), date(year, 12, 31)
        if match["day"]:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
            return day, day
        if match["month_"]:
            year, month = int(match["year_"]), int(match["month_"])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None
    year = int(match["year__"])
    return date(year, 1, 1), date(year, 12, 31)


def _day(match: re.Match[str], first: date, last: date, today: date) -> date:
    """Return the one day that stands for the period from *first* to *last*."""
    if match["until"]:
        return first - timedelta(days=1)
    if match["after"]:
        return last + timedelta(days=1)
    if match["first"]:
        return first
    if match["last"]:
        return last
    return today if first <= today <= last else last


def _tidy(before: str, after: str) -> str:
    """Join what is left of a question without doubled spaces or loose commas."""
    before, after = before.rstrip(), after.lstrip()
    if before.endswith(",") and (not after or after[0] in ",.?!"):
        before = before[:-1]
    if not before:
        after = re.sub(r"^(?:[,;:\s]+|(?:thì|thi)\s+)+", "", after)
    space = "" if not before or not after or after[0] in ",.;:?!" else " "
    return (before + space + after).strip()
