"""PDFs as offices print them: columns, heads, tables, running heads and footnotes in order."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from indexer.readers import pdf
from indexer.structure import parse_document
from tests.indexer.readers.layouts import (
    document,
    grid,
    noted,
    page_number,
    paragraphs,
    print_all,
    side_by_side,
    two_columns,
)

SENTENCES = [
    "Người được giao chăm sóc vườn hoa phải tưới cây mỗi ngày, kể cả ngày nghỉ, và báo cáo với "
    "Ủy ban nhân dân xã khi có cây chết hoặc khi nguồn nước không còn bảo đảm cho việc tưới.",
    "Trưởng phòng phân công người trực; người trực ghi sổ. Sổ được lưu tại văn thư trong thời hạn "
    "năm năm kể từ ngày ghi dòng cuối cùng và được xuất trình khi có yêu cầu.",
    "Cây bị sâu bệnh thì phải cách ly trong vòng 24 giờ; trường hợp không thể cách ly thì đốt bỏ "
    "theo hướng dẫn tại Phụ lục II ban hành kèm theo Nghị định số 77/2019/NĐ-CP của Chính phủ.",
]
LEFT = ["CHÍNH PHỦ", "-------", "Số: 901/2021/NĐ-CP"]
RIGHT = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "---------------",
    "Hà Nội, ngày 05 tháng 3 năm 2021",
]
TITLE = ["NGHỊ ĐỊNH", "VỀ VIỆC TƯỚI CÂY TRONG CÔNG SỞ"]
NOTES = ["Nơi nhận:", "- Các bộ, cơ quan ngang bộ;", "- Lưu: VT, KTTH (2)."]
SIGNATURE = ["TM. CHÍNH PHỦ", "THỦ TƯỚNG", "Nguyễn Văn Cây"]
ROWS = [
    ["STT", "Loài", "Số lần tưới"],
    [
        "1",
        "Hoa hồng",
        "Mỗi ngày một lần, trừ ngày mưa, và hai lần vào những ngày nắng nóng lâu",
    ],
    ["2", "Xương rồng", "Một lần"],
]
RUNNING = "CÔNG BÁO/Số 123 + 124/Ngày 05-3-2021"


def articles(first: int, last: int) -> list[str]:
    """Return the paragraphs of some Điều, no two of which begin the same."""
    lines = []
    for number in range(first, last + 1):
        a, b, c = (SENTENCES[(number + at) % 3] for at in range(3))
        lines += [
            f"Điều {number}. Chăm sóc cây số {number}",
            f"1. Với cây số {number}: {a}",
            f"2. Với người trực cây số {number}: {b} {c}",
            f"a) Trong nhà số {number}: {c}",
            "b) Trường hợp khác.",
        ]
    return lines


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[str]]:
    """Return a function that gives the lines read from the printed document of a name."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not on this machine.")
    folder: Path = tmp_path_factory.mktemp("printed")
    head, title = side_by_side(LEFT, RIGHT), paragraphs(TITLE, "Middle")
    running = paragraphs([RUNNING], "Middle")
    note = "Khoản này được sửa đổi theo Nghị định số 9/2022/NĐ-CP, có hiệu lực từ năm 2023."
    print_all(
        {
            "decree": document(
                head,
                title,
                paragraphs(articles(1, 10)),
                side_by_side(NOTES, SIGNATURE),
                header=running,
                footer=page_number("- ", " -"),
            ),
            "columns": document(
                title, two_columns(articles(1, 9)), footer=page_number("Trang "), font="DejaVu Sans"
            ),
            "table": document(
                paragraphs(articles(1, 2)), grid(ROWS), paragraphs(articles(3, 4)),
                header=page_number(),
            ),
            "spaced": document(paragraphs(articles(1, 8), "Standard"), footer=page_number()),
            "notes": document(
                paragraphs(articles(1, 1)),
                noted("Điều 2. Nghị định có hiệu lực", note, " kể từ ngày ký. " + SENTENCES[0]),
                paragraphs(articles(3, 7)),
            ),
        },
        folder,
    )  # fmt: skip
    return lambda name: pdf.read(folder / f"{name}.pdf").text.splitlines()


Printed = Callable[[str], list[str]]


def test_the_two_halves_of_head_and_foot_are_read_one_after_the_other(printed: Printed) -> None:
    """Left before right, and each paragraph of the pages between whole, without their edges."""
    assert printed("decree") == [*LEFT, *RIGHT, *TITLE, *articles(1, 10), *NOTES, *SIGNATURE]


def test_what_is_read_parses_to_the_document(printed: Printed) -> None:
    """Number, day, issuer and title stand where the parser looks for them."""
    read = parse_document("\n".join(printed("decree")), "a.pdf").document

    assert (read.number, read.issuer) == ("901/2021/NĐ-CP", "Chính phủ")
    assert read.issued == date(2021, 3, 5)
    assert "tưới cây trong công sở" in read.title.lower()


def test_a_page_in_two_columns_is_read_column_by_column(printed: Printed) -> None:
    """Sentences go on from the foot of one column to the top of the next."""
    assert printed("columns") == [*TITLE, *articles(1, 9)]


def test_a_ruled_table_becomes_rows(printed: Printed) -> None:
    """Cells are parted by tabs, a cell of several lines is one."""
    rows = ["\t".join(row) for row in ROWS]

    assert printed("table") == [*articles(1, 2), *rows, *articles(3, 4)]


def test_paragraphs_that_only_stand_apart_are_told(printed: Printed) -> None:
    """Without an indented first line, the distance between paragraphs tells them."""
    assert printed("spaced") == articles(1, 8)


def test_footnotes_leave_the_sentence_and_come_at_the_end(printed: Printed) -> None:
    """The place of a note is marked, its text does not cut the paragraph overleaf."""
    lines = printed("notes")

    assert lines[5] == f"Điều 2. Nghị định có hiệu lực[1] kể từ ngày ký. {SENTENCES[0]}"
    assert lines[6:-1] == articles(3, 7)
    assert lines[-1].startswith("[1] Khoản này được sửa đổi")
