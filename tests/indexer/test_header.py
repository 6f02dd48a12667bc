"""Headers: số hiệu, kind, issuer, place, day and title from the top of a document."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest

from indexer.numbers import clean_number, find_numbers
from indexer.structure import parse_document
from knowledge.model import Document


def document(text: str, source: str = "") -> Document:
    """Return what the header of *text* says."""
    return parse_document(text, source).document


DECREE = """CHÍNH PHỦ
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
Số: 45/2031/NĐ-CP
Hà Nội, ngày 06 tháng 5 năm 2031
NGHỊ ĐỊNH
QUY ĐỊNH CHI TIẾT MỘT SỐ ĐIỀU CỦA LUẬT VƯỜN HOA
Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15 ngày 18 tháng 02 năm 2025;
Căn cứ Luật Vườn hoa số 07/2031/QH16;
Chính phủ ban hành Nghị định quy định chi tiết một số điều của Luật Vườn hoa.
Điều 1. Phạm vi
A.
"""


class TestHeader:
    """The header of a document as it is printed."""

    def test_a_decree(self) -> None:
        """Number, kind, issuer and day; the title in prose though printed in capitals."""
        found = document(DECREE, "45.txt")

        assert found.number == "45/2031/NĐ-CP"
        assert found.kind == "Nghị định"
        assert found.issuer == "Chính phủ"
        assert found.issued == date(2031, 5, 6)
        assert found.title == "Quy định chi tiết một số điều của Luật Vườn hoa"
        assert found.source == "45.txt"

    @pytest.mark.parametrize(
        "title",
        [
            "Sửa đổi, bổ sung một số điều của Nghị định số 31/2029/NĐ-CP",
            "Sửa đổi, bổ sung một số điều của Luật Cây số 22/2028/QH16 và Pháp lệnh Hoa",
            "Sửa đổi Thông tư liên tịch số 3/2029/TTLT-BNV-BTC của Bộ trưởng Bộ Nội vụ",
            "Bãi bỏ Chỉ thị số 26/CT-TTg của Thủ tướng Chính phủ về vườn hoa",
            "Quy định chi tiết thi hành Bộ luật Vườn hoa",
            "Quản lý công chứng viên và luật sư theo pháp luật",
        ],
    )
    def test_a_title_in_capitals_names_documents_as_prose_does(self, title: str) -> None:
        """Numbers keep their letters, and kinds and names of documents their capitals."""
        text = DECREE.replace("QUY ĐỊNH CHI TIẾT MỘT SỐ ĐIỀU CỦA LUẬT VƯỜN HOA", title.upper())

        assert document(text).title == title

    @pytest.mark.parametrize(
        ("number", "kind", "issuer"),
        [
            ("44/2031/QH16", "Luật", "Quốc hội"),
            ("03/2031/TT-BGDĐT", "Thông tư", "Bộ Giáo dục và Đào tạo"),
            ("26/CT-TTg", "Chỉ thị", "Thủ tướng Chính phủ"),
            ("280/CĐ-TTg", "Công điện", "Thủ tướng Chính phủ"),
            ("1847/QĐ-TTg", "Quyết định", "Thủ tướng Chính phủ"),
            ("34-KL/TW", "Kết luận", "Ban Chấp hành Trung ương Đảng"),
            ("07/2031/TT-BNV", "Thông tư", "Bộ Nội vụ"),
            ("01/2031/TT-TTCP", "Thông tư", "Thanh tra Chính phủ"),
            ("12/2031/UBTVQH16", "", "Ủy ban Thường vụ Quốc hội"),
        ],
    )
    def test_kind_and_issuer_follow_from_the_number(
        self, number: str, kind: str, issuer: str
    ) -> None:
        """The letters of a số hiệu say what it is and who issued it."""
        found = document(f"Về vườn hoa\nSố: {number}\nĐiều 1. Một\nA.\n")

        assert (found.number, found.kind, found.issuer) == (number, kind, issuer)

    @pytest.mark.parametrize("number", ["6319/UBND-VX1", "29-CT/TU", "15/KH-UBND"])
    def test_local_numbers(self, number: str) -> None:
        """A province's number is found; its issuer is what the header names."""
        text = f"ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH\nSố: {number}\nVề vườn hoa\n1. Tưới.\n2. Bón.\n"

        found = document(text)

        assert found.number == number
        assert found.issuer == "Ủy ban nhân dân tỉnh Quảng Ninh"

    def test_a_resolution_of_the_national_assembly_is_no_law(self) -> None:
        """The line "NGHỊ QUYẾT" counts for more than the number's letters."""
        text = "QUỐC HỘI\nNghị quyết số: 10/2031/QH16\nNGHỊ QUYẾT\nVỀ VƯỜN HOA\nĐiều 1. Một\nA.\n"

        assert document(text).kind == "Nghị quyết"

    def test_an_editors_table_is_read(self) -> None:
        """ "THÔNG TIN VĂN BẢN" states number, day and day of effect."""
        text = (
            "Nghị định về vườn hoa\n\nTHÔNG TIN VĂN BẢN\n\n| Số hiệu | 45/2031/NĐ-CP |\n"
            "| Ngày ban hành | 06/05/2031 |\n| Ngày có hiệu lực | 01/7/2031 |\n"
            "| Trích yếu | Quy định về vườn hoa |\n\nĐiều 1. Một\nA.\n"
        )

        found = document(text)

        assert found.number == "45/2031/NĐ-CP"
        assert found.issued == date(2031, 5, 6)
        assert found.effective_from == date(2031, 7, 1)
        assert found.title == "Quy định về vườn hoa"

    def test_a_header_set_in_a_table(self) -> None:
        """Office files set the number beside the day, in bold."""
        found = document(
            "| CHÍNH PHỦ ------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do |\n"
            "| --- | --- |\n| Số: 45/2031/NĐ-CP | Hà Nội, ngày 06 tháng 5 năm 2031 |\n\n"
            "**NGHỊ ĐỊNH**\n\n**VỀ VƯỜN HOA**\n\n**Điều 1. Phạm vi**\n\nA.\n"
        )

        assert found.number == "45/2031/NĐ-CP"
        assert found.issued == date(2031, 5, 6)
        assert found.title == "Về vườn hoa"

    def test_an_official_letter(self) -> None:
        """ "V/v …" is its title; the province's name stands under "Ủy ban nhân dân"."""
        found = document(
            "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NINH\nSố: 6319/UBND-VX1\nV/v chăm sóc vườn hoa\n"
            "Quảng Ninh, ngày 5 tháng 9 năm 2031\nKính gửi: Các sở.\nYêu cầu các sở tưới hoa.\n"
        )

        assert found.kind == "Công văn"
        assert found.title == "Chăm sóc vườn hoa"
        assert found.issuer == "Ủy ban nhân dân tỉnh Quảng Ninh"

    def test_of_two_bodies_the_lower_issues(self) -> None:
        """A department stands under the committee it belongs to."""
        text = "UBND TỈNH QUẢNG NINH\nSỞ NỘI VỤ\nSố: 15/KH-SNV\nKẾ HOẠCH\nTrồng hoa\nI. A\nII. B\n"

        found = document(text)

        assert (found.kind, found.issuer, found.title) == ("Kế hoạch", "Sở Nội vụ", "Trồng hoa")

    def test_a_directive_without_blank_lines(self) -> None:
        """The title of a directive ends where its text begins."""
        found = document(
            "THỦ TƯỚNG CHÍNH PHỦ\nSố: 77/CT-TTg\nHà Nội, ngày 05 tháng 9 năm 2031\nCHỈ THỊ\n"
            "Về việc chăm sóc vườn hoa\nThời gian qua nhiều vườn khô. Yêu cầu:\n1. Tưới.\n2. Bón.\n"
        )

        assert found.title == "Về việc chăm sóc vườn hoa"
        assert found.issued == date(2031, 9, 5)

    def test_a_text_about_a_document_does_not_take_its_number(self) -> None:
        """A newspaper's article on a directive must not replace the directive."""
        found = document(
            "Tỉnh tăng cường chăm sóc vườn hoa\n"
            "Thực hiện Chỉ thị số 77/CT-TTg ngày 05/9/2031, các xã đã tưới cây.\n"
        )

        assert found.number.startswith("khong-so-")

    def test_a_made_up_number_is_stable(self) -> None:
        """It depends on the file's name and the title, not on the body."""
        first, again, other = (
            document(f"Nội quy vườn hoa\n{body}\n", source).number
            for body, source in (("Tưới.", "a.txt"), ("Tưới, bón.", "a.txt"), ("Tưới.", "b.txt"))
        )

        assert first == again
        assert first != other

    def test_a_title_where_none_is_printed(self) -> None:
        """What the first Điều says it lays down."""
        found = document(
            "Số: 5/2031/TT-BNV\nĐiều 1. Phạm vi\nThông tư này quy định về việc tưới hoa ở xã.\n"
        )

        assert found.title == "Quy định việc tưới hoa ở xã"


class TestNumbers:
    """Số hiệu in running text."""

    def test_numbers_are_written_in_one_way(self) -> None:
        """Spaces, dashes and D for Đ are mended."""
        assert clean_number("28 /2003/ND–CP") == "28/2003/NĐ-CP"

    def test_what_is_no_number_is_passed_over(self) -> None:
        """Dates and fractions are not documents."""
        text = "Ngày 01/7/2031, 3/4 số hộ theo Nghị định 112/2020/NĐ-CP và Kết luận 34-KL/TW."

        assert [number for number, _, _ in find_numbers(text)] == ["112/2020/NĐ-CP", "34-KL/TW"]


def test_headers_of_all_regulations(shared_data: Path) -> None:
    """Every number is right, and every day that the file states.

    One file states no title and its first Điều lists what it lays down.
    """
    wrong = []
    with (shared_data / "regs" / "INDEX.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    for row in rows:
        text = (shared_data / "regs" / row["file"]).read_text(encoding="utf-8")
        found = document(text, row["file"])
        untitled = not found.title and row["so_hieu"] != "18/2019/TT-BCT"
        if found.number != row["so_hieu"] or not found.issuer or untitled:
            wrong.append((row["file"], found.number, found.issuer, found.title))
        day = _day(row["ngay"])
        if found.issued is not None and day is not None and found.issued != day:
            wrong.append((row["file"], found.issued, day))

    assert wrong == []


def _day(text: str) -> date | None:
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
