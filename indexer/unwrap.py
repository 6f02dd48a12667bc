"""Joining the lines of a text that was broken at the page's width, as OCR and PDF break it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from indexer.marks import is_upper

_LEAST_LINES = 20
"""Fewer full lines than this say nothing about how a text was broken."""
_WIDEST, _NARROWEST = 130, 40
"""Characters between which the width of a page's line lies."""
_FULL = 0.75
"""Part of the width from which a line counts as full, so that the next may belong to it."""
_SHARE = 0.25
"""Share of lines that break in the middle of a sentence, from which a text is hard-wrapped."""
_ENDS = re.compile(r"[.;:!?…”\"»|]\s*$|\./\.\s*[\"”]?\s*$|[.…_-]{3,}\s*$")
_STARTS = re.compile(
    r"\s*(?:[-–+*~•|#>(\[“\"]|\d{1,3}[a-zđ]?\s*[.)/]\s|[a-zđ]{1,2}\d?\s*\)|[IVXLC]{1,6}\s*[.)]\s"
    r"|(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC)\s+(?:[IVXLC\d]+|[Tt]hứ)\b"
    r"|(?:Điều|ĐIỀU)\s+\d+[a-zđ]?\s*[.:]|(?:Phụ lục|PHỤ LỤC|Mẫu số|MẪU SỐ)\b|Nơi nhận|NƠI NHẬN"
    r"|(?:Căn cứ|Theo đề nghị|Xét đề nghị)\b|(?:TM|KT|TL)\.|Số\s*:)"
)
_HEADING = re.compile(
    r"\s*(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC|Phụ lục|PHỤ LỤC)\s+[\dIVXLCT]"
    r"|\s*[|#>]"
)
_ARTICLE = re.compile(r"\s*(?:Điều|ĐIỀU)\s+\d")


def unwrap(text: str) -> str:
    """Return *text* with lines joined that were broken in the middle of a sentence.

    A text whose lines are paragraphs already comes back byte for byte. In a hard-wrapped one a
    line is joined to the one before only where that one is full, does not end a sentence, and
    the line itself begins no numbered provision, heading, table row or list; a blank line always
    ends a paragraph.
    """
    lines = text.splitlines(keepends=True)
    width = _width(lines)
    if width == 0:
        return text
    joined: list[str] = []
    for index, line in enumerate(lines):
        if joined and _belongs(joined[-1], lines[index - 1], line, width):
            joined[-1] = f"{joined[-1].rstrip()} {line.lstrip()}"
        else:
            joined.append(line)
    return "".join(joined)


def _width(lines: Sequence[str]) -> int:
    """Return the width in characters at which the text was broken; 0 where it was not."""
    lengths = [len(line.strip()) for line in lines if line.strip()]
    long = [length for length in lengths if length >= _NARROWEST]
    if len(long) < _LEAST_LINES:
        return 0
    width = int(median(sorted(long)[len(long) // 2 :]))
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    breaks = sum(_may_go_on(before, width) and _goes_on(after) for before, after in pairwise(lines))
    return width if breaks >= max(_LEAST_LINES, _SHARE * len(long)) else 0


def _goes_on(line: str) -> bool:
    """Return whether a line begins in the middle of a sentence."""
    return line.lstrip()[:1].islower()


def _may_go_on(line: str, width: int) -> bool:
    text = line.strip()
    return len(text) >= _FULL * width and not _ENDS.search(text) and not text.startswith("|")


def _belongs(paragraph: str, before: str, line: str, width: int) -> bool:
    """Return whether *line* continues *paragraph*, whose last line is *before*."""
    if not line.strip() or not before.strip() or _STARTS.match(line):
        return False
    if _HEADING.match(paragraph) or is_upper(before) or is_upper(line):
        return False
    if _goes_on(line):
        return not _ENDS.search(before) and len(before.strip()) >= _FULL * width / 2
    # A capital may be a name inside the sentence, but under a Điều's heading it begins the text.
    return _may_go_on(before, width) and _ARTICLE.match(paragraph) is None
