"""Word files made by hand: the XML is what the tests are about."""

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, properties: str = "") -> str:
    """Return a run with such properties (the inside of ``w:rPr``)."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def font(name: str) -> str:
    """Return the property of a run that names its font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def paragraph(*runs: str, properties: str = "") -> str:
    """Return a paragraph of runs; what is no XML is made one."""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def listed(text: str, list_id: int, level: int = 0) -> str:
    """Return a paragraph of a list at one of its levels."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=place)


def table(*rows: list[str]) -> str:
    """Return a table of cells; a cell that is no XML is one paragraph."""
    lines = (
        "".join(f"<w:tc>{cell if cell.startswith('<') else paragraph(cell)}</w:tc>" for cell in row)
        for row in rows
    )
    return "<w:tbl>" + "".join(f"<w:tr>{line}</w:tr>" for line in lines) + "</w:tbl>"


def level(at: int, text: str, format_: str = "decimal", more: str = "") -> str:
    """Return the definition of one level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def abstract(identity: int, *levels: str, more: str = "") -> str:
    """Return an abstract list."""
    return f'<w:abstractNum w:abstractNumId="{identity}">{more}{"".join(levels)}</w:abstractNum>'


def concrete(identity: int, of: int, changes: str = "") -> str:
    """Return a list that is such an abstract list, with changes."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{changes}</w:num>'


def write_word(path: Path, body: str, **parts: str) -> Path:
    """Write a .docx with that body; *parts* are the insides of "styles", "numbering" and others."""
    inner = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    inner |= {"endnotes": "endnotes", "header1": "hdr", "footer1": "ftr"}
    members = {
        f"word/{name}.xml": f"<w:{inner[name]} {_SPACES}>{inside}</w:{inner[name]}>"
        for name, inside in parts.items()
    }
    document = f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    return write_package(path, {"word/document.xml": document, **members})


def write_package(path: Path, members: Mapping[str, str]) -> Path:
    """Write the members as a .docx, with what says which is what."""
    roles = [name.removeprefix("word/").removesuffix(".xml") for name in members]
    related = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{role.rstrip("1")}" Target="{role}.xml"/>'
        for at, role in enumerate(roles)
        if role != "document"
    )
    types = "".join(
        f'<Override PartName="/word/{role}.xml" ContentType="{_TYPE}.'
        f'{"document.main" if role == "document" else role.rstrip("1")}+xml"/>'
        for role in roles
    )
    rels = f'<Relationships xmlns="{_PACKAGE}/relationships">'
    every = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{types}</Types>',
        "_rels/.rels": f'{rels}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{rels}{related}</Relationships>",
        **members,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in every.items():
            archive.writestr(name, text)
    return path
