"""The words of a PDF in Unicode: fonts older than it, ligatures, and letters that only look right.

Each font of the file is judged by all that is set in it, since a single word proves nothing.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.readers.legacy import Run, converted_runs
from indexer.readers.pdf_words import Page, Word

_LIGATURES = {chr(0xFB00 + at): said for at, said in enumerate(("ff", "fi", "fl", "ffi", "ffl"))}
_LOOKALIKES = str.maketrans({"\u00d0": "\u0110", "\u0189": "\u0110", **_LIGATURES})
_SPACE = re.compile(r"\s")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff]")


def in_unicode(pages: Sequence[Page]) -> tuple[list[Page], tuple[str, ...]]:
    """Return *pages* with all words in Unicode, and the names of the older encodings found.

    Pieces of one word that change the font or its size become one word.
    """
    tokens = [[_Token(pieces) for pieces in _tokens(page.words)] for page in pages]
    by_font: dict[str, list[_Token]] = {}
    for token in (token for page in tokens for token in page):
        by_font.setdefault(token.font, []).append(token)
    lines, found = converted_runs([_runs(same) for same in by_font.values()])
    for same, line in zip(by_font.values(), lines, strict=True):
        for token, text in zip(same, line.split(" "), strict=False):
            token.text = text
    changed = [
        replace(page, words=tuple(token.word() for token in some))
        for page, some in zip(pages, tokens, strict=True)
    ]
    return changed, found


def clean(text: str) -> str:
    """Return *text* in NFC, without control characters, with Đ for the letters that look so."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text).translate(_LOOKALIKES))


@dataclass(slots=True)
class _Token:
    """The pieces of one word, and what it says."""

    pieces: list[Word]
    text: str = ""

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


def _runs(tokens: Sequence[_Token]) -> list[Run]:
    runs: list[Run] = []
    for token in tokens:
        if runs:
            runs.append(Run(" ", runs[-1].font))
        runs += [Run(_SPACE.sub("", piece.text), piece.font) for piece in token.pieces]
    return runs
