"""The day a question asks about: "năm 2019", "trước 01/7/2025", "hồi 3/2021", "2 năm trước".

A year that belongs to the name or number of a document ("Luật Tố cáo năm 2018",
"112/2020/NĐ-CP") is no such day.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.vietnamese.aligned import AlignedFold, fold_aligned

_YEAR = r"(?:19[4-9]|20\d)\d(?![\d/]|-\w|\s*-\s*\d)"
_SIDE = (
    r"(?P<side>(?P<until>truoc)\s+|(?P<after>sau)\s+"
    r"|(?:(?:tai|vao|ke|tinh)\s+)?(?:thoi diem|tu|den|vao|trong|tai|o)\s+"
    r"|(?P<last>cuoi)\s+|(?P<first>dau)\s+|(?P<middle>giua)\s+|hoi\s+)"
)
_BARE_YEAR = r"(?:199\d|20(?:0[1-9]|[1-3]\d))(?![\d/]|-\w|\s*[-.,]\s*\d)"
_COUNTED = (
    "tro|nguoi|dong|nghin|ngan|trieu|ty|gio|ngay|thang|met|m|m2|m3|km|kg|ha|lit|ho|phieu|dan|lan"
    "|van ban|ho so|vu|don|truong hop|chu|ky tu"
)
"""Before these a number without the word "năm" counts something."""
_START = r"(?<![\w/.-])"
_WHEN = re.compile(
    rf"{_START}{_SIDE}?(?:"
    rf"(?:ngay\s+)?(?P<day>\d{{1,2}})\s*(?:[/.-]|thang\s)\s*(?P<month>\d{{1,2}})"
    rf"\s*(?:[/.-]|nam\s)\s*(?P<year>{_YEAR})"
    rf"|(?:thang\s+|t)(?P<month_>\d{{1,2}})\s*(?:[/-]|nam\s)?\s*(?P<year_>{_YEAR})"
    rf"|quy\s+(?P<quarter>[1-4]|i{{1,3}}|iv)\s*(?:[/-]|nam\s)\s*(?P<year___>{_YEAR})"
    rf"|nam\s+(?P<year__>{_YEAR})"
    r"|(?P<ago>nam\s+(?:ngoai|kia))"
    r"|(?:cach day\s+)(?P<years>\d{1,2}|hai|ba|bon)\s+nam(?!\w)"
    r"|(?P<years_>\d{1,2}|hai|ba|bon)\s+nam\s+(?:ve\s+)?truoc"
    r"(?!\s+(?:khi|ngay|luc|thoi|do|day|ky)(?!\w))"
    rf"|(?:(?P<month__>\d{{1,2}})/)?(?P<year____>{_BARE_YEAR})(?!\s+(?:{_COUNTED})(?!\w)))"
)
_WORDS = {"hai": 2, "ba": 3, "bon": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_CLAUSE_END = re.compile(r"\s*(?:$|[,.?!;]|thi\s)")
_UP_TO_NOW = re.compile(r"\s*,?\s*(?:cho\s+)?(?:den|toi)\s+(?:hien\s+)?(?:nay|gio)(?!\w)")
"""Behind a day that something began: what is asked about is today."""
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

    A year, quarter or month means its last day, or *today* while it lasts, and "giữa năm" the
    end of June; "trước …" means the day before, "sau …" the day after. Days to come are allowed.
    With "từ … đến …" the later day counts; with "từ … đến nay" there is none.
    """
    folded = fold_aligned(text)
    found = [day for match in _WHEN.finditer(folded.text) if (day := _read(folded, match, today))]
    if not found:
        return None
    chosen = found[0]
    if len(found) > 1 and re.match(r"\s*den\s", folded.text[chosen.end : found[1].start + 4]):
        chosen = _Found(found[1].day, chosen.start, found[1].end)
    if _UP_TO_NOW.match(folded.text, chosen.end):
        return None
    start, end = folded.span(chosen.start, chosen.end)
    return chosen.day, tidy(text[:start], text[end:])


def _read(folded: AlignedFold, match: re.Match[str], today: date) -> _Found | None:
    """Return the day that *match* names, None when it is part of a name or no real day."""
    bare = not match["side"]
    before = folded.text[: match.start()]
    if bare and match["year____"]:
        return None  # a number like any other, unless a word before it says that it is a time
    if match["years_"] and not _stands_alone(folded.text, match):
        return None
    dated_number = match["year__"] and _NUMBER_WITH_YEAR.search(before)
    if _NOT_A_DAY.search(before) or (bare and not dated_number and _is_name(before)):
        return None
    period = _period(match, today)
    if period is None:
        return None
    return _Found(_day(match, *period, today), match.start(), match.end())


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Tell "2 năm trước, …" and "… thế nào 2 năm trước?" from "trong 5 năm trước liền kề"."""
    first = not text[: match.start()].strip()
    return not match["side"] and (first or _CLAUSE_END.match(text, match.end()) is not None)


def _is_name(before: str) -> bool:
    """Tell whether the text ends with a document's name or number."""
    name = _NAME_BEFORE.search(before)
    return name is not None and not _NO_NAME.search(name["words"] or "")


def _period(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """Return the first and last day of what *match* names; None for a day that does not exist."""
    years_ago = match["years"] or match["years_"]
    try:
        if match["ago"] or years_ago:
            year = today.year - (_number(years_ago) if years_ago else _ago(match["ago"]))
            return date(year, 1, 1), date(year, 12, 31)
        if match["day"]:
            day = date(int(match["year"]), int(match["month"]), int(match["day"]))
            return day, day
        if match["quarter"]:
            last = 3 * _number(match["quarter"])
            return _months(int(match["year___"]), last - 2, last)
        month = match["month_"] or match["month__"]
        if month:
            return _months(int(match["year_"] or match["year____"]), int(month), int(month))
    except ValueError:
        return None
    year = int(match["year__"] or match["year____"])
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _number(text: str) -> int:
    return _WORDS.get(text) or int(text)


def _ago(words: str) -> int:
    return 2 if words.endswith("kia") else 1


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
    if match["middle"] and (first.month, last.month) == (1, 12):
        return date(first.year, 6, 30)
    return today if first <= today <= last else last


def tidy(before: str, after: str) -> str:
    """Return what is left of a question, without doubled spaces or loose commas."""
    before, after = before.rstrip(), after.lstrip()
    if before.endswith(",") and (not after or after[0] in ",.?!"):
        before = before[:-1]
    if not before:
        after = re.sub(r"^(?:[,;:\s]+|(?:thì|thi)\s+)+", "", after)
    space = "" if not before or not after or after[0] in ",.;:?!" else " "
    return (before + space + after).strip()
