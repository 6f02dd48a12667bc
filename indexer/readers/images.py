"""Photographs and scans of pages: recognised frame by frame.

Turned as the camera held it, in grey, at the size of a scan; a picture too large to hold in
memory is refused before it is unpacked.
"""

import struct
from pathlib import Path

from PIL import Image, ImageOps

from indexer.errors import ReadError
from indexer.readers import ocr
from indexer.readers.files import check_size
from indexer.readers.pages import tell
from indexer.readers.pdf_text import Seen, extracted
from indexer.readers.reading import Extracted

MAX_PIXELS = 120_000_000
"""Pixels of a picture that are unpacked; the largest telephones take 108 million."""
_LARGEST = 4_000
"""Pixels of the longer side to which a JPEG is made smaller while it is unpacked."""
_KINDS = ("JPEG", "PNG", "TIFF", "WEBP")
_DAMAGE = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError),
    *(struct.error, OverflowError, ZeroDivisionError),
)
"""What Pillow raises for a picture that is not what it says."""


def read(path: Path) -> Extracted:
    """Return the text on a picture, one paragraph a line; a TIFF may hold several pages.

    Raises:
        ReadError: when it is damaged, too large, shows no words, or Tesseract is not installed.
    """
    check_size(path)
    ocr.check_installed(path.name)
    Image.MAX_IMAGE_PIXELS = None  # bounded below, by what fits into memory
    try:
        picture = Image.open(path, formats=_KINDS)
        count = int(getattr(picture, "n_frames", 1)) if picture.format == "TIFF" else 1
    except _DAMAGE:
        raise ReadError("damaged", path.name) from None
    if count > ocr.MAX_PAGES:
        raise ReadError("too-many-pages", path.name, pages=count, most=ocr.MAX_PAGES)
    with picture:
        seen = []
        for at in range(count):
            tell(at, count)
            found = ocr.recognised(_frame(picture, at, path.name), path.name)
            seen.append(Seen(found.page, found))
        return extracted(seen, path.name)


def _frame(picture: Image.Image, index: int, name: str) -> Image.Image:
    """Return one page of a picture, upright as far as the camera knew.

    Raises:
        ReadError: when it is damaged or too large.
    """
    try:
        picture.seek(index)
        if picture.width * picture.height > MAX_PIXELS:
            raise ReadError("unsafe", name)
        picture.draft("L", (_LARGEST, _LARGEST))
        return ImageOps.exif_transpose(picture)
    except _DAMAGE:
        raise ReadError("damaged", name) from None
