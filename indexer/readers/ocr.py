"""Recognises the words on pictures of pages, with Tesseract and its Vietnamese data.

The words come back with their places, so that pictures and text layers are put into order by the
same code.
"""

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from statistics import median

from PIL import Image

from indexer.errors import ReadError
from indexer.readers.ocr_picture import PAGE_WIDTH, is_blank, prepared
from indexer.readers.ocr_words import mended, points
from indexer.readers.pdf_page import Box, Page, Word

MAX_PAGES = 120
"""Pages that are recognised of one file, at about 4 seconds each."""
_PROGRAM = "tesseract"
_LANGUAGE = "vie"
_DPI = 300
_SECONDS = 180
"""Time that one page may take."""
_POINTS = 72 / _DPI
_UNSURE = 0.55
"""Mean confidence below which a page may lie on its side or upside down."""
_FEW = 8
"""Words below which it may as well."""
_LEAST_WORD = 20.0
"""Confidence in per cent below which a word is a smudge, a stamp or a signature."""
_UNSURE_WORD = 60.0
_LEAST_LINE = 35.0
"""The same for the mean of a line."""
_THIN = 16
"""Pixels up to which what says nothing is a ruled line."""
_FONT_BOX = 1.25
"""Height of a font's box by the height of its words with their marks."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The words on a picture."""

    page: Page
    confidence: float = 0.0
    """Mean over the words' letters, 0 to 1."""
    letters: int = 0


def recognised(picture: Image.Image, name: str, *, rendered: bool = False) -> Recognised:
    """Return the words on a picture of a page; *name* is the file's, for errors.

    *rendered* says that the picture was drawn from a PDF at 300 dots per inch and not turned.

    Raises:
        ReadError: when Tesseract or its Vietnamese data are not on this machine.
    """
    if is_blank(picture):
        return Recognised(Page(1.0, 1.0))
    check_installed(name)
    fit = prepared(picture, rendered=rendered)
    best = _read(fit, name)
    if best.confidence < _UNSURE or best.letters < 4 * _FEW:
        quarters = _turned(fit, name)
        if quarters:
            best = max(best, _read(_turn(fit, quarters), name), key=_worth)
    return best


def check_installed(name: str) -> None:
    """Raise ReadError for the file *name* where nothing can be recognised on this machine."""
    if _LANGUAGE not in languages():
        raise ReadError("no-tesseract", name)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that Tesseract has data for; none where it is not installed."""
    if shutil.which(_PROGRAM) is None:
        return ()
    try:
        done = subprocess.run(
            [_PROGRAM, "--list-langs"], capture_output=True, timeout=_SECONDS, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(done.stdout.decode("utf-8", "replace").split("\n"))


def _worth(found: Recognised) -> float:
    return found.confidence * found.letters


def _turn(picture: Image.Image, quarters: int) -> Image.Image:
    turns = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
    return picture.transpose(turns[quarters - 1])


def _turned(picture: Image.Image, name: str) -> int:
    """Return how many quarter turns against the clock set a picture upright, as far as known."""
    if "osd" not in languages():
        return 0
    said = _run(picture, ["-l", "osd", "--psm", "0"], name)
    degrees = next((line for line in said.splitlines() if line.startswith("Rotate:")), "")
    turn = degrees.removeprefix("Rotate:").strip()
    return (4 - int(turn) // 90) % 4 if turn.isdigit() else 0


def _read(picture: Image.Image, name: str) -> Recognised:
    cells = _cells(_run(picture, ["-l", _LANGUAGE, "--psm", "3", "tsv"], name))
    lines = [line for line in _lines(cells) if _is_writing(line)]
    words = _with_points([_words(_written(line)) for line in lines])
    letters = sum(len(cell.text) for line in lines for cell in line)
    sure = sum(cell.confidence * len(cell.text) for line in lines for cell in line)
    rules = tuple(cell.box for cell in cells if not cell.text)
    width, height = picture.width * _POINTS, picture.height * _POINTS
    page = Page(width, height, tuple(words), rules, drawn=True)
    return Recognised(page, sure / (100 * letters) if letters else 0.0, letters)


def _with_points(lines: Sequence[Sequence[Word]]) -> list[Word]:
    """Return the words of a page with the labels of its điểm as they count."""
    firsts = iter(points([line[0].text for line in lines if line]))
    return [
        replace(word, text=next(firsts)) if at == 0 else word
        for line in lines
        for at, word in enumerate(line)
    ]


def _run(picture: Image.Image, arguments: Sequence[str], name: str) -> str:
    """Return what Tesseract prints for a picture; nothing where it fails on it.

    Raises:
        ReadError: when it takes longer than a page may take.
    """
    data = io.BytesIO()
    picture.save(data, "PPM")
    command = [_PROGRAM, "stdin", "stdout", "--dpi", str(_DPI), *arguments]
    try:
        done = subprocess.run(
            command,
            input=data.getvalue(),
            capture_output=True,
            timeout=_SECONDS,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise ReadError("slow", name, seconds=_SECONDS) from None
    return done.stdout.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


@dataclass(frozen=True, slots=True)
class _Cell:
    """One word as Tesseract gives it, or a ruled line, which says nothing; places in pixels."""

    text: str
    confidence: float
    line: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int

    @property
    def box(self) -> Box:
        """Where it stands, in points; a ruled line is as thin as one of a PDF."""
        x0, top = self.left * _POINTS, self.top * _POINTS
        width, height = self.width * _POINTS, self.height * _POINTS
        if self.width < self.height:
            return Box(x0, top, x0 + min(width, 1.0), top + height)
        return Box(x0, top, x0 + width, top + min(height, 1.0))


def _cells(table: str) -> list[_Cell]:
    """Return the words and the ruled lines of a table of Tesseract."""
    cells = []
    for row in table.splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) == 12 and fields[0] == "5":
            left, top, width, height = map(int, fields[6:10])
            cell = _Cell(
                fields[11].strip(), float(fields[10]), tuple(fields[1:5]), left, top, width, height
            )
            if cell.text or min(width, height) < _THIN:
                cells.append(cell)
    return cells


def _lines(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    lines: dict[tuple[str, ...], list[_Cell]] = {}
    for cell in cells:
        if cell.text:
            lines.setdefault(cell.line, []).append(cell)
    return list(lines.values())


def _written(line: Sequence[_Cell]) -> list[_Cell]:
    """Return the words of a line that are no smudges; a label at its beginning stays."""
    return [
        cell
        for at, cell in enumerate(line)
        if cell.confidence >= _LEAST_WORD or (at == 0 and _is_narrow(cell))
    ]


def _is_narrow(cell: _Cell) -> bool:
    return cell.width < 1.1 * cell.height


def _is_writing(line: Sequence[_Cell]) -> bool:
    mean = sum(cell.confidence for cell in line) / len(line)
    said = any(character.isalnum() for cell in line for character in cell.text)
    return mean >= _LEAST_LINE and (said or len(line[0].text) > 2)


def _words(line: Sequence[_Cell]) -> list[Word]:
    """Return the words of a line, with its height and foot in common."""
    if not line:
        return []
    foot = median(cell.top + cell.height for cell in line) * _POINTS
    tall = [cell.height for cell in line if len(cell.text) > 1] or [cell.height for cell in line]
    size = median(tall) * _POINTS * _FONT_BOX
    unsure = line[0].confidence < _UNSURE_WORD and _is_narrow(line[0])
    texts = mended([cell.text for cell in line], unsure=unsure)
    places = [(cell.left * _POINTS, (cell.left + cell.width) * _POINTS) for cell in line]
    if len(texts) < len(places):  # the first two became one
        places[:2] = [(places[0][0], places[1][1])]
    return [Word(text, x0, x1, foot, size) for text, (x0, x1) in zip(texts, places, strict=True)]


def render_scale(width: float, height: float) -> float:
    """Return by how much to enlarge a page of that many points to have it drawn for reading.

    300 dots per inch, less for pages larger than A4, so that no page takes more than one of A4.
    """
    return min(_DPI / 72, PAGE_WIDTH / max(min(width, height), 1.0),
               1.5 * PAGE_WIDTH / max(width, height, 1.0))  # fmt: skip
