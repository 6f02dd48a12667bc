"""The numbers that Word makes itself: "Điều 5.", "1.", "a)" of lists, which no text holds.

Follows ECMA-376 part 1, 17.9: a list (``w:num``) is an abstract list with changes; lists of one
abstract list go on counting together, except where one says at what it begins.
"""

import re
from dataclasses import dataclass, field, replace

from indexer.readers.docx_package import Element, W
from indexer.readers.docx_styles import Look, Styles, look_of, numbering_of, switch, value

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_BULLETS = "-–—+*•"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 4999
_AFTER = {"nothing": "", "space": " ", "tab": " "}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    """"%1" stands for the number of the first level, and so on."""
    after: str = " "
    restart: int | None = None
    """Begins anew after this level (1 for the first); 0 for never; None: after any higher one."""
    legal: bool = False
    """All numbers in digits, whatever their levels say."""
    style: str = ""
    look: Look = field(default_factory=Look)


@dataclass(slots=True)
class _List:
    """The counters of one abstract list."""

    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    begun: set[tuple[str, int]] = field(default_factory=set)
    """Lists, with the level, that have begun where they say they begin."""


@dataclass(frozen=True, slots=True)
class Label:
    """A paragraph's number and what parts it from the text."""

    text: str
    look: Look


class Lists:
    """The lists of one document; paragraphs must come in their order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._of: dict[str, str] = {}
        self._starts: dict[str, set[int]] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._running: dict[str, _List] = {}
        if root is not None:
            for element in root.iter(f"{W}abstractNum"):
                self._abstract[element.get(f"{W}abstractNumId", "")] = element
            for element in root.iter(f"{W}num"):
                self._add(element)

    def label(self, properties: Element | None, style: str) -> Label | None:
        """Count one paragraph and return its label; None when it is in no list."""
        place = self._place(properties, style)
        if place is None:
            return None
        list_id, at = place
        levels = self._levels[list_id]
        level = levels.get(at)
        if level is None:
            return None
        counts = self._count(list_id, at, levels)
        return Label(_text(level, levels, counts), level.look)

    def _add(self, element: Element) -> None:
        identity = element.get(f"{W}numId", "")
        abstract = value(element, "abstractNumId")
        abstract, levels = self._defined(abstract)
        self._of[identity], self._levels[identity] = abstract, levels
        starts = self._starts[identity] = set()
        for change in element.iter(f"{W}lvlOverride"):
            at = _number(change.get(f"{W}ilvl"), -1)
            if (own := change.find(f"{W}lvl")) is not None:
                levels[at] = _level(own)
                starts.add(at)
            start = value(change, "startOverride")
            if start and at in levels:
                levels[at] = replace(levels[at], start=_number(start, 1))
                starts.add(at)

    def _defined(self, abstract: str) -> tuple[str, dict[int, Level]]:
        """Return an abstract list's levels, those of its numbering style where it names one."""
        element = self._abstract.get(abstract)
        if element is None:
            return abstract, {}
        if linked := value(element, "numStyleLink"):
            for identity, other in self._abstract.items():
                if value(other, "styleLink") == linked:
                    abstract, element = identity, other
        found = element.iterchildren(f"{W}lvl")
        return abstract, {_number(one.get(f"{W}ilvl"), -1): _level(one) for one in found}

    def _place(self, properties: Element | None, style: str) -> tuple[str, int] | None:
        """Return the list and the level that a paragraph is in."""
        own = numbering_of(properties)
        inherited, owner = self._styles.numbering(style)
        list_id = own.list_id if own.list_id is not None else inherited.list_id
        if list_id is None or list_id not in self._levels:
            return None
        if own.level is not None:
            return list_id, own.level
        if own.list_id is None:
            tied = (at for at, level in self._levels[list_id].items() if level.style == owner)
            return list_id, next(tied, inherited.level or 0)
        return list_id, 0

    def _count(self, list_id: str, at: int, levels: dict[int, Level]) -> list[int]:
        """Count on at one level and return the numbers of all levels down to it."""
        running = self._running.setdefault(self._of[list_id], _List())
        counts = running.counts
        for below in self._starts[list_id]:
            if below <= at and 0 <= below < _LEVELS and (list_id, below) not in running.begun:
                running.begun.add((list_id, below))
                counts[below] = None
        before = counts[at]
        counts[at] = levels[at].start if before is None else before + 1
        for below in range(at + 1, _LEVELS):
            if _begins_anew(levels.get(below), at):
                counts[below] = None
        return [_shown(counts[one], levels.get(one)) for one in range(at + 1)]


def formatted(number: int, format_: str) -> str:
    """Return *number* as one of the number formats of ECMA-376 part 1, 17.18.59.

    Formats of other scripts are given in digits.
    """
    match format_:
        case "none" | "bullet":
            return ""
        case "lowerLetter" | "upperLetter":
            letters = _letters(number)
            return letters.upper() if format_ == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            roman = _roman(number)
            return roman.upper() if format_ == "upperRoman" else roman
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb, … as Word counts."""
    if number < 1:
        return str(number)
    times, letter = divmod(number - 1, 26)
    return chr(ord("a") + letter) * min(times + 1, 10)


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    pieces = []
    for worth, sign in _ROMAN:
        times, number = divmod(number, worth)
        pieces.append(sign * times)
    return "".join(pieces)


def _level(element: Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        start=_number(value(element, "start"), 0),
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        after=_AFTER.get(value(element, "suff") or "tab", " "),
        restart=_number(restart, 0) if restart else None,
        legal=switch(element, "isLgl") or False,
        style=value(element, "pStyle"),
        look=look_of(element.find(f"{W}rPr")),
    )


def _shown(count: int | None, level: Level | None) -> int:
    """Return the number of a level, which may have had no paragraph yet."""
    if count is not None:
        return count
    return level.start if level else 1


def _begins_anew(level: Level | None, used: int) -> bool:
    """Return whether a level begins anew when a paragraph stands at the level *used*."""
    if level is None or level.restart is None:
        return True
    return used < level.restart


def _text(level: Level, levels: dict[int, Level], counts: list[int]) -> str:
    if level.format == "bullet":
        sign = level.text if level.text in _BULLETS else "•"
        return sign + (level.after or " ") if level.text.strip() else ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        if at >= len(counts):
            return ""
        own = levels[at].format if at in levels else "decimal"
        return formatted(counts[at], "decimal" if level.legal and own != "none" else own)

    text = _PLACE.sub(number, level.text)
    return text + level.after if text.strip() else ""


def _number(text: str | None, default: int) -> int:
    try:
        return max(-1, min(int(text or default), 1 << 30))
    except ValueError:
        return default
