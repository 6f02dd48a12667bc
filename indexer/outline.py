"""The places where the provisions of one segment begin, from its Điều down to its điểm."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.chain import Costs, best_chain
from indexer.labels import number_key, point_key
from indexer.lines import Line
from indexer.marks import Mark, article_mark, clause_mark, heading_mark, is_upper, point_mark
from indexer.segments import Segment, closing_line
from knowledge.model import Level

_CLAUSES = Costs(start=0.1, gap=0.15)
_POINTS = Costs(start=0.4, gap=0.4)
_INSTRUCTION = re.compile(r"(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay|Đổi tên|Bỏ )", re.IGNORECASE)
_AMENDS_ONE = re.compile(
    r"(?:Sửa đổi|Bổ sung|Thay thế)(?:,? bổ sung)?\s+(?:tên |tiêu đề )?(?:điểm|khoản|Điều)\b",
    re.IGNORECASE,
)
_INLINE = re.compile(r"(?:(?<=[:.;]\s)|(?<=\n))(?P<label>\d{1,2})\.\s+(?=[A-ZĐÀ-Ỹ])")
_INLINE_LEAST = 3
_HEADING_LIMIT = 300
"""Characters; a longer first line of a Điều is its text, not its heading."""

_HEADING_LINES = 2
"""Lines over which a broken heading may go on."""

Finder = Callable[[Sequence[Line], int], Mark | None]


def outline(text: str, segment: Segment) -> tuple[list[Mark], int]:
    """Return the marks of a segment with Điều, in reading order, and the offset of its closing."""
    lines = segment.lines
    end_line = closing_line(segment, segment.articles[-1].line)
    marks = _headings(segment)
    bounds = [mark.line for mark in segment.articles[1:]] + [end_line]
    above = sorted(mark.line for mark in marks)
    for article, bound in zip(segment.articles, bounds, strict=True):
        stop = next((line for line in above if article.line < line < bound), bound)
        body = _article_heading(lines, article, stop)
        marks.append(body)
        marks.extend(_inside_article(text, lines, body, stop))
    marks.sort(key=lambda mark: mark.start)
    return marks, _offset(lines, end_line)


def _offset(lines: Sequence[Line], index: int) -> int:
    return lines[index].start if index < len(lines) else lines[-1].end


def _headings(segment: Segment) -> list[Mark]:
    """Return Phần, Chương, Mục, Tiểu mục that stand before one of the segment's Điều."""
    lines, last = segment.lines, segment.articles[-1].line
    found = []
    for index in range(segment.first, last):
        mark = None if lines[index].quoted else heading_mark(lines, index)
        if mark is not None:
            found.append(replace(mark, heading=mark.rest or heading_below(lines, index, last)))
    return found


def heading_below(lines: Sequence[Line], index: int, last: int) -> str:
    """Return the heading that stands on the lines under "Chương I": capitals, or one short line."""
    title: list[str] = []
    for at in range(index + 1, last):
        line = lines[at]
        if line.blank:
            continue
        if heading_mark(lines, at) or article_mark(lines, at) or clause_mark(lines, at):
            break
        if not is_upper(line.text):
            if not title and len(line.text) < _HEADING_LIMIT // 2:
                title.append(line.text)
            break
        title.append(line.text)
    return " ".join(title)


def _article_heading(lines: Sequence[Line], article: Mark, stop: int) -> Mark:
    """Return *article* with its heading: the rest of its line, or the next line if that is bare."""
    below = [i for i in range(article.line + 1, stop) if not lines[i].blank]
    if article.rest:
        text = " ".join([article.rest, *_heading_goes_on(lines, article.rest, below)])
        one_line = not below and text.endswith((".", "./.", ";"))
        heading = "" if one_line or len(text) > _HEADING_LIMIT else text.rstrip(" .:")
        return replace(article, heading=heading)
    if len(below) > 1 and _is_title(lines, below[0]):
        return replace(article, heading=lines[below[0]].text)
    return article


def _heading_goes_on(lines: Sequence[Line], rest: str, below: Sequence[int]) -> list[str]:
    """Return the lines in small letters that a broken heading goes on with."""
    more: list[str] = []
    for index in below[:_HEADING_LINES]:
        text = lines[index].text
        if not rest or rest.endswith((".", ":", ";")) or not text[:1].islower():
            break
        if point_mark(lines, index) is not None or len(text) > _HEADING_LIMIT // 2:
            break
        more.append(text)
        rest = text
    return more


def _is_title(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    short = len(text) < _HEADING_LIMIT and not text.endswith((".", ";", ":", ","))
    return short and clause_mark(lines, index) is None and point_mark(lines, index) is None


def _inside_article(text: str, lines: Sequence[Line], article: Mark, stop: int) -> list[Mark]:
    first = article.line + 1
    clauses = find_run(lines, first, stop, clause_mark, number_key, _CLAUSES)
    if _AMENDS_ONE.match(article.rest):
        # What follows is the new wording of another document's provision.
        clauses = [mark for mark in clauses if _INSTRUCTION.match(mark.rest)]
        if not clauses:
            return []
    if len(clauses) < 2:
        clauses = _inline_clauses(text, lines, first, stop) or clauses
    return clauses + points_between(lines, first, stop, clauses)


def points_between(
    lines: Sequence[Line], first: int, stop: int, clauses: Sequence[Mark]
) -> list[Mark]:
    """Return the điểm that stand before, between and after *clauses*."""
    bounds = [first, *(mark.line + 1 for mark in clauses), stop + 1]
    points: list[Mark] = []
    for start, end in pairwise(bounds):
        points += find_run(lines, start, min(end - 1, stop), point_mark, point_key, _POINTS)
    return points


def find_run(
    lines: Sequence[Line],
    first: int,
    stop: int,
    finder: Finder,
    key: Callable[[str], tuple[int, int]],
    costs: Costs,
) -> list[Mark]:
    """Return the marks between two lines that are numbered in sequence."""
    found = [mark for i in range(first, stop) if (mark := finder(lines, i)) is not None]
    found = _mend_points(found)
    return [found[index] for index in best_chain([key(mark.label) for mark in found], costs)]


def _mend_points(marks: list[Mark]) -> list[Mark]:
    """Return *marks* with điểm relabelled that OCR confuses: "d" with "đ", "c" with "e".

    Of two "d", or two "đ", the first is "d" and the second "đ"; "e" between "b" and "d" is "c".
    """
    labels = [mark.label if mark.level is Level.POINT else "" for mark in marks]
    for index in range(1, len(labels)):
        if labels[index] and labels[index] == labels[index - 1] and labels[index] in "dđ":
            labels[index - 1 : index + 1] = ["d", "đ"]
        between = labels[index - 1] == "b" and labels[index + 1 : index + 2] in (["d"], ["đ"])
        if between and labels[index] in ("e", "cc"):
            labels[index] = "c"
    return [
        replace(mark, label=label) if label else mark
        for mark, label in zip(marks, labels, strict=True)
    ]


def _inline_clauses(text: str, lines: Sequence[Line], first: int, stop: int) -> list[Mark]:
    """Return khoản that run on in one paragraph: "…như sau: 1. Một. 2. Hai. 3. Ba."."""
    if first >= stop:
        return []
    start, end = lines[first].start, lines[stop - 1].end
    at_line = {line.start: i for i, line in enumerate(lines[first:stop], first)}
    found: list[Mark] = []
    line = first
    for match in _INLINE.finditer("\n" + text[start:end]):
        offset = start + match.start() - 1
        line = max((i for begin, i in at_line.items() if begin <= offset), default=line)
        if not lines[line].quoted and int(match["label"]) == len(found) + 1:
            found.append(Mark(Level.CLAUSE, match["label"], offset, line))
    return found if len(found) >= _INLINE_LEAST else []
