"""Structure: a legal document's text becomes a tree of provisions, and the tree gives it back."""

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import StructureError
from indexer.structure import closings, parse_document, preamble, provisions_of, rejoin
from indexer.unwrap import unwrap
from knowledge.model import Document, DocumentTree, Level, Provision

LAW = """QUỐC HỘI
-------
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 07/2031/QH16
Hà Nội, ngày 02 tháng 3 năm 2031
LUẬT
VƯỜN HOA CÔNG CỘNG
Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Quốc hội ban hành Luật Vườn hoa công cộng.
Chương I
NHỮNG QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Luật này quy định việc trồng, chăm sóc vườn hoa.
Điều 2. Giải thích từ ngữ
Trong Luật này, các từ ngữ dưới đây được hiểu như sau:
1. Vườn hoa là nơi trồng hoa, gồm:
a) Vườn hoa của xã;
b) Vườn hoa của phường;
c) Vườn hoa của tỉnh;
d) Vườn hoa ven đường;
đ) Vườn hoa khác.
2. Người chăm vườn là người được giao chăm sóc
1000 cây trở lên.
3. Mùa hoa là thời gian hoa nở.
Chương II
CHĂM SÓC
Mục 1
TƯỚI NƯỚC
Điều 3.
Thời gian tưới
1. Tưới buổi sáng.
2. Tưới buổi chiều.
2a. Không tưới buổi trưa.
Mục 2. BÓN PHÂN
Điều 4. Bón phân
Bón phân theo mùa.
Điều 5. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.
Luật này được Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XVI thông qua ngày 02/3/2031.
CHỦ TỊCH QUỐC HỘI
Lê Văn Mẫu
"""


def paths(text: str) -> list[str]:
    """Return the paths of the provisions of *text*."""
    return [provision.path for provision in parse_document(text).provisions]


def said(tree: DocumentTree, path: str) -> str:
    """Return the text of the provision at *path*."""
    provision = next(p for p in tree.provisions if p.path == path)
    return tree.text[provision.start : provision.end]


def articles(tree: DocumentTree) -> list[str]:
    """Return the labels of the Điều of the body, without those of attachments."""
    return [
        p.label
        for p in tree.provisions
        if p.level is Level.ARTICLE and not p.path.startswith("phuluc")
    ]


class TestLevels:
    """Chương, Mục, Điều, khoản and điểm and where they begin and end."""

    def test_a_law_becomes_a_tree_of_its_provisions(self) -> None:
        """Every level is found under its parent, with Arabic numbers in the paths."""
        expected = [
            "chuong1",
            "dieu1",
            "dieu2",
            "dieu2.khoan1",
            *(f"dieu2.khoan1.diem{letter}" for letter in "abcdđ"),
            "dieu2.khoan2",
            "dieu2.khoan3",
            "chuong2",
            "chuong2.muc1",
            "dieu3",
            "dieu3.khoan1",
            "dieu3.khoan2",
            "dieu3.khoan2a",
            "chuong2.muc2",
            "dieu4",
            "dieu5",
        ]

        assert expected == paths(LAW)

    def test_a_provision_knows_the_one_above_it(self) -> None:
        """A Điều's parent is its chương or mục, a khoản's its Điều."""
        parents = {p.path: p.parent for p in parse_document(LAW).provisions}

        assert parents["chuong1"] == ""
        assert parents["dieu1"] == "chuong1"
        assert parents["dieu3"] == "chuong2.muc1"
        assert parents["dieu2.khoan1.diemđ"] == "dieu2.khoan1"

    def test_headings_stand_on_the_line_or_below_it(self) -> None:
        """ "Chương I" and "Điều 3." take the next line as their heading."""
        headings = {p.path: p.heading for p in parse_document(LAW).provisions}

        assert headings["chuong1"] == "NHỮNG QUY ĐỊNH CHUNG"
        assert headings["chuong2.muc1"] == "TƯỚI NƯỚC"
        assert headings["chuong2.muc2"] == "BÓN PHÂN"
        assert headings["dieu1"] == "Phạm vi điều chỉnh"
        assert headings["dieu3"] == "Thời gian tưới"

    def test_a_provision_is_its_span_of_the_text(self) -> None:
        """A khoản's span is its own words, to the character."""
        tree = parse_document(LAW)

        assert said(tree, "dieu3.khoan2") == "2. Tưới buổi chiều.\n"
        assert said(tree, "dieu2.khoan1.diemđ") == "đ) Vườn hoa khác.\n"

    def test_a_number_that_begins_a_line_is_no_khoan(self) -> None:
        """What is out of sequence belongs to the text before it."""
        text = (
            "Điều 1. Số cây\n1. Mỗi xã trồng\n200. 300 cây.\n2. Mỗi phường trồng\n"
            "15) cây.\n3. Mỗi tỉnh trồng 9 cây.\n"
        )

        assert paths(text) == ["dieu1", "dieu1.khoan1", "dieu1.khoan2", "dieu1.khoan3"]

    def test_diem_directly_under_a_dieu(self) -> None:
        """A Điều may have điểm without khoản."""
        text = "Điều 1. Các loại\na) Hoa hồng;\nb) Hoa lan.\nĐiều 2. Khác\nKhông có.\n"

        assert paths(text) == ["dieu1", "dieu1.diema", "dieu1.diemb", "dieu2"]

    def test_the_second_diem_d_is_read_as_đ(self) -> None:
        """OCR takes "đ" for "d"; the citation must still be right."""
        text = "Điều 1. Các loại\n" + "".join(f"{x}) Hoa {x};\n" for x in "abcdde")

        assert paths(text)[-3:] == ["dieu1.diemd", "dieu1.diemđ", "dieu1.dieme"]

    def test_diem_that_ocr_confuses(self) -> None:
        """The first of two "đ" is "d", and "e" between "b" and "d" is "c"."""
        text = "Điều 1. Các loại\n" + "".join(f"{x}) Hoa {x};\n" for x in "abeđđe")

        assert paths(text)[1:] == [f"dieu1.diem{x}" for x in "abcdđe"]

    def test_names_of_attached_files_are_no_khoan(self) -> None:
        """A downloaded text lists its forms in between."""
        text = "Điều 1. Mẫu\n1. Mẫu một.\n1a. Mau mot.doc\n11a. Bia.doc\n2. Mẫu hai.\n"

        assert paths(text) == ["dieu1", "dieu1.khoan1", "dieu1.khoan2"]

    def test_khoan_that_run_on_in_one_paragraph(self) -> None:
        """ "…như sau: 1. Một. 2. Hai. 3. Ba." are three khoản."""
        tree = parse_document("Điều 4. Quy tắc\nPhải: 1. Tưới cây. 2. Nhổ cỏ. 3. Quét lá khô.\n")

        assert said(tree, "dieu4.khoan2") == "2. Nhổ cỏ. "
        assert tree.provisions[0].path == "dieu4"

    def test_a_part_without_header(self) -> None:
        """A single Điều is parsed for the document it belongs to."""
        found = provisions_of("Điều 7. Tưới\n1. Sáng.\n2. Chiều.\n", "07/2031/QH16")

        assert [p.path for p in found] == ["dieu7", "dieu7.khoan1", "dieu7.khoan2"]
        assert {p.id for p in found} == {"07/2031/QH16|7"}

    def test_numbers_with_letters_and_gaps(self) -> None:
        """Partial consolidated texts begin late, skip Điều and insert "7a"."""
        text = "".join(
            f"Điều {n}. Tên\nNội dung.\n" for n in ("5", "6", "7", "7a", "8", "24", "25")
        )

        assert articles(parse_document(text)) == ["5", "6", "7", "7a", "8", "24", "25"]

    def test_a_line_that_only_cites_a_dieu_begins_none(self) -> None:
        """A broken line may begin with "Điều 9 Nghị định này"."""
        text = "Điều 1. Một\nTheo khoản 3\nĐiều 2 Nghị định này thì làm.\nĐiều 2. Hai\nHết.\n"

        tree = parse_document(text)

        assert articles(tree) == ["1", "2"]
        assert "Điều 2 Nghị định này" in said(tree, "dieu1")

    def test_ids_name_the_document_and_the_dieu(self) -> None:
        """Search results are counted by Điều: a điểm carries the id of its Điều."""
        ids = {p.path: p.id for p in parse_document(LAW).provisions}

        assert ids["dieu2"] == ids["dieu2.khoan1.diema"] == "07/2031/QH16|2"

    def test_repeated_labels_get_a_tilde(self) -> None:
        """Paths stay unique where a consolidated text repeats a heading."""
        text = "Mục 1. MỘT\nĐiều 1. A\nA.\nMục 1. HAI\nĐiều 2. B\nB.\n"

        assert paths(text) == ["muc1", "dieu1", "muc1~2", "dieu2"]


class TestClosingBlock:
    """Signatures and recipients belong to no provision."""

    def test_the_last_dieu_ends_before_the_signature(self) -> None:
        """Quoting the Điều on effect does not quote who signed."""
        tree = parse_document(LAW)

        assert said(tree, "dieu5").endswith("từ ngày 01 tháng 7 năm 2031.\n")
        assert said(tree, "chuong2").endswith("từ ngày 01 tháng 7 năm 2031.\n")
        assert closings(tree)[0].startswith("Luật này được Quốc hội")

    @pytest.mark.parametrize(
        "first", ["Nơi nhận:", "TM. CHÍNH PHỦ", "KT. BỘ TRƯỞNG", "- Ban Bí thư Trung ương Đảng;"]
    )
    def test_closing_blocks_of_other_documents(self, first: str) -> None:
        """Recipients or the signing authority begin the closing block."""
        tree = parse_document(f"Điều 1. Một\nA.\nĐiều 2. Hai\nB.\n{first}\n- Lưu: VT.\n")

        assert closings(tree) == (f"{first}\n- Lưu: VT.\n",)

    def test_the_preamble_is_what_precedes_the_first_provision(self) -> None:
        """Header and căn cứ belong to no provision either."""
        assert preamble(parse_document(LAW)).endswith("Luật Vườn hoa công cộng.\n")


class TestAmendingDocuments:
    """What is quoted from another law is not a provision of this one."""

    def test_quoted_dieu_are_not_counted(self) -> None:
        """Neither the quoted Điều nor its khoản become provisions."""
        text = (
            "Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn hoa\n"
            "1. Sửa đổi Điều 6 như sau:\n“Điều 6. Tưới\n1. Sáng.\n2. Chiều.”.\n"
            "2. Bổ sung Điều 6a như sau:\n“Điều 6a. Bón\n1. Xuân.\n2. Hạ.”.\n"
            "Điều 2. Hiệu lực\nLuật này có hiệu lực từ ngày 01/01/2032.\n"
        )

        assert paths(text) == ["dieu1", "dieu1.khoan1", "dieu1.khoan2", "dieu2"]

    def test_a_missing_closing_mark_does_not_swallow_the_rest(self) -> None:
        """The next Điều of the sequence, or the next instruction, ends the quotation."""
        text = (
            "Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn hoa\n"
            "1. Sửa đổi Điều 6 như sau:\n“Điều 6. Tưới\n1. Sáng.\n2. Chiều.\n"
            "2. Bổ sung Điều 6a như sau:\n“Điều 6a. Bón\n1. Xuân.\n"
            "Điều 2. Hiệu lực\nLuật này có hiệu lực từ ngày 01/01/2032.\n"
        )

        assert paths(text) == ["dieu1", "dieu1.khoan1", "dieu1.khoan2", "dieu2"]

    def test_quotations_without_any_mark(self) -> None:
        """The sequence of the document's own Điều decides."""
        text = (
            "Điều 1. Sửa đổi, bổ sung Điều 4 như sau\nĐiều 4. Tưới\n1. Sáng.\n2. Chiều.\n"
            "Điều 2. Bổ sung Điều 19a vào sau Điều 19 như sau\nĐiều 19a. Bón\n1. Xuân.\n"
            "Điều 3. Hiệu lực\n1. Từ ngày ký.\n2. Không hồi tố.\n"
        )

        assert paths(text) == ["dieu1", "dieu2", "dieu3", "dieu3.khoan1", "dieu3.khoan2"]


class TestAttachments:
    """Phụ lục and quy chế issued with a document."""

    DECISION = (
        "Số: 12/2031/QĐ-UBND\nĐiều 1. Ban hành quy chế\nKèm theo đây.\nĐiều 2. Thi hành\nCác sở.\n"
        "Nơi nhận:\n- Lưu: VT.\n\nQUY CHẾ\nCHĂM SÓC VƯỜN HOA\n"
        "(Ban hành kèm theo Quyết định số 12/2031/QĐ-UBND)\n"
        "Chương I\nCHUNG\nĐiều 1. Phạm vi\nA.\nĐiều 2. Đối tượng\n1. B.\n2. C.\n"
        "PHỤ LỤC II\nMẪU ĐƠN\nTên tôi là:\n"
    )

    def test_an_attached_regulation_has_its_own_dieu(self) -> None:
        """Their paths begin with the attachment; its closing block is not the body's."""
        assert paths(self.DECISION) == [
            "dieu1",
            "dieu2",
            "phuluc1",
            "phuluc1.chuong1",
            "phuluc1.dieu1",
            "phuluc1.dieu2",
            "phuluc1.dieu2.khoan1",
            "phuluc1.dieu2.khoan2",
            "phuluc2",
        ]

    def test_attachments_have_titles(self) -> None:
        """The capitals above "Ban hành kèm theo" or under "Phụ lục II"."""
        headings = {p.path: p.heading for p in parse_document(self.DECISION).provisions}

        assert headings["phuluc1"] == "QUY CHẾ CHĂM SÓC VƯỜN HOA"
        assert headings["phuluc2"] == "MẪU ĐƠN"

    def test_a_signers_name_right_above_the_title(self) -> None:
        """The title begins at its own words, and a chapter's heading is no attachment."""
        text = (
            "Điều 1. Ban hành quy chế\nKèm theo.\nCHỦ TỊCH\nLê Văn Mẫu\nQUY CHẾ\nVăn hóa công vụ\n"
            "(Ban hành kèm theo Quyết định số 5/2031/QĐ-UBND)\nChương I\nQUY ĐỊNH CHUNG\n"
            "Điều 1. Phạm vi\nA.\nĐiều 2. Trang phục\nB.\n"
        )

        tree = parse_document(text)

        assert [p.path for p in tree.provisions] == [
            "dieu1",
            "phuluc1",
            "phuluc1.chuong1",
            "phuluc1.dieu1",
            "phuluc1.dieu2",
        ]
        assert closings(tree) == ("CHỦ TỊCH\nLê Văn Mẫu\n",)

    def test_the_dieu_of_a_form_are_not_provisions(self) -> None:
        """A blank decision in an appendix is a form."""
        text = "Điều 1. Một\nA.\nPhụ lục\nMẪU\nQUYẾT ĐỊNH\nĐiều 1. ........\nĐiều 2. Từ ngày ký.\n"

        assert paths(text) == ["dieu1", "phuluc1"]

    def test_a_heading_like_an_attachment_inside_the_body(self) -> None:
        """Where the Điều go on counting, it is a chapter's title."""
        text = "Điều 1. Một\nA.\nQUY CHẾ\n(Ban hành kèm theo Nghị định này)\nĐiều 2. Hai\nB.\n"

        assert paths(text) == ["dieu1", "dieu2"]


class TestDirectives:
    """Documents without Điều: their items are numbered."""

    HEAD = (
        "THỦ TƯỚNG CHÍNH PHỦ\nSố: 77/CT-TTg\nHà Nội, ngày 05 tháng 9 năm 2031\nCHỈ THỊ\n"
        "Về việc chăm sóc vườn hoa\nThời gian qua nhiều vườn hoa khô héo. Thủ tướng yêu cầu:\n"
    )

    def test_numbered_items_with_points(self) -> None:
        """ "1.", "a)" become items and điểm; "Nơi nhận" closes."""
        text = (
            self.HEAD
            + "1. Các bộ:\na) Tưới cây;\nb) Bón phân.\n2. Các tỉnh trồng hoa.\nNơi nhận:\n"
        )

        tree = parse_document(text)

        assert [p.path for p in tree.provisions] == ["so1", "so1.diema", "so1.diemb", "so2"]
        assert closings(tree) == ("Nơi nhận:\n",)
        assert tree.provisions[0].id == "77/CT-TTg|1"

    def test_roman_items_with_numbers_under_them(self) -> None:
        """ "I." holds "1.", which is a khoản there."""
        text = self.HEAD + "I. MỤC TIÊU\n1. Một.\n2. Hai.\nII. NHIỆM VỤ\n1. Ba.\na) Bốn;\nb) Năm.\n"

        expected = ["so1", "so1.khoan1", "so1.khoan2"]
        expected += ["so2", "so2.khoan1", "so2.khoan1.diema", "so2.khoan1.diemb"]
        assert paths(text) == expected

    def test_a_letter_begins_under_its_addressees(self) -> None:
        """ "Kính gửi" and the list under it belong to the header, "Thực hiện …" to the text."""
        tree = parse_document(
            "Số: 63/UBND-VX1\nKính gửi:\n- Các sở;\n- Các xã.\nThực hiện Chỉ thị thì tưới hoa.\n"
        )

        assert said(tree, "so1") == "Thực hiện Chỉ thị thì tưới hoa.\n"

    def test_a_text_that_is_mostly_prose_is_one_item(self) -> None:
        """A short list at the end does not make the text before it vanish."""
        text = "Bài viết\n" + "Vườn hoa nở khắp nơi. " * 20 + "\n1. Hoa lan.\n2. Hoa hồng.\n"

        assert paths(text) == ["so1"]

    def test_spoken_items(self) -> None:
        """ "Một là:" counts as an item."""
        text = self.HEAD + "Một là: tưới cây.\nHai là: bón phân.\nBa là: nhổ cỏ.\n"

        assert paths(text) == ["so1", "so2", "so3"]

    def test_a_document_without_structure_is_one_item(self) -> None:
        """The item covers the body, not the header."""
        tree = parse_document(self.HEAD + "Các bộ tưới cây.\n")

        assert [p.path for p in tree.provisions] == ["so1"]
        assert said(tree, "so1").startswith("Thời gian qua")

    def test_an_empty_text_has_no_provisions(self) -> None:
        """Nothing in, nothing out, and no error."""
        assert parse_document("").provisions == ()


class TestRejoining:
    """Nothing lost, nothing twice."""

    @staticmethod
    def _words() -> st.SearchStrategy[str]:
        alphabet = 'abc đêạ 12.,;:()“”"-|'
        return st.text(alphabet, min_size=1, max_size=30)

    @staticmethod
    def _line() -> st.SearchStrategy[str]:
        marks = st.sampled_from(
            [
                "Phần thứ nhất",
                "Chương II",
                "Mục 1. ",
                "Điều 1. ",
                "Điều 2. ",
                "Điều 3. ",
                "“Điều 9. ",
                "1. ",
                "2. ",
                "3. ",
                "a) ",
                "b) ",
                "đ) ",
                "I. ",
                "II. ",
                "Phụ lục I",
                "QUY CHẾ",
                "(Ban hành kèm theo Quyết định này)",
                "Nơi nhận:",
                "Một là: ",
                "Số: 1/2031/NĐ-CP",
                "NGHỊ ĐỊNH",
                "",
                "   ",
            ]
        )
        return st.builds(
            lambda mark, rest: mark + rest, marks, TestRejoining._words() | st.just("")
        )

    @settings(max_examples=300, deadline=None)
    @given(st.data())
    def test_any_document_comes_back_whole(self, data: st.DataObject) -> None:
        """Whatever the order of headings, rejoining the tree gives back the text."""
        lines = data.draw(st.lists(self._line(), max_size=40))
        text = data.draw(st.sampled_from(["\n", "\n\n", "\r\n"])).join(lines)

        tree = parse_document(text)

        assert rejoin(tree) == text
        assert len({p.path for p in tree.provisions}) == len(tree.provisions)
        assert all(p.start < p.end for p in tree.provisions)

    def test_a_tree_with_an_overlap_is_refused(self) -> None:
        """A provision that begins inside the one before it is an error, not a repetition."""
        first = Provision("1/NĐ", "dieu1", "", Level.ARTICLE, "1", "", 0, 4)
        second = Provision("1/NĐ", "dieu2", "", Level.ARTICLE, "2", "", 3, 6)
        tree = DocumentTree(Document("1/NĐ", "", ""), "abcdef", (first, second))

        with pytest.raises(StructureError):
            rejoin(tree)

    def test_a_tree_with_a_hole_is_refused(self) -> None:
        """Children that do not reach their parent's end would lose text."""
        parent = Provision("1/NĐ", "dieu1", "", Level.ARTICLE, "1", "", 0, 6)
        child = Provision("1/NĐ", "dieu1.khoan1", "dieu1", Level.CLAUSE, "1", "", 2, 5)
        tree = DocumentTree(Document("1/NĐ", "", ""), "abcdef", (parent, child))

        with pytest.raises(StructureError):
            rejoin(tree)


COUNTED_BY_HAND = {"155-2026-NĐ-CP.txt": 23, "156-2026-NĐ-CP.txt": 11}
"""The index counts quoted Điều and those of forms there; these are the documents' own."""


@pytest.fixture(scope="module")
def index(shared_data: Path) -> list[dict[str, str]]:
    """Return the rows of the index of regulations."""
    with (shared_data / "regs" / "INDEX.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


class TestRealRegulations:
    """All the regulations at hand, where they are."""

    def test_every_file_has_its_dieu_and_comes_back_whole(
        self, shared_data: Path, index: list[dict[str, str]]
    ) -> None:
        """The number of Điều is the true one, with and without joining broken lines."""
        wrong = {}
        for row in index:
            raw = (shared_data / "regs" / row["file"]).read_text(encoding="utf-8")
            expected = COUNTED_BY_HAND.get(row["file"], int(row["so_dieu"]))
            for text in {raw, unwrap(raw)}:
                tree = parse_document(text, row["file"])
                assert rejoin(tree) == text
                if len(articles(tree)) != expected:
                    wrong[row["file"]] = (expected, len(articles(tree)))

        assert len(index) == 55
        assert wrong == {}

    def test_a_long_law_parses_in_under_a_second(
        self, shared_data: Path, index: list[dict[str, str]]
    ) -> None:
        """170 kB take a fraction of a second of processor time."""
        longest = max(index, key=lambda row: int(row["so_ky_tu"]))
        text = (shared_data / "regs" / longest["file"]).read_text(encoding="utf-8")

        begun = time.process_time()
        parse_document(text)

        assert time.process_time() - begun < 1.0


def test_a_text_that_begins_with_its_first_item_keeps_it() -> None:
    """A numbered line is an item, even where no header stands above it."""
    tree = parse_document("1. Kiểm tra giờ giấc mỗi tháng.\n2. Nhắc nhở người đến muộn.\n")

    assert ["so1", "so2"] == [provision.path for provision in tree.provisions]
