"""What one paragraph of a Word file shows: its runs and fields' results.

Tracked changes are accepted, unless what they deleted is asked for: then it is text like any.
"""

from dataclasses import dataclass, field

from indexer.readers.docx_package import Element, W
from indexer.readers.docx_styles import Styles, value
from indexer.readers.docx_symbols import of_symbol_font, symbol
from indexer.readers.legacy import Run

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_HOLDERS = frozenset(
    f"{W}{name}"
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple",
        "bdo", "dir", "ruby", "rubyBase", "object", "pict", "drawing",
    )
)  # fmt: skip
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "softHyphen": "\xad"}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_CONTENTS = ("TOC", "INDEX")
NOTE_OPENS, NOTE_CLOSES = "\ufff9", "\ufffb"
"""Around the number of a note where it is called, so that it is not taken for typed text."""


@dataclass(slots=True)
class Fields:
    """Which fields are open, over paragraphs: of each its instruction, and whether it is over."""

    open: list[list[str]] = field(default_factory=list)
    """Instruction, and "" until the result begins."""

    def mark(self, kind: str) -> None:
        """Take note of a field's begin, separator or end."""
        if kind == "begin":
            self.open.append(["", ""])
        elif kind == "separate" and self.open:
            self.open[-1][1] = "result"
        elif kind == "end" and self.open:
            self.open.pop()

    def instruct(self, text: str) -> None:
        """Take note of a piece of the innermost field's instruction."""
        if self.open and not self.open[-1][1]:
            self.open[-1][0] += text

    def end_paragraph(self) -> None:
        """Give up fields of which only the instruction was seen: the file is damaged."""
        self.open = [one for one in self.open if one[1]]

    @property
    def hide(self) -> bool:
        """True inside an instruction, and inside a table of contents, which says all twice."""
        return any(
            not result or instruction.lstrip().upper().startswith(_CONTENTS)
            for instruction, result in self.open
        )


@dataclass(slots=True)
class Shown:
    """What a paragraph shows."""

    runs: list[Run] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes anchored in it, ``w:txbxContent``."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Notes it refers to: the part ("footnotes", "endnotes") and the id."""


class Runs:
    """Reads paragraphs, one after the other: fields may go on from one to the next."""

    def __init__(self, styles: Styles, *, deleted: bool = False) -> None:
        """Read with such styles; with *deleted*, what tracked changes deleted is read too."""
        self._styles = styles
        self._holders = _HOLDERS | _DELETED if deleted else _HOLDERS
        self._fields = Fields()
        self._notes: dict[tuple[str, str], int] = {}

    def of(self, paragraph: Element, style: str) -> Shown:
        """Return what a paragraph shows that has the style *style*."""
        shown = Shown()
        self._walk(paragraph, style, shown)
        self._fields.end_paragraph()
        return shown

    def _walk(self, parent: Element, style: str, shown: Shown) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, style, shown)
            elif child.tag == f"{_MC}AlternateContent":
                self._alternate(child, style, shown)
            elif child.tag == f"{W}txbxContent":
                if not self._fields.hide:
                    shown.boxes.append(child)
            elif child.tag in self._holders:
                if not is_placeholder(child):
                    self._walk(child, style, shown)
            elif child.tag.startswith(_MATH):
                text = "".join(one.text or "" for one in child.iter(f"{_MATH}t"))
                self._add(text, Run(""), shown)
            elif not child.tag.startswith(W):
                # Drawings hold text boxes somewhere below elements of other vocabularies.
                self._walk(child, style, shown)

    def _alternate(self, element: Element, style: str, shown: Shown) -> None:
        """Read the first form of something that is kept in several."""
        for form in element:
            before = len(shown.runs), len(shown.boxes)
            self._walk(form, style, shown)
            if (len(shown.runs), len(shown.boxes)) != before:
                return

    def _run(self, run: Element, style: str, shown: Shown) -> None:
        properties = run.find(f"{W}rPr")
        look = self._styles.look(properties, style)
        if look.hidden:
            # The marks of a field are hidden with it, and count all the same.
            for mark in run.iter(f"{W}fldChar"):
                self._fields.mark(mark.get(f"{W}fldCharType", ""))
            return
        template = Run("", look.font or "", bool(look.capitals))
        text = ""
        for child in run:
            piece = self._piece(child, template, shown)
            if piece is None:
                self._add(text, template, shown)
                text = ""
                self._inside(child, style, shown)
            else:
                text += piece
        self._add(text, template, shown)

    def _inside(self, child: Element, style: str, shown: Shown) -> None:
        """Read what a run holds beside its text: marks of fields, drawings."""
        if child.tag == f"{W}fldChar":
            self._fields.mark(child.get(f"{W}fldCharType", ""))
        elif child.tag == f"{_MC}AlternateContent":
            self._alternate(child, style, shown)
        elif child.tag in self._holders:
            self._walk(child, style, shown)

    def _piece(self, child: Element, template: Run, shown: Shown) -> str | None:
        """Return the text of a run's child; None where it is no text."""
        name = child.tag.removeprefix(W)
        # "delText" stands only in what was deleted.
        if name in ("t", "delText"):
            return of_symbol_font(child.text or "", template.font)
        if name in _SIGNS:
            return _SIGNS[name]
        if name == "noBreakHyphen":
            return "-"
        if name == "sym":
            return symbol(child.get(f"{W}char", ""), child.get(f"{W}font", ""))
        if name in ("instrText", "delInstrText"):
            self._fields.instruct(child.text or "")
            return ""
        if child.tag in _NOTES and not self._fields.hide:
            return self._note(_NOTES[child.tag], child.get(f"{W}id", ""), shown)
        return None

    def _note(self, part: str, identity: str, shown: Shown) -> str:
        number = self._notes.setdefault((part, identity), len(self._notes) + 1)
        shown.notes.append((part, identity))
        return f"{NOTE_OPENS}{number}{NOTE_CLOSES}"

    def _add(self, text: str, template: Run, shown: Shown) -> None:
        if text and not self._fields.hide:
            shown.runs.append(Run(text, template.font, template.capitals))


def is_placeholder(holder: Element) -> bool:
    """Return whether a content control holds only its prompt, or a table of contents."""
    properties = holder.find(f"{W}sdtPr")
    if properties is None:
        return False
    gallery = value(properties.find(f"{W}docPartObj"), "docPartGallery")
    return properties.find(f"{W}showingPlcHdr") is not None or gallery == "Table of Contents"
