"""A document's text as lines with their offsets, and which of them quote another document."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

_OPENS_QUOTE = re.compile(
    r"[“\"«]\s*(?:Điều\s+\d|Chương\s+[IVXLC\d]|Mục\s+\d|Phần\s|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]{1,2}\d?\s*\))"
)
_CLOSES_QUOTE = re.compile(r"[”\"»]\s*[.;,]*$")
_INSTRUCTION = re.compile(r"\d{1,3}[a-zđ]?\.\s+(?:Sửa đổi|Bổ sung|Bãi bỏ|Thay thế|Thay cụm từ)\b")
_MARKDOWN = "#*_>"


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its span in the text (newline included) and what it says."""

    start: int
    end: int
    text: str
    """Without surrounding space and Markdown's marks of emphasis and headings."""
    quoted: bool = False
    """True inside a passage quoted from another document."""

    @property
    def blank(self) -> bool:
        """True when the line says nothing."""
        return not self.text


def split_lines(text: str) -> list[Line]:
    """Return the lines of *text*; their spans tile it."""
    lines = []
    start = 0
    for raw in text.splitlines(keepends=True):
        said = raw.replace("**", "").strip().strip(_MARKDOWN).strip()
        lines.append(Line(start, start + len(raw), said))
        start += len(raw)
    return lines


def mark_quoted(lines: Sequence[Line], stops: Iterable[int], opens: Iterable[int]) -> list[Line]:
    """Return *lines* with the quoted ones marked.

    A quotation opens at a line that begins with a quotation mark and a provision's label, or at
    one of the line numbers in *opens* (a Điều out of sequence); it closes at the line whose last
    quotation mark is the partner of the first. Where that mark is missing it closes before the
    next line number in *stops*, the document's own Điều, or the next instruction to amend.
    """
    own, forced = set(stops), set(opens)
    marked, state = [], _Quotation()
    for index, line in enumerate(lines):
        if state.inside and (index in own or _INSTRUCTION.match(line.text)):
            state = _Quotation()
        if not state.inside and index not in own:
            balanced = _OPENS_QUOTE.match(line.text) is not None
            state = _Quotation(balanced or index in forced, balanced)
        marked.append(replace(line, quoted=state.inside))
        state = _after(state, line.text)
    return marked


@dataclass(frozen=True, slots=True)
class _Quotation:
    """Where the scan stands: in a quotation or not, and how many marks are still open."""

    inside: bool = False
    balanced: bool = False
    """False for a quotation without an opening mark: any closing mark ends it."""
    curly: int = 0
    straight: int = 0


def _after(state: _Quotation, text: str) -> _Quotation:
    if not state.inside:
        return state
    curly = state.curly + text.count("“") - text.count("”")
    straight = state.straight + text.count('"')
    ends = _CLOSES_QUOTE.search(text) is not None
    if ends and (not state.balanced or (curly <= 0 and straight % 2 == 0)):
        return _Quotation()
    return replace(state, curly=curly, straight=straight)
