"""What the styles of a Word file add to a run or a paragraph that says nothing itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.readers.docx_package import Element, W

_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
"""Styles one may rest on; Word allows no more, and a damaged file has circles."""


@dataclass(frozen=True, slots=True)
class Look:
    """What matters here of how a run is set; None where nothing is said."""

    font: str | None = None
    capitals: bool | None = None
    hidden: bool | None = None

    def over(self, base: "Look") -> "Look":
        """Return this look where it says something, and *base* where it does not."""
        return Look(
            base.font if self.font is None else self.font,
            base.capitals if self.capitals is None else self.capitals,
            base.hidden if self.hidden is None else self.hidden,
        )


@dataclass(frozen=True, slots=True)
class Numbering:
    """Which list a paragraph belongs to; None where nothing is said."""

    list_id: str | None = None
    """"0" takes a paragraph out of its style's list."""
    level: int | None = None


class Styles:
    """The styles of one document, each with all that it rests on."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._common = Look()
        if root is None:
            return
        self._common = look_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iter(f"{W}style"):
            identity = style.get(f"{W}styleId", "")
            self._styles[identity] = style
            if style.get(f"{W}default") in ("1", "true"):
                self._default.setdefault(style.get(f"{W}type", ""), identity)
        self._looks: dict[str, Look] = {}

    def paragraph_style(self, properties: Element | None) -> str:
        """Return the id of the style of the paragraph that has these properties."""
        named = value(properties, "pStyle")
        return named if named in self._styles else self._default.get("paragraph", "")

    def look(self, run: Element | None, paragraph_style: str) -> Look:
        """Return how a run with the properties *run* is set in such a paragraph."""
        own = look_of(run)
        named = self._look(value(run, "rStyle")) if run is not None else Look()
        return own.over(named).over(self._look(paragraph_style)).over(self._common)

    def numbering(self, style: str) -> tuple[Numbering, str]:
        """Return the list that a paragraph style puts its paragraphs in, and which style says so.

        A list's level may be tied to that style.
        """
        for identity, element in self._chain(style):
            found = numbering_of(element.find(f"{W}pPr"))
            if found.list_id is not None:
                return found, identity
        return Numbering(), ""

    def linked_list(self, style: str) -> str:
        """Return the list that a numbering style stands for; "" for none."""
        element = self._styles.get(style)
        found = numbering_of(element.find(f"{W}pPr")) if element is not None else Numbering()
        return found.list_id or ""

    def _look(self, style: str) -> Look:
        if style not in self._styles:
            return Look()
        if style not in self._looks:
            look = Look()
            for _, element in self._chain(style):
                look = look.over(look_of(element.find(f"{W}rPr")))
            self._looks[style] = look
        return self._looks[style]

    def _chain(self, style: str) -> Iterator[tuple[str, Element]]:
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return
            yield style, element
            style = value(element, "basedOn")


def value(parent: Element | None, name: str) -> str:
    """Return the value of a property such as ``<w:pStyle w:val="…"/>``; "" where it is absent."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return found.get(f"{W}val", "") if found is not None else ""


def switch(parent: Element | None, name: str) -> bool | None:
    """Return whether a property such as ``<w:caps/>`` is on; None where it is absent."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return None if found is None else found.get(f"{W}val", "1") not in _OFF


def look_of(properties: Element | None) -> Look:
    """Return what a run's own properties (``w:rPr``) say."""
    if properties is None:
        return Look()
    return Look(_font(properties), switch(properties, "caps"), switch(properties, "vanish"))


def numbering_of(properties: Element | None) -> Numbering:
    """Return what a paragraph's own properties (``w:pPr``) say of its list."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return Numbering()
    level = value(found, "ilvl")
    return Numbering(value(found, "numId") or None, int(level) if level.isdecimal() else None)


def _font(properties: Element) -> str | None:
    """Return the font of letters beyond ASCII: those are what older encodings are told by."""
    fonts = properties.find(f"{W}rFonts")
    if fonts is None:
        return None
    for slot in ("hAnsi", "ascii"):
        if fonts.get(f"{W}{slot}Theme"):
            return ""
        if name := fonts.get(f"{W}{slot}"):
            return name
    return None
