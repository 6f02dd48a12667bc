"""Joining lines: hyphens, running heads, page numbers, and what is never taken away."""

from collections.abc import Sequence

import pytest

from indexer.readers.pdf_edges import without_edges
from indexer.readers.pdf_hyphens import joined
from indexer.readers.pdf_lines import Line, Sheet, lines_of
from indexer.readers.pdf_page import Word
from indexer.readers.pdf_paragraphs import paragraphs
from indexer.readers.pdf_small_print import calls_at_the_end, without_signatures


def sheet(
    texts: Sequence[str], *, top: float = 60.0, pitch: float = 18.0, size: float = 15.0
) -> Sheet:
    """Return a page of full lines, *pitch* points apart."""
    lines = [
        Line(text, 50, 50 + 5.0 * len(text), top + at * pitch, size, 50, 50 + 5.0 * len(text), 20)
        for at, text in enumerate(texts)
        if text
    ]
    return Sheet(tuple(lines), 842.0)


def texts(sheets: Sequence[Sheet]) -> list[list[str]]:
    """Return what the lines of each page say."""
    return [[line.text for line in page.lines] for page in sheets]


@pytest.mark.parametrize(
    ("text", "line", "whole"),
    [
        ("Nghị định 12/2020/NĐ-", "CP của Chính phủ", "Nghị định 12/2020/NĐ-CP của Chính phủ"),
        ("theo develop-", "ment plan", "theo development plan"),
        ("mạng in-", "tơ-nét", "mạng in-tơ-nét"),
        ("kinh tế -", "xã hội", "kinh tế - xã hội"),
        ("công\u00ad", "nghiệp", "côngnghiệp"),
        ("cán bộ", "công chức", "cán bộ công chức"),
    ],
)  # fmt: skip
def test_a_hyphen_at_the_end_of_a_line(text: str, line: str, whole: str) -> None:
    """It stays in numbers and Vietnamese words, and goes where it only cuts a word."""
    assert joined(text, line) == whole


def test_page_numbers_and_running_heads_go() -> None:
    """What counts the pages, and what comes back apart from the text, is no text."""
    body = [f"đây là dòng thứ {at} của một đoạn văn dài trên trang" for at in range(20)]
    pages = [
        sheet(["CÔNG BÁO/Số 5", "", *(f"{line} {page}" for line in body), "", f"- {page} -"])
        for page in range(1, 6)
    ]

    read = texts(without_edges(pages))

    assert all(len(lines) == 20 for lines in read)
    assert read[2][0] == "đây là dòng thứ 0 của một đoạn văn dài trên trang 3"


def test_a_first_line_that_comes_back_by_chance_stays() -> None:
    """A sentence at the top of several pages is text: it stands as close as all its lines."""
    first = "Việc tưới cây được thực hiện mỗi ngày theo quy định"
    pages = [sheet([first, *(f"dòng {n} {at}" for at in range(9))]) for n in range(6)]
    for at in (1, 3):
        pages[at] = sheet([f"trang số lẻ {at}", "dòng tiếp theo", "dòng cuối"])

    assert sum("mỗi ngày" in line for page in texts(without_edges(pages)) for line in page) == 4


def test_the_end_of_a_sentence_at_the_top_of_two_pages_stays() -> None:
    """What begins with a small letter, or ends with a comma, is in the middle of a sentence."""
    pages = [sheet(["việc tưới cây;", "", "Điều 3. Hiệu lực", "chữ " * n]) for n in (3, 4)]

    assert texts(without_edges(pages)) == texts(pages)


def test_the_first_lines_of_forms_stay() -> None:
    """The nation's motto, and a Điều that begins a page, are no running heads."""
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    pages = [sheet([motto, "", f"Điều {n}. Tưới cây", "chữ " * n]) for n in range(1, 7)]

    assert texts(without_edges(pages)) == texts(pages)


def test_a_number_in_the_text_is_no_page_number() -> None:
    """Alone at the foot of one page, and counting nothing, a number stays."""
    pages = [sheet(["Tổng số cây được trồng trong năm của toàn xã là", "1250"], top=700)]

    assert texts(without_edges(pages)) == texts(pages)


def test_the_small_print_of_a_digital_signature_goes() -> None:
    """Who signed on which machine at what hour is no part of the text."""
    body = sheet(["Điều 1. Nghị định này quy định việc tưới cây trong công sở của cơ quan"] * 5)
    stamp = sheet(
        ["Ký bởi: Ủy ban nhân dân", "Email: a@b.vn", "Thời gian ký: 05.3.2021"], size=7, top=20
    )
    text = Sheet((*stamp.lines, *body.lines), 842.0)

    assert texts(without_signatures([text])) == texts([body])


def test_a_sentence_goes_on_overleaf() -> None:
    """The last line of a page and the first of the next are one paragraph where one sentence."""
    first = sheet([f"{at} hàng chữ đầy đủ đến tận lề phải của trang giấy này" for at in range(8)])
    second = sheet(["và đi tiếp ở trang sau.", "Điều 2. Hiệu lực"])

    read = paragraphs([first, second])

    assert read[-2].endswith("của trang giấy này và đi tiếp ở trang sau.")
    assert read[-1] == "Điều 2. Hiệu lực"


def test_a_table_without_rules_is_read_row_by_row() -> None:
    """Three columns of short words are a table, not columns of text."""
    rows = [("STT", "Loài", "Số lần"), ("1", "Hoa hồng", "Bảy"), ("2", "Xương rồng", "Một")]
    words = [
        Word(text, x, x + 6.0 * len(text), 100.0 + 18 * at, 14.0)
        for at, row in enumerate(rows)
        for x, text in zip((50.0, 150.0, 400.0), row, strict=True)
    ]

    assert [line.text for line in lines_of(words)] == ["\t".join(row) for row in rows]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Điều 5.[1] Phạm vi điều chỉnh", "Điều 5. Phạm vi điều chỉnh[1]"),
        ("2.[3] Người trực tưới cây;", "2. Người trực tưới cây;[3]"),
        ("Người trực[2] tưới cây", "Người trực[2] tưới cây"),
    ],
)
def test_a_note_called_in_a_label_is_called_at_the_end(read: str, meant: str) -> None:
    """Label and heading stay what they are."""
    assert calls_at_the_end(read) == meant
