"""Words of a page as rows: what shares a baseline, from left to right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.readers.pdf_page import Word

_SAME_ROW = 0.4
"""Part of a word's height by which its baseline may be off and it still is on the row."""
_SAME_PLACE = 0.15
"""Part of a word's height by which two prints of one word lie apart that is to look bold."""
_NO_SPACE = 0.14
"""Part of a word's height up to which two pieces are one word; a space is wider."""
_NOTE = 0.8
"""Part of its neighbour's height that a footnote's number has at most."""
_MOST_NOTES = 400
_OVERLAP = -0.4


@dataclass(slots=True)
class Row:
    """Words on one baseline, from left to right."""

    words: list[Word]
    y: float

    @property
    def size(self) -> float:
        """Height of its tallest word."""
        return max(word.size for word in self.words)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Return the rows of *words* from top to bottom."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: word.y):
        if rows and word.y - rows[-1].y < _SAME_ROW * min(word.size, rows[-1].size):
            rows[-1].words.append(word)
        else:
            rows.append(Row([word], word.y))
    for row in rows:
        row.words.sort(key=lambda word: word.x0)
    return rows


def assembled(pieces: Sequence[Word]) -> tuple[Word, ...]:
    """Return pieces of words row by row, those without a space between them marked as glued.

    Writers of PDF draw the letters of a second font, and what is to look bold, out of turn; only
    their places say where they belong.
    """
    pieces = _lowered(pieces)
    followed = {id(piece): id(before) for before, piece in pairwise(pieces)}
    words: list[Word] = []
    for row in rows_of(pieces):
        before: Word | None = None
        for piece in row.words:
            if before is not None and _printed_twice(before, piece):
                continue
            in_turn = before is not None and followed.get(id(piece)) == id(before)
            glued = before is not None and _is_glued(before, piece, in_turn=in_turn)
            words.append(replace(piece, glued=glued))
            before = piece
    return tuple(words)


def _is_glued(before: Word, piece: Word, *, in_turn: bool) -> bool:
    """Return whether no space parts two pieces; *in_turn*: the file draws one after the other."""
    if in_turn and (piece.glued or piece.spaced):
        return piece.glued
    return _touches(before, piece)


def _lowered(pieces: Sequence[Word]) -> list[Word]:
    """Return *pieces* with the numbers of footnotes set down to the line of the word they follow.

    ``raised`` tells them apart from then on.
    """
    tallest = max((piece.size for piece in pieces), default=0.0)
    small = [
        at
        for at, piece in enumerate(pieces)
        if piece.size < _NOTE * tallest and len(piece.text) < 4 and piece.text.isdigit()
    ]
    lowered = list(pieces)
    for at in small[:_MOST_NOTES]:
        piece = pieces[at]
        bearer = next((word for word in pieces if _bears(word, piece)), None)
        if bearer is not None:
            lowered[at] = replace(piece, y=bearer.y, raised=True)
    return lowered


def _bears(word: Word, note: Word) -> bool:
    """Return whether *note* stands above the end of *word*, smaller than it."""
    up, right = (word.y - note.y) / word.size, (note.x0 - word.x1) / word.size
    return note.size < _NOTE * word.size and 0.12 < up < 0.6 and -0.1 < right < 0.35


def _printed_twice(before: Word, piece: Word) -> bool:
    near = abs(before.x0 - piece.x0) < _SAME_PLACE * piece.size
    return near and before.text == piece.text


def _touches(before: Word, piece: Word) -> bool:
    size = min(before.size, piece.size)
    return _OVERLAP * size < piece.x0 - before.x1 < _NO_SPACE * size
