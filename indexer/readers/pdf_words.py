"""What stands on a page of a PDF: words with their places and fonts, ruled lines, pictures.

All places are in points (1/72 inch) from the upper left corner of the page as its text is read:
a page whose text runs up its side is turned first.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

MAX_CHARACTERS = 60_000
"""Characters of one page that are looked at; the densest page of print has 10,000."""
_LINE = 1.15
"""Height of a line by the size of its font."""
_MAX_OBJECTS = 20_000
_MAX_SEGMENTS = 4_000
_THIN = 2.5
"""Points up to which a rectangle is a ruled line."""
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen, soft or hard, at the end of a line."""
_OLD_FONT = ".vn"
"""Names of TCVN3 fonts begin so; what is a soft hyphen elsewhere is their letter ư."""
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_SPACES = frozenset({0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x3000})


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space between them, or a piece of such in one font."""

    text: str
    x0: float
    x1: float
    y: float
    """The baseline, or for recognised words what their line has in common."""
    size: float
    """Height of a line set in its font without extra space."""
    font: str = ""
    raised: bool = False
    """True for a footnote's number set above the line."""
    glued: bool = False
    """True where no space stands before it."""
    spaced: bool = False
    """True where the file has a space before it, in the order in which it draws its words."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    width: float
    height: float
    words: tuple[Word, ...] = ()
    rules: tuple[Box, ...] = ()
    """Thin lines, level or upright."""
    pictured: float = 0.0
    """Part of the page that its largest picture covers, 0 to 1."""
    drawn: bool = False
    """True where anything at all is drawn on the page."""


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
class _Sheet:
    """The page's own frame, and how to turn it."""

    left: float
    bottom: float
    width: float
    height: float
    quarter: int = 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the PDF as points from the upper left corner."""
        x, y = x - self.left, y - self.bottom
        if self.quarter == 1:
            return y, x
        if self.quarter == 2:
            return self.width - x, y
        if self.quarter == 3:
            return self.height - y, self.width - x
        return x, self.height - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return a rectangle of the PDF in the same way."""
        (xa, ya), (xb, yb) = self.point(left, bottom), self.point(right, top)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height after turning."""
        return (self.height, self.width) if self.quarter % 2 else (self.width, self.height)


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
    sheet = _Sheet(left, bottom, max(right - left, 1.0), max(top - bottom, 1.0))
    letters = list(_letters(text_page.raw))
    turns = Counter(letter.run.quarter for letter in letters)
    sheet.quarter = turns.most_common(1)[0][0] if turns else 0
    upright = [letter for letter in letters if letter.run.quarter == sheet.quarter]
    words = tuple(_words(upright, sheet))
    rules, pictured, drawn = _drawings(page.raw, sheet)
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


def _words(letters: list[_Letter], sheet: _Sheet) -> Iterator[Word]:
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


def _drawings(page: Any, sheet: _Sheet) -> tuple[tuple[Box, ...], float, bool]:
    """Return the ruled lines, the share of the largest picture, and whether anything is drawn."""
    rules: list[Box] = []
    pictured = 0.0
    count = pdfium.FPDFPage_CountObjects(page)
    for index in range(min(count, _MAX_OBJECTS)):
        drawing = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(drawing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < _MAX_SEGMENTS:
            rules += _rules(drawing, sheet)
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            pictured = max(pictured, _share(_bounds(drawing, sheet), sheet))
    return tuple(rules), pictured, count > 0


def _share(box: Box | None, sheet: _Sheet) -> float:
    if box is None:
        return 0.0
    width, height = sheet.size
    seen_width = min(box.x1, width) - max(box.x0, 0.0)
    seen_height = min(box.bottom, height) - max(box.top, 0.0)
    return max(seen_width, 0.0) * max(seen_height, 0.0) / (width * height)


def _bounds(drawing: Any, sheet: _Sheet) -> Box | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(drawing, *edges):
        return None
    return sheet.box(*(edge.value for edge in edges))


def _rules(drawing: Any, sheet: _Sheet) -> Iterator[Box]:
    """Yield the level and upright lines of a path: itself where it is thin, else its strokes."""
    box = _bounds(drawing, sheet)
    if box is None:
        return
    if box.x1 - box.x0 <= _THIN or box.bottom - box.top <= _THIN:
        yield box
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawing, fill, stroke)
    if not stroke.value:
        return
    before: tuple[float, float] | None = None
    first: tuple[float, float] | None = None
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawing, matrix)
    for index in range(min(pdfium.FPDFPath_CountSegments(drawing), _MAX_SEGMENTS)):
        segment = pdfium.FPDFPath_GetPathSegment(drawing, index)
        point = _point(segment, matrix, sheet)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and before is not None:
            yield from _stroke(before, point)
        if pdfium.FPDFPathSegment_GetClose(segment) and first is not None:
            yield from _stroke(point, first)
        before = point


def _point(segment: Any, matrix: Any, sheet: _Sheet) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    return sheet.point(
        matrix.a * x.value + matrix.c * y.value + matrix.e,
        matrix.b * x.value + matrix.d * y.value + matrix.f,
    )


def _stroke(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Box]:
    box = Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
    if box.x1 - box.x0 <= _THIN or box.bottom - box.top <= _THIN:
        yield box


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
