"""Cuts the provisions of a document into passages: what is indexed.

A passage is a run of whole lines (khoản and điểm each start a line) of one Điều or item, small
enough for the embedding model to read whole, with its context: the document and the headings it
stands under. What is ranked is the Điều; its passages tell where in it.
"""

import re
from collections.abc import Iterator

from knowledge.model import DocumentTree, Level, Passage, Provision

MAX_SYLLABLES = 70
"""Longest passage; chosen on development questions, see docs/design.md."""

_RANKED = (Level.ARTICLE, Level.ITEM)
_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+")
_LINE = re.compile(r"[^\n]+\n*")

Span = tuple[int, int]


def passages_of(tree: DocumentTree) -> list[Passage]:
    """Return the passages of *tree* in reading order; every ranked provision has at least one."""
    by_path = {provision.path: provision for provision in tree.provisions}
    return [
        passage
        for provision in tree.provisions
        if _is_ranked(provision, by_path)
        for passage in _cut(tree, provision, by_path)
    ]


def _is_ranked(provision: Provision, by_path: dict[str, Provision]) -> bool:
    """Say whether hits point at this provision: a Điều, an item, or a leaf outside any of them."""
    if provision.level in _RANKED:
        return not any(above.level in _RANKED for above in _above(provision, by_path))
    if provision.level in (Level.CLAUSE, Level.POINT):
        # Khoản directly under an appendix or chapter, with no Điều around them.
        above = next(iter(_above(provision, by_path)), None)
        return above is not None and above.level not in (*_RANKED, Level.CLAUSE, Level.POINT)
    return provision.level is Level.APPENDIX and not any(
        child.parent == provision.path for child in by_path.values()
    )


def _above(provision: Provision, by_path: dict[str, Provision]) -> Iterator[Provision]:
    parent = by_path.get(provision.parent)
    while parent is not None:
        yield parent
        parent = by_path.get(parent.parent)


def _cut(
    tree: DocumentTree, provision: Provision, by_path: dict[str, Provision]
) -> Iterator[Passage]:
    document = tree.document
    context = _context(tree, provision, by_path)
    for start, end in _windows(tree.text, _body_start(tree.text, provision), provision.end):
        yield Passage(
            document=document.number,
            path=provision.path,
            start=start,
            end=end,
            context=context,
            text=tree.text[start:end].strip(),
            effective_from=provision.effective_from or document.effective_from,
            effective_to=provision.effective_to or document.effective_to,
        )


def _context(tree: DocumentTree, provision: Provision, by_path: dict[str, Provision]) -> str:
    """Return the context of *provision* as ``Passage.context`` describes it."""
    headings = [above.heading for above in _above(provision, by_path) if above.heading]
    title = f"{tree.document.kind} {tree.document.title}".strip()
    around = ". ".join(part for part in (title, *reversed(headings)) if part)
    return f"{_one_line(around)}\n{_one_line(provision.heading)}"


def _body_start(text: str, provision: Provision) -> int:
    """Return where the provision's text begins after its heading, which the context holds."""
    if provision.heading:
        last_line = provision.heading.split("\n")[-1].strip()
        found = text.find(last_line, provision.start, provision.end)
        after = found + len(last_line)
        if found >= 0 and text[after : provision.end].strip():
            return after
    return provision.start


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _windows(text: str, start: int, end: int) -> Iterator[Span]:
    """Pack whole lines, or sentences of a long line, into spans of at most MAX_SYLLABLES."""
    opened, total, last = start, 0, start
    for piece_end, syllables in _pieces(text, start, end):
        if total and total + syllables > MAX_SYLLABLES:
            yield opened, last
            opened, total = last, 0
        total += syllables
        last = piece_end
    if total or opened == start:
        yield opened, end


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield (end, syllables) of each line, or of each sentence of a line that is too long."""
    for line in _LINE.finditer(text, start, end):
        syllables = len(line[0].split())
        if syllables <= MAX_SYLLABLES:
            yield line.end(), syllables
            continue
        at = line.start()
        for stop in [m.end() for m in _SENTENCE_END.finditer(text, at, line.end())]:
            yield stop, len(text[at:stop].split())
            at = stop
        if at < line.end():
            yield line.end(), len(text[at : line.end()].split())
