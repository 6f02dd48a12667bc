"""Documents as offices lay them out, written as OpenDocument and printed to PDF by LibreOffice."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:style style:name="Standard" style:family="paragraph">
<style:paragraph-properties fo:text-align="justify" fo:margin-bottom="0.1cm"/>
<style:text-properties style:font-name="{font}" fo:font-family="'{font}'" fo:font-size="13pt"
 fo:language="vi" fo:country="VN"/></style:style></office:styles>
<office:automatic-styles>
<style:style style:name="Middle" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="Inner" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-indent="1cm"/></style:style>
<style:style style:name="Small" style:family="text"><style:text-properties fo:font-size="10pt"/>
</style:style>
<style:style style:name="Grid" style:family="table-cell">
<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>
<style:style style:name="Wide" style:family="table-column">
<style:table-column-properties style:column-width="10cm"/></style:style>
<style:style style:name="Two" style:family="section"><style:section-properties>
<style:columns fo:column-count="2" fo:column-gap="1cm"/></style:section-properties></style:style>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm"
 fo:page-height="29.7cm" fo:margin="2cm"/></style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
{edges}</style:master-page></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""


def document(
    *parts: str, header: str = "", footer: str = "", font: str = "Liberation Serif"
) -> str:
    """Return a flat OpenDocument of *parts*, with the same header and footer on all pages."""
    edges = f"<style:header>{header}</style:header>" if header else ""
    edges += f"<style:footer>{footer}</style:footer>" if footer else ""
    return _HEAD.format(edges=edges, body="".join(parts), font=font)


def paragraphs(lines: Sequence[str], style: str = "Inner") -> str:
    """Return paragraphs, with their first line further in where *style* is "Inner"."""
    return "".join(f'<text:p text:style-name="{style}">{escape(line)}</text:p>' for line in lines)


def page_number(before: str = "", after: str = "") -> str:
    """Return a line in the middle that counts the pages."""
    field = "<text:page-number/>"
    return f'<text:p text:style-name="Middle">{before}{field}{after}</text:p>'


def side_by_side(left: Sequence[str], right: Sequence[str]) -> str:
    """Return two columns of centred lines, as at the head and the foot of a document."""
    cells = "".join(
        f"<table:table-cell>{paragraphs(side, 'Middle')}</table:table-cell>"
        for side in (left, right)
    )
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return f"<table:table>{columns}<table:table-row>{cells}</table:table-row></table:table>"


def grid(rows: Sequence[Sequence[str]]) -> str:
    """Return a table with rules; its last column is wide."""
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0]) - 1}"/>'
    columns += '<table:table-column table:style-name="Wide"/>'
    filled = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell table:style-name="Grid">{paragraphs([cell], "Standard")}'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    return f"<table:table>{columns}{filled}</table:table>"


def two_columns(lines: Sequence[str]) -> str:
    """Return paragraphs set in two columns on the page."""
    return f'<text:section text:style-name="Two" text:name="Two">{paragraphs(lines)}</text:section>'


def noted(before: str, note: str, after: str) -> str:
    """Return a paragraph with a footnote in it."""
    said = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f'<text:note-body><text:p><text:span text:style-name="Small">{escape(note)}</text:span>'
        "</text:p></text:note-body></text:note>"
    )
    return f'<text:p text:style-name="Inner">{escape(before)}{said}{escape(after)}</text:p>'


def print_all(documents: Mapping[str, str], folder: Path) -> None:
    """Write each document as PDF under its name into *folder*, with one start of LibreOffice."""
    for name, content in documents.items():
        (folder / f"{name}.fodt").write_text(content, encoding="utf-8")
    program = shutil.which("soffice")
    assert program is not None
    subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *(str(folder / f"{name}.fodt") for name in documents),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
