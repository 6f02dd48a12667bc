"""Takes the notes of editors out of a parsed document: they are about the law, not of it.

The pháp điển puts under a changed Điều who changed it and since when. The parser reads those
notes for dates and relations; after that they must be neither quoted nor searched. The tree
that is left is a tree of the text that is left.
"""

import re
from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from knowledge.model import DocumentTree

_LINES = re.compile(r"^[ \t]*\[Ghi chú pháp điển\s*:[^\]\n]*\][ \t]*(?:\n|\Z)", re.MULTILINE)


def without_notes(tree: DocumentTree) -> DocumentTree:
    """Return *tree* and its text without the lines that are notes of the pháp điển."""
    spans = [match.span() for match in _LINES.finditer(tree.text)]
    if not spans:
        return tree
    starts = [start for start, _ in spans]
    gone = [0, *accumulate(end - start for start, end in spans)]

    def moved(at: int) -> int:
        before = bisect_right(starts, at)
        inside = max(0, spans[before - 1][1] - at) if before else 0
        return at + inside - gone[before]

    return replace(
        tree,
        text=_LINES.sub("", tree.text),
        provisions=tuple(
            replace(p, start=moved(p.start), end=moved(p.end)) for p in tree.provisions
        ),
    )
