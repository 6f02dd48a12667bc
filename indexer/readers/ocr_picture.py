"""Makes a picture of a page fit for recognition: grey, evenly lit, level, of a fitting size."""

from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

PAGE_WIDTH = 2480
"""Pixels of an A4 page's shorter side at 300 dots per inch, for which Tesseract was trained."""
_SMALL, _LARGE = 0.8, 1.35
"""Parts of that size between which a picture is left as it is."""
_MOST_ENLARGED = 3.0
_SHADED = 40
"""Levels of grey by which paper may be darker in one place than in another."""
_BLOCK = 16
"""Pixels of a side of the squares whose lightest part is taken for paper."""
_STEEPEST = 6.0
"""Degrees by which a page may be askew and is still set level."""
_LEVEL = 0.12
"""Degrees below which a page counts as level."""
_MEASURED = 700
"""Pixels of the width at which the angle is measured."""


def prepared(picture: Image.Image, *, rendered: bool = False) -> Image.Image:
    """Return a picture of a page in grey, level, evenly lit and of the size of a scan.

    *rendered* says that it was drawn at the right size already.
    """
    grey = _grey(picture)
    if not rendered:
        grey = _sized(grey)
    grey = _lit(grey)
    angle = skew(grey)
    if abs(angle) < _LEVEL:
        return grey
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def is_blank(picture: Image.Image) -> bool:
    """Return whether nothing can be seen on a picture."""
    small = _grey(picture)
    small.thumbnail((400, 400), Image.Resampling.BOX)
    darkest, lightest = cast(tuple[int, int], small.getextrema())
    return lightest - darkest < 24


def skew(grey: Image.Image) -> float:
    """Return the degrees by which a page has to be turned against the clock to be level.

    Where the lines are level, the rows of pixels differ most: some hold letters, some none.
    """
    small = grey.resize(
        (_MEASURED, max(1, grey.height * _MEASURED // grey.width)), Image.Resampling.BOX
    )
    ink = 255 - np.asarray(small, dtype=np.float32)
    ink[ink < 40] = 0
    if not ink.any():
        return 0.0
    picture = Image.fromarray(ink.astype(np.uint8))
    rough = _best_angle(picture, np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.5))
    return _best_angle(picture, np.arange(rough - 0.4, rough + 0.41, 0.1))


def _best_angle(ink: Image.Image, angles: NDArray[np.float64]) -> float:
    scores = [_sharpness(ink.rotate(angle, Image.Resampling.BILINEAR)) for angle in angles]
    best = float(angles[int(np.argmax(scores))])
    level = _sharpness(ink)
    return best if max(scores) > 1.05 * level else 0.0


def _sharpness(ink: Image.Image) -> float:
    rows = np.asarray(ink, dtype=np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def _grey(picture: Image.Image) -> Image.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        paper.alpha_composite(picture.convert("RGBA"))
        picture = paper
    if picture.mode.startswith("I"):
        levels = np.asarray(picture, dtype=np.float64)
        top = float(levels.max()) or 1.0
        return Image.fromarray((levels * (255.0 / top)).astype(np.uint8))
    return picture.convert("L")


def _sized(grey: Image.Image) -> Image.Image:
    scale = PAGE_WIDTH / min(grey.size)
    if _SMALL <= 1 / scale <= _LARGE:
        return grey
    scale = min(scale, _MOST_ENLARGED)
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    kind = Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.LANCZOS
    return grey.resize(size, kind)


def _lit(grey: Image.Image) -> Image.Image:
    """Return a picture on paper of even white: what is shade is divided out."""
    size = (max(1, grey.width // _BLOCK), max(1, grey.height // _BLOCK))
    paper = grey.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(7))
    paper = paper.filter(ImageFilter.GaussianBlur(4))
    levels = np.asarray(paper)
    if int(np.percentile(levels, 95)) - int(np.percentile(levels, 5)) < _SHADED:
        return grey
    light = np.asarray(paper.resize(grey.size, Image.Resampling.BILINEAR), dtype=np.float32)
    even = np.asarray(grey, dtype=np.float32) * (245.0 / np.maximum(light, 30.0))
    return Image.fromarray(np.clip(even, 0, 255).astype(np.uint8))
