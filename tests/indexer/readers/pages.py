"""PDF files written by hand, for what no writer would make."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)

_FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}


def pdf_of(content: bytes, pages: int = 1) -> bytes:
    """Return a PDF in which each page shows the same *content*, set in Helvetica as F1."""
    kids = b" ".join(b"%d 0 R" % (5 + at) for at in range(pages))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R"
        b"/Resources<</Font<</F1 4 0 R>>>>>>"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *[page] * pages,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, said in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, len(body))
    )


def picture_with_layer(path: Path, picture: Image.Image, layer: Sequence[str]) -> Path:
    """Write a scan with an invisible text layer in ASCII, as programs of scanners make them."""
    data = io.BytesIO()
    picture.save(data, "PDF", resolution=200)
    writer = PdfWriter(clone_from=PdfReader(data))
    page = writer.pages[0]
    top = float(page.mediabox.height) - 60
    shown = " ".join(f"({line}) Tj T*" for line in layer)
    stream = StreamObject()
    stream.set_data(f"BT 3 Tr /F1 9 Tf 20 TL 40 {top} Td {shown} ET".encode())
    fonts = DictionaryObject({NameObject("/F1"): _names(_FONT)})
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/Font")] = fonts
    scan = page["/Contents"].indirect_reference
    assert scan is not None
    page[NameObject("/Contents")] = ArrayObject([scan, writer._add_object(stream)])
    writer.write(path)
    return path


def stamped(source: Path, path: Path, text: str) -> Path:
    """Write *source* with *text* (ASCII) stamped on its first page as a signing program does."""
    writer = PdfWriter(clone_from=str(source))
    look = StreamObject()
    look.set_data(f"BT /F1 13 Tf 2 5 Td ({text}) Tj ET".encode())
    fonts = DictionaryObject({NameObject("/F1"): _names(_FONT)})
    look.update(_names({"/Type": "/XObject", "/Subtype": "/Form"}))
    look[NameObject("/BBox")] = _box(0, 0, 150, 20)
    look[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stamp = _names({"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Sig"})
    stamp[NameObject("/F")] = NumberObject(132)
    stamp[NameObject("/Rect")] = _box(200, 20, 350, 40)
    stamp[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(look)})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(stamp)])
    writer.write(path)
    return path


def joined(path: Path, *sources: Path) -> Path:
    """Write the pages of PDFs one after the other into one."""
    whole = pypdfium2.PdfDocument.new()
    for source in sources:
        whole.import_pages(pypdfium2.PdfDocument(source))
    whole.save(path)
    return path


def _names(entries: Mapping[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(k): NameObject(v) for k, v in entries.items()})


def _box(*edges: float) -> ArrayObject:
    return ArrayObject([FloatObject(edge) for edge in edges])
