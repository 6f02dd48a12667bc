"""The words of a PDF in Unicode: fonts older than it, ligatures, and letters that only look right.

Each line is judged by its fonts' names and by the whole document, since a word proves nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.readers.legacy import Run, converted_runs
from indexer.readers.legacy_capitals import capitals_mended
from indexer.readers.legacy_fonts import shows_capitals
from indexer.readers.legacy_tables import TCVN3
from indexer.readers.lookalikes import mended
from indexer.readers.pdf_page import Page, Word

_LIGATURES = str.maketrans(dict(zip("ﬀﬁﬂﬃﬄ", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)))
_MIXED = re.compile(r"[a-zà-ỹ][A-ZĐ]")
_SHOUTED = 0.7
"""Share of a line's letters that are capitals, from which all are meant to be."""
_SPACE = re.compile(r"\s")
_LONGEST = 100
"""Letters of a word from which it is none, and mending it would take long."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]")


def in_unicode(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Return *pages* with all words in Unicode, and the names of the older encodings found.

    Pieces of one word that change the font or its size become one word.
    """
    tokens = [[_Token(pieces) for pieces in _tokens(page.words)] for page in pages]
    lines = [line for page in tokens for line in _lines(page)]
    texts, found = converted_runs([_runs(line) for line in lines])
    for line, text in zip(lines, texts, strict=True):
        said = (_in_capitals(text) if TCVN3 in found else text).split(" ")
        if len(said) != len(line):  # never seen; each word then stays what it was
            said = [token.typed for token in line]
        for token, word in zip(line, said, strict=True):
            token.text = word
    changed = [
        replace(page, words=tuple(token.word() for token in some))
        for page, some in zip(pages, tokens, strict=True)
    ]
    return changed, found


def clean(text: str) -> str:
    """Return *text* in NFC, without control characters, with Đ for the letters that look so."""
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text).translate(_LIGATURES))
    return mended(text) if len(text) < _LONGEST else text


@dataclass(slots=True)
class _Token:
    """The pieces of one word, and what it says."""

    pieces: list[Word]
    text: str = ""

    @property
    def typed(self) -> str:
        """What the pieces say before any conversion, without spaces."""
        return "".join(_SPACE.sub("", piece.text) for piece in self.pieces)

    @property
    def font(self) -> str:
        return max(self.pieces, key=lambda piece: len(piece.text)).font

    def word(self) -> Word:
        """Return the pieces as one word."""
        first = self.pieces[0]
        return replace(
            first,
            text=clean(self.text),
            x1=max(piece.x1 for piece in self.pieces),
            size=max(piece.size for piece in self.pieces),
            font=self.font,
        )


def _tokens(words: Sequence[Word]) -> list[list[Word]]:
    tokens: list[list[Word]] = []
    for word in words:
        if tokens and word.glued and not word.raised and not tokens[-1][-1].raised:
            tokens[-1].append(word)
        else:
            tokens.append([word])
    return tokens


def _in_capitals(text: str) -> str:
    """Return a converted line in capitals where it is a heading and some letters missed them.

    Two fonts make such headings: one shows small letters as capitals, one has the capitals.
    """
    text = capitals_mended(text)
    letters = [letter for letter in text if letter.isalpha()]
    upper = sum(map(str.isupper, letters))
    return text.upper() if _MIXED.search(text) and upper > _SHOUTED * len(letters) else text


def _lines(tokens: Sequence[_Token]) -> list[list[_Token]]:
    """Return the words of a page in stretches without a wide gap: a line, or one of a column.

    Lines that follow each other in a font that shows capitals are one: what was typed in them
    is told by all of them together.
    """
    lines: list[list[_Token]] = []
    before: _Token | None = None
    for token in tokens:
        if before is None or (_is_apart(before, token) and not _is_title(before, token)):
            lines.append([])
        lines[-1].append(token)
        before = token
    return lines


def _is_apart(before: _Token, token: _Token) -> bool:
    last, word = before.pieces[-1], token.pieces[0]
    return abs(word.y - last.y) > 1 or _is_far(last, word)


def _is_title(before: _Token, token: _Token) -> bool:
    down = (token.pieces[0].y - before.pieces[0].y) / token.pieces[0].size
    return 0.5 < down < 2.5 and before.font == token.font and shows_capitals(token.font)


def _is_far(before: Word, word: Word) -> bool:
    return not -word.size < word.x0 - before.x1 < 2 * word.size


def _runs(tokens: Sequence[_Token]) -> list[Run]:
    runs: list[Run] = []
    for token in tokens:
        if runs:
            runs.append(Run(" ", runs[-1].font))
        runs += [Run(_SPACE.sub("", piece.text), piece.font) for piece in token.pieces]
    return runs
