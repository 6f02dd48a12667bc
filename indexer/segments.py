"""Cutting a document into its body and what is attached to it: phụ lục, quy chế, quy định."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.chain import Costs, best_chain, step
from indexer.labels import number_key
from indexer.lines import Line, mark_quoted
from indexer.marks import Mark, article_mark, heading_mark, is_upper
from knowledge.model import Level

_APPENDIX = re.compile(
    r"(?:PHỤ LỤC|Phụ lục)"
    r"(?:\s+(?:số\s+|SỐ\s+)?(?P<label>[IVXLC]+[A-Z]?|\d{1,3}[A-Za-z]?|[A-H]))?"
    r"\s*(?P<stop>[.:–—-]?)\s*(?P<rest>.*)$"
)
_ATTACHED = re.compile(
    r"(?:QUY CHẾ|QUY ĐỊNH|QUY TẮC|ĐIỀU LỆ|NỘI QUY|QUY TRÌNH|CHƯƠNG TRÌNH|ĐỀ ÁN|KẾ HOẠCH|HƯỚNG DẪN|"
    r"DANH MỤC|BỘ QUY TẮC)\b",
    re.IGNORECASE,
)
_ISSUED_WITH = re.compile(
    r"(?:\(\s*(?i:(?:được\s+)?ban hành\s+(?:kèm\s+)?theo|kèm theo)|Ban hành kèm theo|Kèm theo)\s+"
    r"(?i:(?:\w+\s+){0,2}"
    r"(?:nghị định|quyết định|thông tư|nghị quyết|công văn|kế hoạch|luật|chỉ thị|tờ trình)\b)"
)
_RECIPIENTS = re.compile(r"(?:Nơi nhận|NƠI NHẬN)\b")
_CLOSING = re.compile(
    r"(?:Nơi nhận|NƠI NHẬN|Nơi gửi)\b"
    r"|(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s*\.?\s+[A-ZĐỦ]{2}"
    r"|(?:TM|KT|TL|TUQ)\.\s?[A-ZĐ]"
    r"|(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh|Hiến pháp) này (?:đã )?được "
    r"(?:Quốc hội|Ủy ban thường vụ).*thông qua"
    r"|[-~–]\s*(?:Ban Bí thư Trung ương Đảng|Như Điều \d|Như trên)\s*[;,]"
    r"|XÁC THỰC VĂN BẢN HỢP NHẤT"
)
_SIGNER = re.compile(
    r"(?:PHÓ |QUYỀN |TỔNG )?(?:CHỦ TỊCH|BỘ TRƯỞNG|THỦ TƯỚNG|THỨ TRƯỞNG|TỔNG THANH TRA|CHỦ NHIỆM|"
    r"GIÁM ĐỐC|BÍ THƯ|CHÁNH ÁN|VIỆN TRƯỞNG|THỐNG ĐỐC|TRƯỞNG BAN)\b"
)
_SIGNER_LENGTH = 60
"""A signer's title stands alone on a short line."""
_TITLE_LINES = 5
"""Lines between the title of what is attached and "ban hành kèm theo"."""

_AMENDS = re.compile(r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế)\b", re.IGNORECASE)
_COSTS = Costs(start=0.0, gap=0.0, sequel=1.0)
_COSTS_AMENDING = Costs(start=0.3, gap=0.6, sequel=1.0)
_QUOTED_WORTH = 0.3
"""Worth of a Điều inside a quotation whose end may have been missed."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The body, or one attachment: lines ``first`` to ``last`` (excluded)."""

    first: int
    last: int
    articles: tuple[Mark, ...]
    """Its own Điều, in order."""
    lines: tuple[Line, ...]
    """All lines of the document, the quoted ones of this segment marked."""
    appendix: Mark | None = None
    """None for the body."""


def appendix_starts(lines: Sequence[Line]) -> list[tuple[int, str]]:
    """Return (line number, label) of each attachment's first line.

    An attachment comes behind a Điều or behind "Nơi nhận"; what is headed like one but whose Điều
    go on with the numbers before it is a heading of the body.
    """
    found = (article_mark(lines, i, forms=True) for i in range(len(lines)))
    candidates = [(mark.line, mark) for mark in found if mark is not None]
    titles = _issued_titles(lines)
    starts: list[tuple[int, str]] = []
    begun = signed = False
    at = 0
    for index, line in enumerate(lines):
        while at < len(candidates) and candidates[at][0] < index:
            at, begun = at + 1, True
        signed = signed or (begun and is_closing(line)) or _RECIPIENTS.match(line.text) is not None
        titled = index in titles
        if signed and not titled and is_upper(line.text) and _ATTACHED.match(line.text):
            titled = not _under_heading(lines, index)
        label = _appendix_label(line.text, titled)
        if label is None or not (begun or signed) or _continues(candidates, at):
            continue
        if not starts or _far_from(lines, starts[-1][0], index):
            starts.append((index, label))
    return starts


def _far_from(lines: Sequence[Line], start: int, index: int) -> bool:
    """Return whether a text stands between the attachment begun at *start* and line *index*."""
    return any(
        not line.blank and not is_upper(line.text) and not _ISSUED_WITH.match(line.text)
        for line in lines[start + 1 : index]
    )


def _issued_titles(lines: Sequence[Line]) -> set[int]:
    """Return the first line of each title above "(Ban hành kèm theo Quyết định số …)"."""
    titles: set[int] = set()
    for index, line in enumerate(lines):
        if _ISSUED_WITH.match(line.text) is None:
            continue
        first = index
        while first > max(0, index - _TITLE_LINES) and _may_be_title(lines[first - 1]):
            first -= 1
        if first < index:
            # A signer's name may stand right above the title.
            block = range(first, index)
            titles.add(next((i for i in block if _titled(lines[i])), first))
        elif index > 1 and lines[index - 1].blank and _ATTACHED.match(lines[index - 2].text):
            titles.add(index - 2)
    return titles


def _titled(line: Line) -> bool:
    return is_upper(line.text) or _ATTACHED.match(line.text) is not None


def _may_be_title(line: Line) -> bool:
    return not line.blank and not is_closing(line) and not line.text.endswith((".", ";", ":"))


def _continues(candidates: Sequence[tuple[int, Mark]], at: int) -> bool:
    """Return whether the Điều after a supposed attachment goes on with the numbers before it."""
    if not 0 < at < len(candidates):
        return False
    before, after = (number_key(candidates[i][1].label) for i in (at - 1, at))
    return after[0] > 1 and step(before, after) == 1


def _under_heading(lines: Sequence[Line], index: int) -> bool:
    """Return whether line *index* is the heading of a chapter ("Chương I", "QUY ĐỊNH CHUNG")."""
    above = next((i for i in range(index - 1, -1, -1) if not lines[i].blank), None)
    return above is not None and heading_mark(lines, above) is not None


def _appendix_label(text: str, titled: bool) -> str | None:
    """Return the label of an attachment that begins with the line *text*; None if none does."""
    found = _APPENDIX.match(text)
    if found is not None:
        rest = found["rest"]
        plain = not rest or is_upper(rest) or rest.startswith("(") or bool(found["stop"])
        return (found["label"] or "") if plain and not rest.endswith((";", ".doc")) else None
    return "" if titled else None


def is_closing(line: Line) -> bool:
    """Return whether the closing block (Nơi nhận, signature, "được Quốc hội thông qua") begins."""
    text = line.text.lstrip("| ")
    if _CLOSING.match(text):
        return True
    return len(text) <= _SIGNER_LENGTH and is_upper(text) and _SIGNER.match(text) is not None


def closing_line(segment: Segment, after: int) -> int:
    """Return the line number at which the closing block begins, behind line *after*."""
    for index in range(after + 1, segment.last):
        if not segment.lines[index].quoted and is_closing(segment.lines[index]):
            return index
    return segment.last


def segments(lines: Sequence[Line]) -> list[Segment]:
    """Return the body and the attachments of a document, each with its own Điều."""
    starts = appendix_starts(lines)
    bounds = [0, *(index for index, _ in starts), len(lines)]
    found = []
    for order, (first, last) in enumerate(pairwise(bounds)):
        articles, marked = _own_articles(lines, first, last, attached=order > 0)
        appendix = None
        if order > 0:
            appendix = _appendix_mark(lines, first, last, starts[order - 1][1])
        found.append(Segment(first, last, tuple(articles), tuple(marked), appendix))
    return found


def _appendix_mark(lines: Sequence[Line], first: int, last: int, label: str) -> Mark:
    heading = appendix_heading(lines, first, last)
    return Mark(Level.APPENDIX, label, lines[first].start, first, heading=heading)


def appendix_heading(lines: Sequence[Line], first: int, last: int) -> str:
    """Return the title of an attachment: the capitals under "Phụ lục I", or the line itself."""
    found = _APPENDIX.match(lines[first].text)
    title = [found["rest"]] if found is not None else [lines[first].text]
    for line in lines[first + 1 : min(last, first + 2 * _TITLE_LINES)]:
        if line.blank:
            continue
        if _ISSUED_WITH.match(line.text):
            continue
        if not is_upper(line.text) or article_mark([line], 0) or line.text.startswith("|"):
            break
        title.append(line.text)
    return " ".join(part for part in title if part and not part.startswith("("))


def _own_articles(
    lines: Sequence[Line], first: int, last: int, *, attached: bool
) -> tuple[list[Mark], list[Line]]:
    """Return the segment's own Điều and the lines with quotations marked.

    Điều that open with a quotation mark are another document's. The rest must increase; in a
    document that amends others, whose quotations may lack their marks, they must also follow on
    one another, which Điều of another document do not.
    """
    draft = mark_quoted(lines, (), ())
    candidates = [m for i in range(first, last) if (m := article_mark(lines, i)) is not None]
    amending = bool(candidates) and _AMENDS.match(candidates[0].rest) is not None
    chosen = best_chain(
        [number_key(mark.label) for mark in candidates],
        _COSTS_AMENDING if amending else _COSTS,
        [_QUOTED_WORTH if draft[mark.line].quoted else 1.0 for mark in candidates],
    )
    own = [candidates[index] for index in chosen]
    if attached and (len(own) < 2 or number_key(own[0].label)[0] != 1):
        own = []
    stray = {mark.line for mark in candidates} - {mark.line for mark in own}
    return own, mark_quoted(lines, (mark.line for mark in own), stray)
