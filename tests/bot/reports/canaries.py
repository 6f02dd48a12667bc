"""Files that tell of their author wherever a program can put it, and the search for what is left.

Each place holds a canary, a word that begins with CANARY; what one is meant to see does not.
"""

import io
import re
import zipfile
import zlib

from docx import Document
from docx.shared import Inches
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import ImageFileDirectory_v2
from pptx import Presentation
from pypdf import PdfWriter
from pypdf.annotations import Text
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

WORD = "CANARY"
SEEN = "Noi dung ai cung doc duoc"
"""What is written in the documents and stays."""
_XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>{WORD}-xmp</a></x:xmpmeta>".encode()


def left_in(data: bytes, depth: int = 4) -> bool:
    """Return whether a canary is in *data*: as it lies, in UTF-16, or packed inside."""
    forms = [WORD.encode(form) for form in ("ascii", "utf-16-le", "utf-16-be")]
    if any(form in data for form in (*forms, WORD.encode().hex().encode())):
        return True
    return depth > 0 and any(left_in(part, depth - 1) for part in _inside(data))


def _inside(data: bytes) -> list[bytes]:
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = "\n".join(archive.namelist()).encode()
            return [names, archive.comment, *(archive.read(name) for name in archive.namelist())]
    parts = []
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            parts.append(zlib.decompressobj().decompress(data[found.start() :]))
        except zlib.error:
            continue
    return parts


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF data with a place, an owner, a camera and an orientation."""
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = f"{WORD}-maker"
    data[0x013B] = f"{WORD}-artist"
    data.get_ifd(0x8769)[0xA430] = f"{WORD}-owner"
    data.get_ifd(0x8769)[0x9286] = f"UNICODE\0{WORD}-comment".encode("utf-16-le")
    data.get_ifd(0x8825)[0x1B] = f"{WORD}-gps".encode()
    return data


def picture(width: int = 60, height: int = 40) -> Image.Image:
    """Return a picture that is red on its left and blue on its right."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    return image


def jpeg(orientation: int = 1, width: int = 60, height: int = 40) -> bytes:
    """Return a JPEG with EXIF, XMP, IPTC, a profile, a comment and something behind its end."""
    out = io.BytesIO()
    picture(width, height).save(
        out,
        "JPEG",
        exif=exif(orientation),
        xmp=_XMP,
        icc_profile=f"{WORD}-profile".encode(),
        comment=f"{WORD}-jpeg".encode(),
    )
    whole = out.getvalue()
    iptc = b"Photoshop 3.0\x008BIM" + f"{WORD}-iptc".encode()
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    tables = whole.index(b"\xff\xdb\0")
    return whole[:tables] + segment + whole[tables:] + f"{WORD}-trailer".encode()


def png(animated: bool = False) -> bytes:
    """Return a PNG with text chunks, EXIF and a profile; on wish with two frames."""
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", f"{WORD}-text")
    texts.add_text("Comment", f"{WORD}-packed " * 20, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", _XMP.decode(), zip=True)
    texts.add(b"prVt", f"{WORD}-private".encode())
    more = {"save_all": True, "append_images": [picture().rotate(180)]} if animated else {}
    out = io.BytesIO()
    profile = f"{WORD}-profile".encode()
    picture().save(out, "PNG", pnginfo=texts, exif=exif(), icc_profile=profile, **more)
    return out.getvalue() + f"{WORD}-trailer".encode()


def gif() -> bytes:
    """Return a GIF of two frames with a comment."""
    out = io.BytesIO()
    other = picture().rotate(180)
    comment = f"{WORD}-gif".encode()
    picture().save(out, "GIF", save_all=True, append_images=[other], comment=comment, duration=70)
    return out.getvalue()


def webp() -> bytes:
    """Return a WebP with EXIF, XMP and a profile."""
    out = io.BytesIO()
    picture().save(out, "WEBP", exif=exif(), xmp=_XMP, icc_profile=f"{WORD}-icc".encode())
    return out.getvalue()


def tiff() -> bytes:
    """Return a TIFF with an author, a description, XMP, EXIF and IPTC."""
    tags = ImageFileDirectory_v2()
    tags[270] = f"{WORD}-description"
    tags[315] = f"{WORD}-artist"
    tags[700] = _XMP
    tags[33723] = f"{WORD}-iptc".encode()
    out = io.BytesIO()
    picture().save(out, "TIFF", tiffinfo=tags)
    return out.getvalue()


def pdf() -> bytes:
    """Return a PDF that tells of its author in properties, XMP, files, notes, scripts, images."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 200 Td ({SEEN}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    page[NameObject("/Resources")] = _dictionary(
        {"/Font": _dictionary({"/F1": _dictionary(font)}), "/XObject": _images(writer)}
    )
    page[NameObject("/PieceInfo")] = _dictionary({"/App": _text("piece")})
    writer.add_metadata({"/Author": f"{WORD}-author", "/Producer": f"{WORD}-program"})
    writer.xmp_metadata = _pdf_xmp()
    writer.add_attachment(f"{WORD}-name.txt", f"{WORD}-attached".encode())
    script = {"/S": "/JavaScript", "/JS": _text("script")}
    writer.root_object[NameObject("/OpenAction")] = _dictionary(script)
    note = Text(text="Xem lai trang nay", rect=(50, 50, 90, 90))
    note[NameObject("/T")] = _text("annotator")
    note[NameObject("/NM")] = _text("id")
    writer.add_annotation(0, note)
    out = io.BytesIO()
    writer.write(out)
    return _saved_again(out.getvalue())


def _saved_again(data: bytes) -> bytes:
    """Return the PDF with an object behind it that an earlier version used."""
    return data + f"\n90 0 obj\n({WORD}-earlier)\nendobj\n".encode()


def _images(writer: PdfWriter) -> DictionaryObject:
    plain, packed = StreamObject(), StreamObject()
    plain._data = jpeg()
    packed._data = zlib.compress(jpeg())
    filters = ArrayObject([NameObject("/FlateDecode"), NameObject("/DCTDecode")])
    for image, filter_ in ((plain, NameObject("/DCTDecode")), (packed, filters)):
        image.update(_dictionary({"/Type": "/XObject", "/Subtype": "/Image"}))
        image[NameObject("/Filter")] = filter_
        image[NameObject("/Metadata")] = writer._add_object(_stream("image-xmp"))
    return _dictionary({"/I1": writer._add_object(plain), "/I2": writer._add_object(packed)})


def _pdf_xmp() -> bytes:
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
        b'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc='
        b'"http://purl.org/dc/elements/1.1/" rdf:about=""><dc:format>CANARY-xmp</dc:format>'
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def _dictionary(items: dict[str, object]) -> DictionaryObject:
    made = DictionaryObject()
    for name, value in items.items():
        made[NameObject(name)] = NameObject(value) if type(value) is str else value
    return made


def _stream(what: str) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(f"{WORD}-{what}".encode())
    return stream


def _text(what: str) -> TextStringObject:
    return TextStringObject(f"{WORD}-{what}")


def docx() -> bytes:
    """Return a Word file: properties, comments, tracked changes, a template's path, a picture."""
    document = Document()
    document.core_properties.author = f"{WORD}-author"
    document.core_properties.last_modified_by = f"{WORD}-last"
    paragraph = document.add_paragraph(SEEN)
    document.add_comment(paragraph.runs, text="Can xem", author=f"{WORD}-c", initials=WORD)
    document.add_picture(io.BytesIO(jpeg()), width=Inches(1))
    out = io.BytesIO()
    document.save(out)
    change = f'<w:ins w:id="9" w:author="{WORD}-tracked" w:date="2026-03-04T05:06:07Z"/>'
    return _with(
        out.getvalue(),
        {
            "word/document.xml": lambda xml: (
                xml.replace("<w:body>", f"<w:body><!-- {WORD}-remark -->")
                .replace("<w:pPr/>", "")
                .replace("</w:p>", f"{change}</w:p>", 1)
                .replace('descr=""', f'descr="C:\\Users\\{WORD}\\a.jpg"')
                .replace('name="image.jpg"', f'name="{WORD}-image.jpg"')
                .replace("<w:p>", f'<w:p w:rsidR="{WORD}-rsid">', 1)
            ),
            "word/settings.xml": lambda xml: xml.replace(
                "</w:settings>",
                f'<w:rsids><w:rsid w:val="{WORD}"/></w:rsids>'
                f'<w:docVars><w:docVar w:name="a" w:val="{WORD}"/></w:docVars></w:settings>',
            ),
            "word/_rels/settings.xml.rels": lambda _: _template_relation(),
            "word/people.xml": lambda _: f"<people><person author='{WORD}-person'/></people>",
            "customXml/item1.xml": lambda _: f"<a>{WORD}-custom</a>",
            "docProps/custom.xml": lambda _: f"<a>{WORD}-property</a>",
        },
    )


def _template_relation() -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kinds}/attachedTemplate"'
        f' Target="file:///C:/Users/{WORD}/Normal.dotm" TargetMode="External"/></Relationships>'
    )


def xlsx() -> bytes:
    """Return an Excel file: properties, an author of a comment, a path, a picture."""
    book = Workbook()
    book.properties.creator = f"{WORD}-author"
    sheet = book.active
    sheet["A1"] = SEEN
    sheet["A1"].comment = Comment("Can xem", f"{WORD}-comment")
    sheet.add_image(SheetImage(io.BytesIO(jpeg())), "C3")
    out = io.BytesIO()
    book.save(out)
    path = f'<fileSharing userName="{WORD}-user"/><absPath url="C:\\Users\\{WORD}\\"/>'
    return _with(
        out.getvalue(),
        {
            "xl/workbook.xml": lambda xml: xml.replace("<sheets>", f"{path}<sheets>"),
            "xl/printerSettings/printerSettings1.bin": lambda _: f"{WORD}-printer",
        },
    )


def pptx() -> bytes:
    """Return a PowerPoint file: properties, a thumbnail, authors of comments, a picture."""
    show = Presentation()
    show.core_properties.author = f"{WORD}-author"
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = SEEN
    shape = slide.shapes.add_picture(io.BytesIO(jpeg()), 0, 0)
    shape._element.nvPicPr.cNvPr.set("descr", f"{WORD}-picture.jpg")
    out = io.BytesIO()
    show.save(out)
    people = f'<p:cmAuthorLst xmlns:p="x"><p:cmAuthor id="0" name="{WORD}-commenter"/>'
    return _with(
        out.getvalue(),
        {"ppt/commentAuthors.xml": lambda _: f"{people}</p:cmAuthorLst>"},
    )


def _with(data: bytes, changes: dict[str, object]) -> bytes:
    """Return an Office file with some of its parts changed or added; its zip tells things too."""
    out = io.BytesIO()
    old = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: old.read(name) for name in old.namelist()}
    for name, change in changes.items():
        assert callable(change)
        before = parts.get(name, b"").decode()
        parts[name] = change(before).encode()
        assert parts[name].decode() != before, name
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = f"{WORD}-zip".encode()
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()
