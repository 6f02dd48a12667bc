"""Photographs of pages become one document without being opened."""

import io

import pypdfium2
import pytest
from PIL import Image

from bot.admin.pages import bound


def photo(colour: str, size: tuple[int, int] = (60, 90), mode: str = "RGB") -> bytes:
    """Return a JPEG file of one colour."""
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, "JPEG", quality=95)
    return file.getvalue()


def test_every_photograph_is_a_page_in_its_order() -> None:
    """A reader of PDF finds the pictures as they were, upright and whole."""
    pages = [photo("red"), photo("white", (90, 60)), photo("gray", mode="L")]
    document = pypdfium2.PdfDocument(bound(pages))
    shown = [document[at].render().to_pil() for at in range(len(document))]

    assert [(562, 842), (842, 562), (562, 842)] == [page.size for page in shown]
    red, green, blue = shown[0].convert("RGB").getpixel((280, 420))
    assert red > 240 and green < 15 and blue < 15
    assert (255, 255, 255) == shown[1].convert("RGB").getpixel((420, 280))


@pytest.mark.parametrize(("noted", "size"), [(1, (562, 842)), (6, (842, 562)), (3, (562, 842))])
def test_a_page_stands_as_the_telephone_was_held(noted: int, size: tuple[int, int]) -> None:
    """A photograph sent as a file notes its orientation instead of being turned."""
    exif, file = Image.Exif(), io.BytesIO()
    exif[0x0112] = noted
    Image.new("RGB", (60, 90), "red").save(file, "JPEG", exif=exif)
    document = pypdfium2.PdfDocument(bound([file.getvalue(), photo("white")]))

    assert size == document[0].render().to_pil().size


def test_the_same_photographs_give_the_same_file() -> None:
    """So what was corrected of the document is found again after a restart."""
    pages = [photo("red"), photo("white")]

    assert bound(pages) == bound(pages)


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", photo("red")[:40], b"\xff\xd8" + b"\xff" * 99],
)
def test_what_is_no_photograph_is_refused(content: bytes) -> None:
    """A damaged picture ends in one sentence, not in a damaged document."""
    with pytest.raises(ValueError, match="no JPEG"):
        bound([content, photo("red")])
