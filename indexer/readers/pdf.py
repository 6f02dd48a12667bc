"""PDF files: the words of the text layer, or of the picture where there is none to be believed.

Pages that are scans are recognised one by one, so a file may mix both kinds.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from indexer.errors import ReadError
from indexer.readers import ocr
from indexer.readers.files import check_size
from indexer.readers.pages import tell
from indexer.readers.pdf_letters import in_unicode
from indexer.readers.pdf_page import Page
from indexer.readers.pdf_quality import Quality, quality
from indexer.readers.pdf_rows import assembled
from indexer.readers.pdf_text import Seen, extracted
from indexer.readers.pdf_words import page_of
from indexer.readers.reading import Extracted

MAX_PAGES = 1_500
"""Pages of a PDF that are read; the longest acts have 400."""
_PICTURED = 0.5
"""Share of a page that a picture covers from which it may be a scan with a stamp of text."""
_FEW_LETTERS = 400
"""Letters of such a stamp ("Ký bởi …") at most."""
_NO_LETTERS = 20
"""Letters of a page below which it has no text: a page number, a mark of the printer."""
_STAMPS = (pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_WIDGET)
_MAX_NOTES = 500
_PATIENCE = 3
"""Doubtful pages whose pictures say no more, after which the others are not looked at."""


def read(path: Path) -> Extracted:
    """Return the text of a PDF, one paragraph or table row a line, and how it was come by.

    Raises:
        ReadError: when it is damaged, protected, too long, or holds nothing that can be read.
    """
    check_size(path)
    document = _opened(path)
    try:
        pages, legacy = in_unicode([_page(document, at) for at in range(len(document))])
        return extracted(_seen(document, pages, path.name), path.name, legacy)
    finally:
        document.close()


def _opened(path: Path) -> Any:
    try:
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        code = "encrypted" if "assword" in str(error) else "damaged"
        raise ReadError(code, path.name) from None
    if pages > MAX_PAGES:
        raise ReadError("too-many-pages", path.name, pages=pages, most=MAX_PAGES)
    if not pages:
        raise ReadError("damaged", path.name)
    return document


def _page(document: Any, index: int) -> Page:
    """Return the words of a page as the file has them; an empty page for one that is damaged."""
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page(1.0, 1.0)
    try:
        page = _with_stamps(document, index, page)
        text = page.get_textpage()
        found = page_of(page, text)
        text.close()
        return replace(found, words=assembled(found.words))
    except pypdfium2.PdfiumError:
        return Page(1.0, 1.0)
    finally:
        page.close()


def _with_stamps(document: Any, index: int, page: Any) -> Any:
    """Return the page with what was put on it later: number and day, as clerks stamp them."""
    stamped = any(_kind_of_note(page, at) in _STAMPS for at in range(_count_of_notes(page)))
    if not stamped:
        return page
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


def _count_of_notes(page: Any) -> int:
    return min(int(pdfium.FPDFPage_GetAnnotCount(page.raw)), _MAX_NOTES)


def _kind_of_note(page: Any, index: int) -> int:
    note = pdfium.FPDFPage_GetAnnot(page.raw, index)
    try:
        return int(pdfium.FPDFAnnot_GetSubtype(note))
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _seen(document: Any, pages: list[Page], name: str) -> list[Seen]:
    """Return the pages to read, recognised where the text layer is missing or makes no sense."""
    layers = [quality(" ".join(word.text for word in page.words)) for page in pages]
    scans = [_is_scan(page) or layer.broken for page, layer in zip(pages, layers, strict=True)]
    if sum(scans) > ocr.MAX_PAGES:
        raise ReadError("too-many-pages", name, pages=sum(scans), most=ocr.MAX_PAGES)
    left = ocr.MAX_PAGES - sum(scans) if ocr.languages() else 0
    vain = 0
    seen = []
    for index, (page, layer) in enumerate(zip(pages, layers, strict=True)):
        tell(index, len(pages))
        result = Seen(page)
        if scans[index]:
            result = _better(result, layer, _recognised(document, index, name))
        elif layer.doubtful and vain < _PATIENCE and left:
            left -= 1
            result = _better(result, layer, _recognised(document, index, name), surely=True)
            vain += result.recognised is None
        seen.append(result)
    return seen


def _is_scan(page: Page) -> bool:
    """Return whether a page is a picture with no text but a page number or a signature's."""
    letters = sum(len(word.text) for word in page.words)
    if not page.drawn:
        return False
    return letters < _NO_LETTERS or (page.pictured >= _PICTURED and letters < _FEW_LETTERS)


def _better(layer: Seen, layers: Quality, picture: ocr.Recognised, *, surely: bool = False) -> Seen:
    """Return the text layer or the picture's words, whichever reads better.

    *surely* keeps the layer unless the picture's words are Vietnamese beyond doubt: text in
    another language, recognised as Vietnamese, gets marks that it does not have.
    """
    said = quality(" ".join(word.text for word in picture.page.words))
    if not picture.letters or (surely and (said.doubtful or said.words < layers.words / 2)):
        return layer
    return Seen(picture.page, picture) if said.score >= layers.score else layer


def _recognised(document: Any, index: int, name: str) -> ocr.Recognised:
    page = document[index]
    try:
        scale = ocr.render_scale(*page.get_size())
        picture = page.render(scale=scale, grayscale=True).to_pil()
    finally:
        page.close()
    return ocr.recognised(picture, name, rendered=True)
