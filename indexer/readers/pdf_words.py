"""The words of a PDF's page with their places and fonts.

A page whose text runs up its side is turned first.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from indexer.readers.pdf_drawings import drawings
from indexer.readers.pdf_page import Box, Frame, Page, Word

MAX_CHARACTERS = 60_000
"""Characters of one page that are looked at; the densest page of print has 10,000."""
_LINE = 1.15
"""Height of a line by the size of its font."""
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen, soft or hard, at the end of a line."""
_OLD_FONT = ".vn"
"""Names of TCVN3 fonts begin so; what is a soft hyphen elsewhere is their letter ư."""
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000})


@dataclass(slots=True)
class _Run:
    """What the letters of one text object have in common."""

    font: str
    quarter: int
    """Quarter turns against the clock in which the text runs."""
    size: float = 1.0
    """Height of a line in it, in points."""


@dataclass(slots=True)
class _Letter:
    code: int
    x: float
    y: float
    box: tuple[float, float, float, float]
    """Left, bottom, right, top as the PDF counts."""
    run: _Run
    guessed: bool = False
    """True for a space that PDFium put where it saw a gap."""


@dataclass(slots=True)
class _Fonts:
    """Names of fonts by where PDFium keeps them."""

    names: dict[int, str] = field(default_factory=dict)

    def name(self, text_object: Any) -> str:
        """Return the base name of a text object's font, without the tag of a subset."""
        font = pdfium.FPDFTextObj_GetFont(text_object)
        key = _address(font)
        if key not in self.names:
            self.names[key] = _font_name(font) if key else ""
        return self.names[key]


def page_of(page: Any, text_page: Any) -> Page:
    """Return what stands on a page; *page* and *text_page* are pypdfium2's."""
    left, bottom, right, top = page.get_bbox()
    sheet = Frame(left, bottom, max(right - left, 1.0), max(top - bottom, 1.0))
    letters = list(_letters(text_page.raw))
    turns = Counter(letter.run.quarter for letter in letters)
    sheet.quarter = turns.most_common(1)[0][0] if turns else 0
    upright = [letter for letter in letters if letter.run.quarter == sheet.quarter]
    words = tuple(_words(upright, sheet))
    rules, pictured, drawn = drawings(page.raw, sheet)
    width, height = sheet.size
    return Page(width, height, words, rules, pictured, drawn)


def _letters(text: Any) -> Iterator[_Letter]:
    """Yield the characters of a text page; a space or a line's end comes with no box."""
    fonts, runs = _Fonts(), dict[int, _Run]()
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF()
    run = _Run("", 0)
    for index in range(min(pdfium.FPDFText_CountChars(text), MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        text_object = pdfium.FPDFText_GetTextObject(text, index)
        key = _address(text_object)
        if key:
            if key not in runs:
                angle = pdfium.FPDFText_GetCharAngle(text, index)
                name, size = fonts.name(text_object), _line_height(text, index)
                runs[key] = _Run(name, _quarter(angle), size)
            run = runs[key]
        if code in _SPACES:
            guessed = pdfium.FPDFText_IsGenerated(text, index) == 1
            yield _Letter(code, 0.0, 0.0, _NOWHERE, run, guessed)
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        place = (box.left, box.bottom, box.right, box.top)
        yield _Letter(code, x.value, y.value, place, run)


def _words(letters: list[_Letter], sheet: Frame) -> Iterator[Word]:
    """Group letters that follow each other on a line, without a gap, into words."""
    word: _Growing | None = None
    spaced, typed = True, False
    for letter in letters:
        if letter.code in _SPACES:
            spaced, typed = True, typed or not letter.guessed
            continue
        box = sheet.box(*letter.box)
        if box.x1 <= box.x0 and box.bottom <= box.top:
            continue
        _, y = sheet.point(letter.x, letter.y)
        if word is not None and not spaced and word.takes(letter, box, y):
            word.add(letter.code, box)
            continue
        if word is not None:
            yield word.done()
        glued = word is not None and not spaced and word.touches(box, y)
        run = letter.run
        word = _Growing([letter.code], box.x0, box.x1, y, run.size, run.font, glued, typed)
        spaced, typed = False, False
    if word is not None:
        yield word.done()


@dataclass(slots=True)
class _Growing:
    """A word while its letters come in."""

    codes: list[int]
    x0: float
    x1: float
    y: float
    size: float
    font: str
    glued: bool
    spaced: bool

    def takes(self, letter: _Letter, box: Box, y: float) -> bool:
        """Return whether a letter belongs to the word."""
        run = letter.run
        same = run.font == self.font and abs(run.size - self.size) < 0.1 * self.size
        return same and self.touches(box, y)

    def touches(self, box: Box, y: float) -> bool:
        """Return whether a letter stands next to the word, on its line."""
        gap = box.x0 - self.x1
        return -0.5 * self.size < gap < 0.3 * self.size and abs(y - self.y) < 0.1 * self.size

    def add(self, code: int, box: Box) -> None:
        """Take a letter in."""
        self.codes.append(code)
        self.x1 = max(self.x1, box.x1)

    def done(self) -> Word:
        """Return the word."""
        text = "".join(_character(code) for code in self.codes)
        if text.endswith(_HYPHEN):
            text = text[:-1] + ("\xad" if self._ends_in_letter(text[:-1]) else "-")
        return Word(
            text,
            self.x0,
            self.x1,
            self.y,
            self.size,
            self.font,
            glued=self.glued,
            spaced=self.spaced,
        )

    def _ends_in_letter(self, text: str) -> bool:
        """Return whether the hyphen behind *text* is the letter ư of a TCVN3 font."""
        return self.font.lower().startswith(_OLD_FONT) and not text[-1:].isupper()


def _character(code: int) -> str:
    return "\ufffd" if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _line_height(text: Any, index: int) -> float:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    size = abs(float(pdfium.FPDFText_GetFontSize(text, index))) * scale * _LINE
    return size if math.isfinite(size) and size > 0.1 else 1.0


def _quarter(angle: float) -> int:
    return round(angle / (math.pi / 2)) % 4 if math.isfinite(angle) else 0


def _address(pointer: Any) -> int:
    return ctypes.addressof(pointer.contents) if pointer else 0


def _font_name(font: Any) -> str:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace")
    return name[7:] if len(name) > 7 and name[6] == "+" else name
