"""Covers parts of a picture for good: the result is drawn anew from the pixels that may be seen."""

import io
import re
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageDraw, UnidentifiedImageError

from bot.desk.redaction import RedactionError

Style = Literal["black", "blur"]

MOST_BOXES = 50
MOST_PIXELS = 60_000_000
"""Of one picture; larger ones are refused before they are unpacked."""

_CELLS = 3
"""What is blurred keeps this many averages along each side: nothing to sharpen again."""
_BOX = re.compile(r"\s*[,; ]\s*")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in thousandths of the picture's width and height, from the upper left corner."""

    left: int
    top: int
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.left} {self.top} {self.width} {self.height}"


def boxes_of(typed: str) -> tuple[Box, ...]:
    """Return the boxes in *typed*: four numbers from 0 to 1000 on each line.

    Raises:
        RedactionError: a line holds something else, or there are more than `MOST_BOXES`.
    """
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST_BOXES:
        raise RedactionError(f"Use at most {MOST_BOXES} boxes for one picture.")
    return tuple(map(_box, lines))


def _box(line: str) -> Box:
    numbers = [int(part) for part in _BOX.split(line) if re.fullmatch(r"[0-9]{1,4}", part)]
    if len(numbers) == 4 == len(_BOX.split(line)) and max(numbers) <= 1000:
        box = Box(*numbers)
        if box.width and box.height:
            return box
    raise RedactionError(
        f"{line[:40]!r} is no box: give left, top, width and height, each from 0 to 1000."
    )


def cover(data: bytes, boxes: tuple[Box, ...], style: Style = "black") -> bytes:
    """Return the picture *data* as PNG or JPEG with *boxes* covered and no property left.

    Raises:
        RedactionError: it cannot be read, or is too large.
    """
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise RedactionError("The picture is too large; save it smaller first.")
            form = "JPEG" if opened.format == "JPEG" else "PNG"
            seen = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise RedactionError("The picture cannot be read.") from error
    canvas = Image.new("RGB", seen.size)  # nothing of the file is taken over but its pixels
    canvas.paste(seen)
    for box in boxes:
        _cover(canvas, box, style)
    result = io.BytesIO()
    canvas.save(result, form, **({"quality": 88} if form == "JPEG" else {}))
    return result.getvalue()


def _cover(canvas: Image.Image, box: Box, style: Style) -> None:
    corners = _corners(canvas.size, box)
    if style == "black":
        left, top, right, bottom = corners
        ImageDraw.Draw(canvas).rectangle((left, top, right - 1, bottom - 1), fill="black")
        return
    part = canvas.crop(corners)
    averages = part.resize((_CELLS, _CELLS), Image.Resampling.BOX)
    canvas.paste(averages.resize(part.size, Image.Resampling.BICUBIC), corners)


def _corners(size: tuple[int, int], box: Box) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom in pixels: rounded outwards, at least one pixel each way."""
    width, height = size
    left = min(box.left * width // 1000, width - 1)
    top = min(box.top * height // 1000, height - 1)
    right = min(width, -(-(box.left + box.width) * width // 1000))
    bottom = min(height, -(-(box.top + box.height) * height // 1000))
    return left, top, max(right, left + 1), max(bottom, top + 1)
