"""A Word document as Vietnam's offices write it: paper, margins, type, tables; made in memory.

Paper, margins, type and page numbers follow Phụ lục I, Phần I, Mục I and II.6 of Nghị định
30/2020/NĐ-CP of 05/3/2020: A4; 20-25 mm above and below, 30-35 mm left, 15-20 mm right; Times New
Roman, black; text of 13-14 points, justified, first lines indented by 1 or 1.27 cm, at least 6
points between paragraphs, lines from single to 1.5; page numbers from the second page on, 13-14
points, in the middle of the upper margin.
"""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

TEXT_SIZE = 14
"""Points of running text."""
TABLE_SIZE = 13
_FONT = "Times New Roman"
_NOBODY = datetime(2000, 1, 1)
"""Written where the format wants a time: when the file was made is nobody's business."""

_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")
"""What must stand behind borders in the properties of a paragraph."""

LEFT = WD_ALIGN_PARAGRAPH.LEFT
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
RIGHT = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFIED = WD_ALIGN_PARAGRAPH.JUSTIFY


def new_document() -> Document:
    """Return an empty document of one A4 section that names no author and no time."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    _set_type(document)
    _number_pages(document)
    properties = document.core_properties
    for name in ("author", "comments", "keywords", "last_modified_by", "subject", "title"):
        setattr(properties, name, "")
    properties.created = properties.modified = _NOBODY
    properties.revision = 1
    return document


def to_bytes(document: Document) -> bytes:
    """Return *document* as the content of a .docx file; the same words give the same bytes."""
    saved, file = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as timed, zipfile.ZipFile(file, "w") as package:
        for part in timed.infolist():  # each part would carry the time of day
            package.writestr(zipfile.ZipInfo(part.filename), timed.read(part), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def write(
    paragraph: Paragraph,
    text: str,
    size: float = TEXT_SIZE,
    *,
    bold: bool = False,
    italic: bool = False,
) -> Run:
    """Add *text* to *paragraph*; line breaks stay."""
    run = paragraph.add_run(_printable(text))
    run.font.size = Pt(size)
    run.bold, run.italic = bold, italic
    return run


def body(document: Document, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Add a paragraph of running text."""
    paragraph = document.add_paragraph()
    write(paragraph, text, bold=bold, italic=italic)
    form = paragraph.paragraph_format
    form.alignment, form.first_line_indent = JUSTIFIED, Mm(12.7)
    form.space_before = form.space_after = Pt(3)
    form.line_spacing = 1.15
    form.widow_control = True
    return paragraph


def heading(document: Document, text: str) -> Paragraph:
    """Add the bold heading of a part, which stays with what follows."""
    paragraph = body(document, text, bold=True)
    paragraph.paragraph_format.space_before = Pt(9)
    paragraph.paragraph_format.keep_with_next = True
    return paragraph


def centred(
    place: Document | _Cell, text: str, size: float = TEXT_SIZE, *, bold: bool = False
) -> Paragraph:
    """Add a line in the middle."""
    paragraph = place.add_paragraph()
    write(paragraph, text, size, bold=bold)
    paragraph.alignment = CENTRE
    return paragraph


def table(
    document: Document,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    sums: bool = False,
) -> Table:
    """Add a table with lines; *widths* in mm; the second column stands left, others in the middle.

    The last row is bold where it *sums* up. The head is repeated on the next page, and no row is
    torn in two.
    """
    grid: Table = document.add_table(rows=len(rows) + 1, cols=len(head))
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    for place, (line, row) in enumerate(zip(grid.rows, [head, *rows], strict=True)):
        for column, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
            head_or_sum = place == 0 or (sums and place == len(rows))
            _fill(cell, text, Mm(widths[column]), bold=head_or_sum, left=column == 1 and place > 0)
        _flag(line._tr.get_or_add_trPr(), "w:cantSplit")
    _flag(grid.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    for place, width in enumerate(widths):
        grid.columns[place].width = Mm(width)
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    return grid


def _fill(cell: _Cell, text: str, width: Length, *, bold: bool, left: bool) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    write(paragraph, text, TABLE_SIZE, bold=bold)
    paragraph.alignment = LEFT if left else CENTRE
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    paragraph.paragraph_format.keep_with_next = bold


def ruled(paragraph: Paragraph, inset: Length) -> None:
    """Make *paragraph*, which is empty, a line that leaves *inset* free on both sides."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = inset
    borders: Any = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _set_type(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(TEXT_SIZE)
    normal.font.color.rgb = RGBColor(0, 0, 0)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = Pt(0)


def _number_pages(document: Document) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRE
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = write(paragraph, "", TABLE_SIZE)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def _flag(properties: Any, name: str) -> None:
    """Switch on a property of a table's row."""
    properties.append(OxmlElement(name))


def _printable(text: str) -> str:
    """Return *text* without the control characters that XML cannot hold."""
    return "".join(letter for letter in text if letter in "\n\t" or letter.isprintable())
