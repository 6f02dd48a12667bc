"""Plain text in every encoding that offices use and used."""

import re

import pytest

from indexer.errors import ReadError
from indexer.readers.text import clean, decode
from tests.indexer.files import DECREE

TCVN3 = "§iÒu 1. C«ng chøc ph¶i t­íi c©y mçi ngµy.\n" * 5
VNI = "Ñieàu 1. Coâng chöùc phaûi töôùi caây moãi ngaøy.\n" * 5


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_unicode_of_two_bytes_without_its_mark(encoding: str) -> None:
    """Some programs leave out the mark at the head; the zeros of blanks tell all the same."""
    assert decode(DECREE.encode(encoding), "a.txt").text == DECREE


@pytest.mark.parametrize(
    ("surface", "encoding"), [(TCVN3, "TCVN3"), (VNI, "VNI")], ids=["TCVN3", "VNI"]
)
def test_letters_of_older_fonts(surface: str, encoding: str) -> None:
    """Text that was typed for such a font is read, and the reader is told in which."""
    found = decode(surface.encode("latin-1"), "a.txt")

    assert found.text.startswith("Điều 1. Công chức phải tưới cây mỗi ngày.\n")
    assert found.legacy == (encoding,)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"ab\x00\x01\x02" * 50, "not-text"),
        (bytes(range(256)) * 9, "not-text"),
        (b"\xff\xfeA\x00\x00", "unknown-letters"),
        ("Ærø ligger i Østersøen".encode("latin-1"), "unknown-letters"),
        (b"\xef\xbb\xbf \r\n\t", "no-text"),
        (b"\xff\xfe", "no-text"),
    ],
)
def test_what_is_no_text_is_told(data: bytes, code: str) -> None:
    """Nothing is guessed where no encoding gives words."""
    with pytest.raises(ReadError) as caught:
        decode(data, "a.txt")

    assert (caught.value.code, caught.value.name) == (code, "a.txt")


def test_clean_text_can_be_stored() -> None:
    """Neither control characters nor halves of letters are left, and letters are whole."""
    dirty = "Ðiê\u0300u 1.\r\nA\x00\x07\u200b\ud800B\u2028C\x0cD"

    assert clean(dirty) == "Ðiều 1.\nAB\nC\nD"
    assert re.search(r"[\x00-\x08\ud800-\udfff]", clean(dirty)) is None
