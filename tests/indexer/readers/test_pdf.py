"""PDF files: text layers of all kinds, what is wrong with a file, and what it may cost."""

import time
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers import pdf
from tests.indexer.files import DECREE, PASSWORD, write_pdf
from tests.indexer.readers.accuracy import shares
from tests.indexer.readers.pages import joined, pdf_of, stamped

TYPED = [
    "Sè: 15/2004/Q§-TTg",
    "§iÒu 1. Ph¹m vi ®iÒu chØnh",
    "QuyÕt ®Þnh nµy quy ®Þnh viÖc t\u2212íi c©y trong c¸c c¬ quan nhµ n\u2212íc.",
]
"""Typed with a TCVN3 font; writers of PDF call its ư the sign of subtraction."""


def said_of(path: Path) -> ReadError:
    """Return the error with which a PDF is refused."""
    with pytest.raises(ReadError) as caught:
        pdf.read(path)
    return caught.value


class TestText:
    """Text layers."""

    def test_lines_become_paragraphs_and_the_page_number_goes(self, tmp_path: Path) -> None:
        """A decree comes back line by line."""
        path = write_pdf(tmp_path / "a.pdf", [*DECREE.splitlines(), "- 1 -"])

        read = pdf.read(path)

        assert read.text == DECREE
        assert read.remarks.confidence is None

    def test_letters_of_an_old_font_become_unicode_and_are_remarked(self, tmp_path: Path) -> None:
        """TCVN3 is told by what all words in the font say together."""
        read = pdf.read(write_pdf(tmp_path / "a.pdf", TYPED))

        assert read.text.splitlines() == [
            "Số: 15/2004/QĐ-TTg",
            "Điều 1. Phạm vi điều chỉnh",
            "Quyết định này quy định việc tưới cây trong các cơ quan nhà nước.",
        ]
        assert read.remarks.legacy == ("TCVN3",)

    def test_the_look_alike_of_a_letter_becomes_the_letter(self, tmp_path: Path) -> None:
        """The Icelandic Ð is no Vietnamese letter, though nobody sees it."""
        path = write_pdf(tmp_path / "a.pdf", ["Ðiều 1. Tưới cây", "Ðảng viên tưới cây."])

        assert pdf.read(path).text == "Điều 1. Tưới cây\nĐảng viên tưới cây.\n"

    def test_what_a_clerk_stamped_on_a_page_is_read(self, tmp_path: Path) -> None:
        """Number and day of signed documents are notes on the page, not part of it."""
        source = write_pdf(tmp_path / "a.pdf", ["Điều 1. Tưới cây"])

        assert "77/QD-XYZ" in pdf.read(stamped(source, tmp_path / "b.pdf", "77/QD-XYZ")).text

    def test_the_real_files_in_old_fonts_come_back(self, shared_data: Path) -> None:
        """Of each file, 98 in 100 marked letters are right."""
        files = sorted((shared_data / "legacy").glob("*.pdf"))

        for path in files:
            truth = path.with_suffix(".txt").read_text(encoding="utf-8").lower()
            assert shares(truth, pdf.read(path).text.lower())[1] > 0.98, path.name
        assert files


class TestRefused:
    """Files from which no text comes."""

    def test_a_damaged_file(self, tmp_path: Path) -> None:
        """Nothing behind the first line."""
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n\xff\xff\xff nothing")

        assert said_of(tmp_path / "a.pdf").code == "damaged"

    def test_a_file_with_a_password(self, tmp_path: Path) -> None:
        """It says that it is protected, not that it is damaged."""
        path = write_pdf(tmp_path / "a.pdf", ["Điều 1. A"], trailer=PASSWORD)

        assert said_of(path).code == "encrypted"

    def test_a_blank_page(self, tmp_path: Path) -> None:
        """Where nothing is drawn there is nothing to recognise."""
        (tmp_path / "a.pdf").write_bytes(pdf_of(b""))

        assert said_of(tmp_path / "a.pdf").code == "no-text"


class TestBounds:
    """What a hostile file may cost."""

    def test_two_thousand_pages_are_too_many(self, tmp_path: Path) -> None:
        """They are counted before the first one is read."""
        (tmp_path / "a.pdf").write_bytes(pdf_of(b"BT /F1 9 Tf (a) Tj ET", pages=2000))

        error = said_of(tmp_path / "a.pdf")

        assert error.code == "too-many-pages"
        assert error.values == {"pages": 2000, "most": 1500}

    @pytest.mark.parametrize(
        "content",
        [b"0 0 m 1 1 l S\n" * 60_000, b"BT /F1 9 Tf 50 700 Td " + b"(ab) Tj\n" * 50_000 + b"ET"],
        ids=["strokes", "letters"],
    )
    def test_a_page_of_countless_objects_ends(self, tmp_path: Path, content: bytes) -> None:
        """Of such a page only so much is looked at."""
        (tmp_path / "a.pdf").write_bytes(pdf_of(content))
        before = time.process_time()

        try:
            text = pdf.read(tmp_path / "a.pdf").text
        except ReadError:
            text = ""

        assert time.process_time() - before < 20
        assert len(text) < 200_000

    def test_forty_pages_are_read_in_seconds(self, tmp_path: Path) -> None:
        """An act of forty pages costs a second or two of work."""
        page = write_pdf(tmp_path / "a.pdf", (DECREE.splitlines() * 5)[:48])
        act = joined(tmp_path / "act.pdf", *[page] * 40)
        before = time.process_time()

        read = pdf.read(act)

        assert time.process_time() - before < 5
        assert read.text.count("Điều 2. Người tưới cây") >= 40
