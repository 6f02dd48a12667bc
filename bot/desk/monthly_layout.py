"""The parts of an administrative report around its content, where and how a decree wants them.

Nghị định 30/2020/NĐ-CP of 05/3/2020 on records work: Điều 8 khoản 2 lists the parts; Phụ lục I,
Phần I, Mục II gives type and place of each (1 national name and motto: 12-13 and 13-14 points,
bold, a line as long as the motto below; 2 office: capitals of 12-13 points, its superior plain,
itself bold, a line of 1/3 to 1/2 of its length below; 3 number: 13 points; 4 place and day: italic;
5 kind and subject: bold, a line of 1/3 to 1/2 below; 7 signer: capitals, bold; 9 "Kính gửi" in
reports that go upward, "Nơi nhận" of 12 points, bold italic, its list of 11). Sizes are those of
the samples in Mục V. The office fills in the number, and the day where it is left open: a report
is numbered and dated when it is signed.
"""

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.desk.export_word import CENTRE, LEFT, centred, ruled, write

_WIDTH = 165.0
"""Millimetres between the margins."""
_LEFT, _RIGHT = 66.0, 99.0
"""Millimetres of the two columns at the head."""
_POINT = 25.4 / 72
"""Millimetres of a point."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the content; every word of it comes from the texts or from the form."""

    nation: str
    motto: str
    superior: str
    """The office's superior; "" where it has none."""
    office: str
    number: str
    """"Số:        /BC-…" with room for the number."""
    place_and_day: str
    kind: str
    subject: str
    addressee: str
    """"Kính gửi: …"."""
    recipients_word: str
    recipients: tuple[str, ...]
    signer: str
    """Who signs: "CHÁNH THANH TRA"."""
    signer_name: str


def add_head(document: Document, frame: Frame) -> None:
    """Add everything above the content."""
    grid = _columns(document, 2)
    (office, nation), (number, day) = (row.cells for row in grid.rows)
    if frame.superior:
        centred(office, frame.superior.upper(), 12)
    centred(office, frame.office.upper(), 12, bold=True)
    _rule(office, frame.office.upper(), 12, _LEFT, share=0.4)
    centred(nation, frame.nation, 12, bold=True)
    centred(nation, frame.motto, 13, bold=True)
    _rule(nation, frame.motto, 13, _RIGHT, share=1)
    centred(number, frame.number, 13)
    written = day.add_paragraph()
    written.alignment = CENTRE
    write(written, frame.place_and_day, 13, italic=True)
    _drop_first_lines(grid)
    _space(centred(document, frame.kind, 14, bold=True), before=14)
    centred(document, frame.subject, 14, bold=True)
    _rule(document, frame.subject.splitlines()[-1], 14, _WIDTH, share=0.4)
    _space(centred(document, frame.addressee, 14), before=8, after=10)


def add_foot(document: Document, frame: Frame) -> None:
    """Add the recipients and the room for the signature; they stay together on one page."""
    _space(document.add_paragraph(), before=6)
    grid = _columns(document, 1)
    recipients, signer = grid.rows[0].cells
    word = recipients.add_paragraph()
    write(word, frame.recipients_word, 12, bold=True, italic=True)
    for recipient in frame.recipients:
        write(recipients.add_paragraph(), recipient, 11)
    for paragraph in recipients.paragraphs:
        paragraph.alignment = LEFT
    centred(signer, frame.signer.upper(), 14, bold=True)
    for _ in range(4):  # the signature and the seal
        centred(signer, "", 14)
    centred(signer, frame.signer_name, 14, bold=True)
    _drop_first_lines(grid)
    for cell in (recipients, signer):
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _columns(document: Document, rows: int) -> Table:
    """Add two columns without lines."""
    grid: Table = document.add_table(rows=rows, cols=2)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for row in grid.rows:
        for cell, width in zip(row.cells, (_LEFT, _RIGHT), strict=True):
            cell.width = Mm(width)
    for column, width in zip(grid.columns, (_LEFT, _RIGHT), strict=True):
        column.width = Mm(width)
    return grid


def _rule(place: Document | _Cell, text: str, size: float, width: float, share: float) -> None:
    """Add a line of *share* of the length of *text*, in the middle of *width* millimetres."""
    padding = 0.0 if width == _WIDTH else 3.8  # Word keeps 1.9 mm free on each side of a cell
    free = max(0.0, width - padding - share * min(_length(text, size), width - padding))
    line = place.add_paragraph()
    ruled(line, Mm(free / 2))
    line.paragraph_format.line_spacing = Pt(6)
    _space(line, before=2)


def _length(text: str, size: float) -> float:
    """Return the length in millimetres of *text* in bold type that is as wide as Times."""
    import matplotlib
    from PIL import ImageFont

    bare = "".join(
        letter
        for letter in unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
        if not unicodedata.combining(letter)
    )
    face = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "STIXGeneralBol.ttf"
    return float(ImageFont.truetype(face, 100).getlength(bare)) / 100 * size * _POINT


def _space(paragraph: Paragraph, before: float = 0, after: float = 0) -> None:
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)


def _drop_first_lines(grid: Table) -> None:
    """Take out the empty paragraph that each cell begins with."""
    for row in grid.rows:
        for cell in row.cells:
            first = cell.paragraphs[0]._p
            first.getparent().remove(first)
