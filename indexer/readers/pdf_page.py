"""What a page is to the readers of PDFs and pictures: words with their places, lines, pictures.

All places are in points (1/72 inch) from the upper left corner of the page as its text is read.
"""

from dataclasses import dataclass


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
class Frame:
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
