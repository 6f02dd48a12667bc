"""Copies of attachments tell nothing of who made them, and show what the originals show."""

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from bot.reports.cleaning import clean, clean_stream
from bot.reports.media_types import EXCEL, POWERPOINT, WORD, media_type_of
from tests.bot.reports import canaries

MAKERS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "jpeg": ("image/jpeg", canaries.jpeg),
    "png": ("image/png", canaries.png),
    "animated png": ("image/png", lambda: canaries.png(animated=True)),
    "gif": ("image/gif", canaries.gif),
    "webp": ("image/webp", canaries.webp),
    "tiff": ("image/tiff", canaries.tiff),
    "pdf": ("application/pdf", canaries.pdf),
    "docx": (WORD, canaries.docx),
    "xlsx": (EXCEL, canaries.xlsx),
    "pptx": (POWERPOINT, canaries.pptx),
}


def cleaned(data: bytes) -> bytes:
    """Return the cleaned copy of *data*, which there has to be."""
    result = clean(media_type_of(data), data)
    assert (result.reason, result.data is None) == ("", False)
    assert result.data is not None
    return result.data


@pytest.mark.parametrize("kind", MAKERS)
def test_no_canary_is_left_in_a_copy(kind: str) -> None:
    """Properties, places, authors, thumbnails and paths are gone, raw and packed."""
    media_type, make = MAKERS[kind]
    original = make()
    copy = cleaned(original)

    assert media_type == media_type_of(original) == media_type_of(copy)
    assert canaries.left_in(original)
    assert not canaries.left_in(copy)


def test_a_photograph_stands_upright_in_its_copy() -> None:
    """The orientation, which goes with the EXIF data, is applied to the pixels."""
    copy = Image.open(io.BytesIO(cleaned(canaries.jpeg(orientation=6, width=64, height=32))))
    red, blue = copy.getpixel((16, 8)), copy.getpixel((16, 56))

    assert copy.size == (32, 64)
    assert isinstance(red, tuple) and isinstance(blue, tuple)
    assert red[0] > 200 > 100 > red[2]
    assert blue[2] > 200 > 100 > blue[0]
    assert not copy.getexif()


def test_all_frames_of_an_animation_are_kept() -> None:
    """What happens in it is what was reported."""
    for data in (canaries.gif(), canaries.png(animated=True)):
        assert 2 == getattr(Image.open(io.BytesIO(cleaned(data))), "n_frames", 1)


def test_transparency_and_grey_survive() -> None:
    """Only what tells of the author changes."""
    for mode, colour in (("RGBA", (10, 20, 30, 40)), ("LA", (9, 8)), ("L", 7), ("1", 255)):
        out = io.BytesIO()
        Image.new(mode, (9, 9), colour).save(out, "PNG")
        assert Image.open(io.BytesIO(cleaned(out.getvalue()))).getpixel((4, 4)) == colour


def test_documents_can_still_be_read() -> None:
    """Their words, comments and pictures are there, in files that programs open."""
    page = PdfReader(io.BytesIO(cleaned(canaries.pdf()))).pages[0]
    document = Document(io.BytesIO(cleaned(canaries.docx())))
    sheet = load_workbook(io.BytesIO(cleaned(canaries.xlsx()))).active
    slide = Presentation(io.BytesIO(cleaned(canaries.pptx()))).slides[0]

    assert canaries.SEEN in page.extract_text()
    assert "Xem lai trang nay" == page["/Annots"][0].get_object()["/Contents"]
    assert canaries.SEEN in [paragraph.text for paragraph in document.paragraphs]
    assert ["Can xem"] == [comment.text for comment in document.comments]
    assert 1 == len(document.inline_shapes)
    assert canaries.SEEN == sheet["A1"].value
    assert sheet["A1"].comment.text.endswith("Can xem")
    assert canaries.SEEN == slide.shapes.title.text


def test_a_file_inside_a_file_is_cleaned_too() -> None:
    """A workbook embedded in a letter has an author of its own."""
    inner, out = canaries.xlsx(), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(canaries.docx())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/embeddings/book.xlsx", inner)
    copy = cleaned(out.getvalue())
    embedded = zipfile.ZipFile(io.BytesIO(copy)).read("word/embeddings/book.xlsx")

    assert not canaries.left_in(copy)
    assert canaries.SEEN == load_workbook(io.BytesIO(embedded)).active["A1"].value


def test_an_office_file_with_a_macro_is_marked_not_half_cleaned() -> None:
    """Nobody here can say what such a part tells of its author."""
    out = io.BytesIO(canaries.docx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xcc\x61")

    assert (None, "unknown") == _result(WORD, out.getvalue())


@pytest.mark.parametrize(
    ("head", "media_type", "reason"),
    [
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "video/mp4", "video"),
        (b"\0\0\0\x18ftypM4A \0\0\0\0", "audio/mp4", "audio"),
        (b"OggS\0\x02", "audio/ogg", "audio"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic", "unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "unknown"),
        (b"PK\x03\x04" + bytes(40), "application/zip", "unknown"),
        ("Tôi thấy".encode(), "text/plain", "unknown"),
        (b"\0\1\2", "application/octet-stream", "unknown"),
        (b"", "application/octet-stream", "unknown"),
    ],
)
def test_what_cannot_be_cleaned_is_marked(head: bytes, media_type: str, reason: str) -> None:
    """The kind of a file is known by its bytes, and why it has no copy by one word."""
    assert media_type == media_type_of(head)
    assert (None, reason) == _result(media_type, head)


@pytest.mark.parametrize("kind", MAKERS)
def test_a_cut_file_is_marked_broken(kind: str) -> None:
    """Half of a file is refused, whatever is missing."""
    media_type, make = MAKERS[kind]
    whole = make()
    half = whole[: len(whole) // 3]

    assert "broken" == clean(media_type, half).reason


def test_a_png_of_a_billion_pixels_is_refused() -> None:
    """A few kilobytes that would unpack to gigabytes."""
    assert (None, "broken") == _result("image/png", _huge_png(40_000))


def test_a_zip_that_unpacks_to_gigabytes_is_refused() -> None:
    """Its parts are counted while they unpack, not by what the archive says of them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        for number in range(4):
            archive.writestr(f"word/{number}.xml", bytes(100 * 1024 * 1024))

    assert (None, "broken") == _result(WORD, out.getvalue())


def test_entities_that_multiply_are_refused() -> None:
    """A "billion laughs" inside a Word file costs nothing."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    xml = f'<!DOCTYPE a [<!ENTITY e0 "ha">{entities}]><a>&e8;</a>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", xml)

    assert (None, "broken") == _result(WORD, out.getvalue())


def test_a_file_that_takes_too_long_is_given_up() -> None:
    """The child is ended, also one whose file never ends."""

    def slowly() -> Iterator[bytes]:
        while True:
            yield bytes(1024)

    assert "broken" == clean_stream("image/png", slowly(), bytearray().extend, seconds=0.5)


def test_an_error_of_whoever_takes_the_copy_is_not_hidden() -> None:
    """A full disk is that, not a broken file."""

    def full(_: bytes) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        clean_stream("image/jpeg", [canaries.jpeg()], full)


def test_the_child_can_open_neither_file_nor_connection() -> None:
    """Whatever takes a stranger's file apart has no way out but its pipe."""
    attempt = (
        "import socket, os; from bot.reports.cleaner import confine; confine()\n"
        "for do in (lambda: open('/etc/hostname'), lambda: socket.socket(),"
        " lambda: os.memfd_create('a')):\n"
        "    try: do()\n"
        "    except OSError as error: print(error.errno)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", attempt], capture_output=True, text=True, check=True
    )

    assert ["24", "24", "24"] == done.stdout.split()


def test_the_child_knows_no_setting_and_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in the environment of the bot stays there."""
    seen: list[dict[str, str]] = []
    real = subprocess.Popen

    def spy(*args: object, **options: dict[str, str]) -> object:
        seen.append(options["env"])
        return real(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setenv("CONGVU_BOT_TOKEN", "12:secret")
    monkeypatch.setattr(subprocess, "Popen", spy)
    cleaned(canaries.jpeg())

    assert [{"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}] == [set(one) for one in seen]


def _result(media_type: str, data: bytes) -> tuple[bytes | None, str]:
    result = clean(media_type, data)
    return result.data, result.reason


def _huge_png(side: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes((side // 8 + 1) * 100))
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
