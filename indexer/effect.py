"""Days of effect: of the document, and of provisions that take effect or lapse on their own day."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from indexer.dates import first_date
from indexer.header import Header, row_value
from indexer.mentions import KIND, mentions
from indexer.references import paths_in
from knowledge.model import Level, Provision

SELF = (
    r"(?:Bộ luật|Luật|Nghị định|Thông tư liên tịch|Thông tư|Quyết định|Nghị quyết|Pháp lệnh|Chỉ thị"
    r"|Quy định|Quy chế|Hướng dẫn|Kế hoạch|Công điện|Văn bản|Kết luận)\s+này"
)
"""How a document names itself."""

_FORCE = r"có\s+hiệu\s+lực(?:\s+thi\s+hành|\s+pháp\s+luật)?"
_FROM = r",?\s*(?:kể\s+)?từ\s+"
_DAY = r"(?:ngày\s+)?\d{1,2}\s*(?:/|-|\.|\s*tháng\s)\s*\d{1,2}\s*(?:/|-|\.|\s*năm\s)\s*\d{4}"
_WHOLE = re.compile(
    rf"{SELF}\s+{_FORCE}(?:{_FROM}(?P<day>{_DAY})"
    r"|,?\s*(?:kể\s+)?từ\s+(?P<signed>ngày\s+(?:ký|ban\s+hành|thông\s+qua))"
    r"|,?\s*sau\s+(?P<days>\d{1,3})(?:\s*\([^)]*\))?\s+ngày,?\s*(?:kể\s+)?từ\s+ngày\s+"
    r"(?:ký|ban\s+hành|thông\s+qua))",
    re.IGNORECASE,
)
_NOT_WHOLE = re.compile(
    r"(?:của|tại|trước|sau|khi|theo|trong|trước\s+ngày|từ\s+ngày|đến\s+ngày|thời\s+điểm|và)\s*$"
    r"|(?:khoản|Điều|điểm)\s+[\w,\s]{1,30}$",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"(?P<what>(?:Các\s+|Những\s+|Riêng\s+)?(?:quy định|nội dung|khoản|điểm|Điều)\b"
    r"[^.;:]{0,260}?)"
    rf"\s+(?P<ends>hết\s+hiệu\s+lực(?:\s+thi\s+hành)?|{_FORCE}|được\s+thực\s+hiện)"
    rf"{_FROM}(?P<day>{_DAY})",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"(?:^|\n|[.;:]\s|\d[a-zđ]?[.)]\s|[a-zđ]\)\s|,\s*(?:trừ|riêng)\s(?:các\s|những\s)?)\s*$",
    re.IGNORECASE,
)
_SOME_CONTENT = re.compile(r"(?:các |những |riêng )*(?:quy định|nội dung) (?:về|liên quan)", re.I)
"""Speaks of a matter inside a provision, not of the provision as a whole."""
NOTE = re.compile(
    r"\[Ghi chú[^:\]]*:\s*Điều\s+\w+\s+(?P<own>[^,]+),\s*có hiệu lực thi hành kể từ ngày\s+"
    r"(?P<own_day>\d{1,2}/\d{1,2}/\d{4})(?P<what>[^\]]*)\]"
)
"""A note of the pháp điển under a Điều: since when it binds and what has changed it."""
LAPSED = re.compile(r"^,\s*bị bãi bỏ bởi (?P<by>.*)$", re.DOTALL)
_ADDED = re.compile(r"^,\s*được bổ sung\b.*? bởi (?P<by>.*)$", re.DOTALL)
_CLOSING_ARTICLES = 4
"""The last Điều of a document, read for its effect even where their headings are silent."""


@dataclass(frozen=True, slots=True)
class Effect:
    """The days of effect that a document states of itself."""

    starts: date | None = None
    ends: date | None = None
    own: tuple[tuple[str, date | None, date | None], ...] = ()
    """(path, first day, first day out of force) of provisions with days of their own."""


def effect_of(said: str, provisions: Sequence[Provision], header: Header) -> Effect:
    """Return the days of effect stated in *said*, the text with what it quotes blanked out.

    The Điều on effect are read first, then an editor's table, then the notes of the pháp điển.
    Days that depend on the Công báo are unknown.
    """
    starts = None
    own: list[tuple[str, date | None, date | None]] = []
    for article in closing_articles(provisions):
        text = said[article.start : article.end]
        starts = starts or whole_day(text, header.issued)
        own += _own_days(text, article)
    notes, noted = _notes(said, provisions, header.number)
    starts = starts or first_date(row_value(header.rows, "ngày có hiệu lực", "ngày hiệu lực"))
    ends = first_date(row_value(header.rows, "ngày hết hiệu lực"))
    return Effect(starts or noted, ends, (*own, *notes))


def closing_articles(provisions: Sequence[Provision]) -> list[Provision]:
    """Return the Điều (or items) of the body that may speak of effect and repeal."""
    tops = [
        p
        for p in provisions
        if p.level in (Level.ARTICLE, Level.ITEM) and not p.path.startswith("phuluc")
    ]
    if tops and tops[0].level is Level.ITEM:
        return tops
    telling = re.compile(r"hiệu lực|thi hành|điều khoản cuối|bãi bỏ|thay thế", re.IGNORECASE)
    last = tops[-_CLOSING_ARTICLES:]
    return [p for p in tops if p in last or telling.search(p.heading)]


def whole_day(text: str, issued: date | None) -> date | None:
    """Return the day from which *text* says that the document itself is in force, or None."""
    for found in _wholes(text):
        if found["day"]:
            return first_date(found["day"])
        if issued is not None:
            return issued + timedelta(days=int(found["days"] or 0))
    return None


def days_after_issue(said: str, provisions: Sequence[Provision]) -> int | None:
    """Return how many days after its issue a document says that it is in force; 0 for at once.

    None where it names the day itself, or says nothing. *said* is as for ``effect_of``.
    """
    texts = (said[article.start : article.end] for article in closing_articles(provisions))
    found = next((found for text in texts for found in _wholes(text)), None)
    return None if found is None or found["day"] else int(found["days"] or 0)


def _wholes(text: str) -> Iterator[re.Match[str]]:
    """Yield where *text* says from when the document as a whole is in force."""
    for found in _WHOLE.finditer(text):
        if not _NOT_WHOLE.search(text[max(0, found.start() - 40) : found.start()]):
            yield found


def _own_days(text: str, article: Provision) -> list[tuple[str, date | None, date | None]]:
    """Return the days of provisions of this document: "Khoản 2 Điều 8 có hiệu lực từ ngày …"."""
    days: list[tuple[str, date | None, date | None]] = []
    for found in _PART.finditer(text):
        what = found["what"]
        if not _BEGINS.search(text[: found.start()]) or _SOME_CONTENT.match(what):
            continue
        if mentions(what) or re.search(rf"{KIND.pattern}(?!\s+này)", what):
            continue
        what = re.sub(r"Điều\s+này", f"Điều {article.label}", what)
        day = first_date(found["day"])
        ends = found["ends"].lower().startswith("hết")
        days += [(path, None, day) if ends else (path, day, None) for path in paths_in(what)]
    return days


def _notes(
    said: str, provisions: Sequence[Provision], number: str
) -> tuple[list[tuple[str, date | None, date | None]], date | None]:
    """Return the days that notes of the pháp điển state of single Điều, and of the document."""
    own: list[tuple[str, date | None, date | None]] = []
    whole: date | None = None
    for article in provisions:
        if article.level is not Level.ARTICLE:
            continue
        for note in NOTE.finditer(said[article.start : article.end]):
            if number not in note["own"]:
                continue
            whole = whole or first_date(note["own_day"])
            lapsed, added = LAPSED.match(note["what"]), _ADDED.match(note["what"])
            if lapsed:
                own.append((article.path, None, first_date(lapsed["by"])))
            elif added:
                own.append((article.path, first_date(added["by"]), None))
    return own, whole


def with_own_days(provisions: Iterable[Provision], effect: Effect) -> tuple[Provision, ...]:
    """Return *provisions* with their own days set, and those of what contains them inherited."""
    starts = {path: day for path, day, _ in effect.own if day}
    ends = {path: day for path, _, day in effect.own if day}
    own: dict[str, Provision] = {}
    for node in provisions:
        above = own.get(node.parent)
        own[node.path] = replace(
            node,
            effective_from=starts.get(node.path) or (above.effective_from if above else None),
            effective_to=ends.get(node.path) or (above.effective_to if above else None),
        )
    return tuple(own.values())
