"""The new wording that follows an instruction to amend: where it stands, and what it is made of.

It is found, not made: every span is a stretch of the amending document's own text, without the
quotation marks around it. Where marks or labels are not as they should be, nothing is returned.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.labels import ALPHABET
from knowledge.amendments import Span

_PAIRS = {"“": "”", "«": "»"}
_AFTER_QUOTE = " \t\n\r.;,"
_ANY_LABEL = re.compile(
    r"(?:Điều\s+\d|Chương\s+[IVXLC\d]|Mục\s+\d|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]\d?\s*\))"
)
_CLAUSE = re.compile(r"^[ \t“\"]*(?P<label>\d{1,3}[a-zđ]?)\s*[.)](?!\d)", re.MULTILINE)
_POINT = re.compile(r"^[ \t“\"]*(?P<label>[a-zđ]\d?)\s*\)", re.MULTILINE)
_SEGMENT = re.compile(r"(dieu|khoan|diem|chuong|muc)(\w+)$")


def new_wordings(text: str, block: Span, paths: Sequence[str]) -> list[Span]:
    """Return the new wording of each of *paths* in *block*, what follows the instruction.

    Empty spans where the wording cannot be told for sure.
    """
    nothing = [Span()] * len(paths)
    whole = _quoted(text, block) or _bare(text, block, paths[0])
    if not whole:
        return nothing
    if len(paths) == 1:
        fits = _begins_with(text, whole, paths[0]) or not _ANY_LABEL.match(text, whole.start)
        return [whole] if fits else nothing
    return _split(text, whole, paths) or nothing


def parts_of(text: str, wording: Span, path: str) -> tuple[tuple[str, Span], ...]:
    """Return (path, span) of the khoản and điểm inside the new wording of the provision *path*."""
    if not wording:
        return ()
    last = path.rsplit(".", 1)[-1]
    if last.startswith("dieu"):
        clauses = list(
            _run(text, wording, f"{path}.khoan", _CLAUSE, [str(n) for n in range(1, 99)])
        )
        outer = clauses or [(path, wording)]
        return (*clauses, *(part for at in outer for part in _points(text, *at)))
    return tuple(_points(text, path, wording)) if last.startswith("khoan") else ()


def _points(text: str, path: str, span: Span) -> Iterator[tuple[str, Span]]:
    return _run(text, span, f"{path}.diem", _POINT, list(ALPHABET))


def _run(
    text: str, span: Span, prefix: str, label: re.Pattern[str], order: Sequence[str]
) -> Iterator[tuple[str, Span]]:
    """Yield the parts whose labels follow one another; none where one is missing."""
    found = list(label.finditer(text[: span.end], span.start))
    starts = [m for m in found if m["label"] in order or m["label"][:-1] in order]
    plain = [m["label"] for m in starts if m["label"] in order]
    if len(plain) < 2 or plain != list(order[: len(plain)]) or len(starts) != len(found):
        return
    bounds = [*(m.start() for m in starts), span.end]
    for match, (start, end) in zip(starts, pairwise(bounds), strict=True):
        yield f"{prefix}{match['label']}", _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _quoted(text: str, block: Span) -> Span:
    """Return what stands between the quotation marks that open *block*, outermost ones only."""
    start = _skip(text, block.start, block.end)
    if start >= block.end or text[start] not in '“"«':
        return Span()
    end = _last_close(text, start, block.end)
    return _trimmed(text, start + 1, end) if end > start else Span()


def _last_close(text: str, start: int, end: int) -> int:
    """Return where the quotation opened at *start* closes; one that follows it is included."""
    if text[start] == '"':
        last = len(text[:end].rstrip(_AFTER_QUOTE)) - 1
        return last if last > start and text[last] in '"”' else -1
    closing = _PAIRS[text[start]]
    depth, close = 0, -1
    for at in range(start, end):
        depth += (text[at] == text[start]) - (text[at] == closing)
        if text[at] == closing and depth <= 0:
            close = at
            beyond = _skip(text, at + 1, end, _AFTER_QUOTE)
            if beyond >= end or text[beyond] != text[start]:
                break
    return close


def _skip(text: str, at: int, end: int, what: str = " \t\n\r") -> int:
    while at < end and text[at] in what:
        at += 1
    return at


def _bare(text: str, block: Span, path: str) -> Span:
    """Return the whole of a block without quotation marks, where it begins with its label."""
    span = _trimmed(text, block.start, block.end)
    return span if span and _begins_with(text, span, path) else Span()


def _begins_with(text: str, span: Span, path: str) -> bool:
    pattern = _label_of(path)
    return pattern is not None and re.match(pattern, text[span.start : span.end]) is not None


def _label_of(path: str) -> str | None:
    """Return the pattern of the label that a provision's wording begins with."""
    found = _SEGMENT.search(path.rsplit(".", 1)[-1])
    if found is None:
        return None
    label = re.escape(found[2])
    match found[1]:
        case "dieu":
            return rf"Điều\s+{label}\s*(?:[.:]|$)"
        case "khoan":
            return rf"{label}\s*[.)](?!\d)"
        case "diem":
            return rf"{label}\s*\)"
        case "muc":
            return rf"(?i:mục)\s+{label}\b"
    return r"(?i:chương)\s"


def _split(text: str, whole: Span, paths: Sequence[str]) -> list[Span]:
    """Return the stretch of *whole* of each of *paths*, or nothing where one is not found."""
    starts: list[int] = []
    at = whole.start
    for path in paths:
        pattern = _label_of(path)
        found = re.compile(rf"^[ \t“\"]*(?={pattern})", re.MULTILINE) if pattern else None
        match = found.search(text[: whole.end], at) if found else None
        # What is cut off the text begins no line for "^", but the wording does begin here.
        if starts == [] and pattern and re.match(pattern, text[whole.start : whole.end]):
            starts.append(whole.start)
        elif match is None:
            return []
        else:
            starts.append(match.end())
        at = starts[-1] + 1
    if starts[0] != whole.start:
        return []
    bounds = [*starts, whole.end]
    return [_unquoted(text, start, end) for start, end in pairwise(bounds)]


def _unquoted(text: str, start: int, end: int) -> Span:
    """Return a stretch without the marks that close it and open the next one."""
    piece = text[start:end].rstrip()
    piece = re.sub(r"[“\"«]$", "", piece).rstrip()
    if piece.count("”") > piece.count("“") or piece.count('"') % 2:
        piece = re.sub(r"[”\"»][\s.;,]*$", "", piece)
    return Span(start, start + len(piece.rstrip()))
