"""Pages as a scanner or a telephone sees them, drawn with the fonts of the machine."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from indexer.readers.ocr import languages

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    "/usr/share/fonts/truetype/noto/NotoSerif-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
)
"""Fonts that have all Vietnamese letters; the first one that exists is used."""
_DPI = 300
_WIDTH, _MARGIN = 2480, 240


def needs_tesseract() -> None:
    """Skip the test where nothing can be recognised."""
    if "vie" not in languages():
        pytest.skip("Tesseract or its Vietnamese data are not on this machine.")


def page(lines: Sequence[str], *, points: float = 12, height: int = 0) -> Image.Image:
    """Return a page of A4's width at 300 dots per inch, each line broken where it is full."""
    path = next((path for path in FONTS if Path(path).exists()), None)
    if path is None:
        pytest.skip("No font with Vietnamese letters is on this machine.")
    size = round(points * _DPI / 72)
    font = ImageFont.truetype(path, size)
    broken = [row for line in lines for row in textwrap.wrap(line, 76) or [""]]
    pitch = round(size * 1.5)
    picture = Image.new("L", (_WIDTH, height or 2 * _MARGIN + pitch * len(broken)), 255)
    draw = ImageDraw.Draw(picture)
    for at, row in enumerate(broken):
        draw.text((_MARGIN, _MARGIN + at * pitch), row, font=font, fill=20)
    return picture


def scanned(
    picture: Image.Image, dpi: int, *, askew: float = 0.0, noise: float = 0.0, shade: float = 0.0
) -> Image.Image:
    """Return a page as scanned: at *dpi*, *askew* by degrees, with *noise* in levels of grey.

    *shade* is the part of the light that one corner lacks.
    """
    size = (picture.width * dpi // _DPI, picture.height * dpi // _DPI)
    seen = picture.resize(size, Image.Resampling.LANCZOS)
    seen = seen.rotate(askew, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    if noise:
        seen = seen.filter(ImageFilter.GaussianBlur(0.4))
    levels = np.asarray(seen, dtype=np.float64)
    light = np.linspace(1, 1 - shade, levels.shape[1])[None, :]
    grain = np.random.default_rng(1).normal(0, noise, levels.shape)
    return Image.fromarray(np.clip(levels * light + grain, 0, 255).astype(np.uint8))
