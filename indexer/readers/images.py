"""Photographs and scans of pages: recognised frame by frame.

Turned as the camera held it, in grey, at the size of a scan; a picture too large to hold in
memory is refused before it is unpacked.
"""

from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from indexer.errors import ReadError
from indexer.readers import ocr
from indexer.readers.files import check_size
from indexer.readers.pdf_text import Seen, extracted
from indexer.readers.reading import Extracted

MAX_PIXELS = 120_000_000
"""Pixels of a picture that are unpacked; the largest telephones take 108 million."""
_LARGEST = 4_000
"""Pixels of the longer side to which a JPEG is made smaller while it is unpacked."""
KINDS = ("JPEG", "PNG", "TIFF", "WEBP")


def read(path: Path) -> Extracted:
    """Return the text on a picture, one paragraph a line; a TIFF may hold several pages.

    Raises:
        ReadError: when it is damaged, too large, shows no words, or Tesseract is not installed.
    """
    check_size(path)
    ocr.check_installed(path.name)
    Image.MAX_IMAGE_PIXELS = None  # bounded here, by what fits into memory
    try:
        with Image.open(path, formats=KINDS) as picture:
            return _frames(picture, path.name)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise ReadError("damaged", path.name) from None


def _frames(picture: Image.Image, name: str) -> Extracted:
    """Return the text of all frames, each a page."""
    if picture.width * picture.height > MAX_PIXELS:
        raise ReadError("unsafe", name)
    count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if count > ocr.MAX_PAGES:
        raise ReadError("too-many-pages", name, pages=count, most=ocr.MAX_PAGES)
    pages = []
    for index in range(count):
        picture.seek(index)
        if picture.width * picture.height > MAX_PIXELS:
            raise ReadError("unsafe", name)
        picture.draft("L", (_LARGEST, _LARGEST))
        found = ocr.recognised(ImageOps.exif_transpose(picture), name)
        pages.append(Seen(found.page, found))
    return extracted(pages, name)
