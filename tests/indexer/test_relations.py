"""Relations: what a document replaces, repeals, amends, implements and is based on."""

from datetime import date
from pathlib import Path

import pytest

from indexer.references import paths_in
from indexer.structure import parse_document
from knowledge.model import Relation, RelationKind

IN_FORCE = date(2031, 7, 1)
HEAD = (
    "QUỐC HỘI\nSố: 07/2031/QH16\nHà Nội, ngày 02 tháng 3 năm 2031\nLUẬT\nVƯỜN HOA\n"
    "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\n"
)
ENDING = (RelationKind.REPLACES, RelationKind.REPEALS)


def law(effect: str, head: str = HEAD) -> tuple[Relation, ...]:
    """Return the relations of a law of 2031 whose last Điều says *effect* after its own effect."""
    text = (
        f"{head}Điều 1. Phạm vi\nLuật này quy định về vườn hoa.\nĐiều 2. Hiệu lực thi hành\n"
        f"1. Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n2. {effect}\n"
    )
    return parse_document(text).relations


def ended(effect: str) -> list[tuple[str, str]]:
    """Return (number, path) of what *effect* puts out of force."""
    return [(r.target, r.target_path) for r in law(effect) if r.kind in ENDING]


class TestWholeDocuments:
    """Documents that are replaced or repealed as a whole."""

    @pytest.mark.parametrize(
        "effect",
        [
            "Luật Vườn hoa số 05/2011/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành.",
            "Luật Vườn hoa số 05/2011/QH13 đã được sửa đổi, bổ sung một số điều theo Luật số "
            "26/2014/QH13 và Luật số 58/2015/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực.",
            "Luật Vườn hoa số 05/2011/QH13 (được sửa đổi bởi Luật số 26/2014/QH13) hết hiệu lực.",
            "Luật này thay thế Luật Vườn hoa số 05/2011/QH13.",
            "Luật này có hiệu lực từ ngày 01/7/2031 và thay thế Luật Vườn hoa số 05/2011/QH13.",
            "Bãi bỏ Luật Vườn hoa số 05/2011/QH13.",
            "Luật này bãi bỏ Luật Vườn hoa số 05/2011/QH13.",
            "Luật này thay thế cho Luật Vườn hoa số 05/2011/QH13.",
            "Luật này thay thế Luật Vườn hoa số 05/2011/QH13 về phòng trừ sâu.",
            "Kể từ ngày Luật này có hiệu lực, Luật Vườn hoa số 05/2011/QH13 hết hiệu lực.",
        ],
    )
    def test_a_law_that_lapses(self, effect: str) -> None:
        """However it is said, that law ends as a whole, and only that law."""
        assert ended(effect) == [("05/2011/QH13", "")]

    def test_a_law_of_the_same_name_is_replaced(self) -> None:
        """It ends on the day on which the new one begins, and the khoản that says so is named."""
        found = law("Luật Vườn hoa số 05/2011/QH13 hết hiệu lực kể từ ngày Luật này có hiệu lực.")

        assert found == (
            Relation(
                RelationKind.REPLACES,
                source="07/2031/QH16",
                target="05/2011/QH13",
                target_title="Luật Vườn hoa",
                source_path="dieu2.khoan2",
                effective_from=IN_FORCE,
            ),
        )

    def test_a_law_of_another_name_is_repealed(self) -> None:
        """Not every law that ends is replaced by this one."""
        found = law("Pháp lệnh Cây xanh số 30/2000/PL-UBTVQH10 hết hiệu lực từ ngày 01/01/2032.")

        assert found[0].kind is RelationKind.REPEALS
        assert found[0].effective_from == date(2032, 1, 1)

    def test_several_documents(self) -> None:
        """A list by commas, semicolons and "và"."""
        effect = (
            "Nghị định số 10/2004/NĐ-CP ngày 08 tháng 4 năm 2004 của Chính phủ về vườn hoa và Nghị "
            "định số 09/2010/NĐ-CP ngày 08 tháng 02 năm 2010 của Chính phủ sửa đổi, bổ sung một số "
            "điều của Nghị định số 10/2004/NĐ-CP hết hiệu lực."
        )

        assert ended(effect) == [("10/2004/NĐ-CP", ""), ("09/2010/NĐ-CP", "")]

    @pytest.mark.parametrize(
        "lead",
        [
            "Các văn bản quy phạm pháp luật sau hết hiệu lực kể từ ngày Luật này có hiệu lực:",
            "Bãi bỏ các văn bản sau đây:",
            "Luật này thay thế các văn bản sau:",
        ],
    )
    def test_a_list_of_points(self, lead: str) -> None:
        """ "Các văn bản sau hết hiệu lực: a) …; b) …"."""
        effect = (
            f"{lead}\n"
            "a) Nghị định số 10/2004/NĐ-CP ngày 08/4/2004 của Chính phủ;\n"
            "b) Quyết định số 64/2007/QĐ-TTg ngày 10/5/2007;\n"
        )

        assert ended(effect) == [("10/2004/NĐ-CP", ""), ("64/2007/QĐ-TTg", "")]

    def test_a_list_in_one_sentence(self) -> None:
        """The list may run on behind the colon."""
        effect = (
            "Các Nghị định sau đây hết hiệu lực: Nghị định số 10/2004/NĐ-CP ngày 08/4/2004 của "
            "Chính phủ quy định về cây; Điều 3 Nghị định số 12/2005/NĐ-CP."
        )

        assert ended(effect) == [("10/2004/NĐ-CP", ""), ("12/2005/NĐ-CP", "dieu3")]

    def test_documents_named_without_number(self) -> None:
        """An old ordinance is known by its name and day."""
        found = law("Pháp lệnh vườn hoa ngày 26 tháng 02 năm 1998 hết hiệu lực.")

        assert [(r.target, r.target_title) for r in found] == [("", "Pháp lệnh vườn hoa")]


class TestPartsOnly:
    """A clause about provisions never ends the whole document."""

    @pytest.mark.parametrize(
        ("effect", "paths"),
        [
            ("Khoản 2 Điều 8 của Luật Cây số 05/2011/QH13 hết hiệu lực.", ["dieu8.khoan2"]),
            ("Bãi bỏ Điều 2 của Quyết định số 1699/QĐ-TTg ngày 20/10/2009.", ["dieu2"]),
            ("Chương V của Luật Cây số 05/2011/QH13 hết hiệu lực.", ["chuong5"]),
            ("Luật này thay thế Điều 6 Thông tư số 06/2019/TT-BGDĐT.", ["dieu6"]),
            (
                "Bãi bỏ Mục 2 (từ Điều 16 đến Điều 23) Chương II Nghị định số 84/2006/NĐ-CP.",
                ["chuong2.muc2"],
            ),
            (
                "Điều 3, khoản 1 và khoản 2 Điều 4 Nghị định số 84/2006/NĐ-CP bị bãi bỏ.",
                ["dieu3", "dieu4.khoan1", "dieu4.khoan2"],
            ),
        ],
    )
    def test_the_provisions_are_named(self, effect: str, paths: list[str]) -> None:
        """The relation points at the provisions that end."""
        assert [path for _, path in ended(effect)] == paths

    @pytest.mark.parametrize(
        "effect",
        [
            "Các quy định về tưới cây trong Nghị định số 84/2006/NĐ-CP hết hiệu lực.",
            "Quy định về tưới cây tại khoản 3 Điều 5 Nghị định số 84/2006/NĐ-CP hết hiệu lực.",
            "Luật này thay thế các quy định về tưới cây trong Nghị định số 84/2006/NĐ-CP.",
            "Quy chế ban hành kèm theo Quyết định số 64/2007/QĐ-TTg hết hiệu lực.",
            "Nghị định quy định chi tiết Luật Cây số 05/2011/QH13 hết hiệu lực.",
            "Bãi bỏ cụm từ “hoa lan” tại khoản 3 Điều 5 của Luật Cây số 05/2011/QH13.",
            "Bãi bỏ đoạn thứ hai khoản 3 Điều 5 Nghị định số 84/2006/NĐ-CP.",
            "Luật này sửa Luật Hoa; thay thế cụm từ “a” bằng “b” tại Điều 5 Luật số 5/2011/QH13.",
            "Bãi bỏ Điều 5 Nghị định số 84/2006/NĐ-CP, trừ khoản 2.",
            "Các quy định trước đây trái với Luật này đều bị bãi bỏ.",
        ],
    )
    def test_what_cannot_be_placed_is_left_alone(self, effect: str) -> None:
        """Rules on a matter, or documents named in passing, end nothing."""
        assert ended(effect) == []


class TestTransition:
    """Transitional clauses are no repeals."""

    @pytest.mark.parametrize(
        "effect",
        [
            "Việc đã thụ lý trước ngày Luật này có hiệu lực thì giải quyết theo Luật Vườn hoa số "
            "05/2011/QH13.",
            "Giấy phép cấp theo Luật Vườn hoa số 05/2011/QH13 tiếp tục được sử dụng cho đến khi "
            "hết hiệu lực.",
            "Nghị định số 84/2006/NĐ-CP tiếp tục có hiệu lực cho đến khi bị bãi bỏ.",
            "Xã có thể thay thế cây chết theo Nghị định số 84/2006/NĐ-CP.",
        ],
    )
    def test_nothing_ends(self, effect: str) -> None:
        """What goes on under the old law does not end the old law."""
        assert ended(effect) == []

    def test_an_end_with_exceptions_hides_nothing(self) -> None:
        """ "…, trừ …" leaves rules in force, so it is recorded as an amendment."""
        found = law(
            "Luật Vườn hoa số 05/2011/QH13 hết hiệu lực, trừ quy định tại khoản 3 Điều này."
        )

        assert [(r.kind, r.target) for r in found] == [(RelationKind.AMENDS, "05/2011/QH13")]


class TestAmendments:
    """Sửa đổi, bổ sung."""

    def test_a_provision_of_another_law(self) -> None:
        """ "Sửa đổi khoản 8 Điều 8 của Luật …" bears on that khoản."""
        found = law(
            "Sửa đổi, bổ sung khoản 8 Điều 8 của Luật Cây số 23/2008/QH12 đã được sửa đổi "
            "theo Luật số 35/2018/QH14 như sau:\n“8. Cấm chặt cây.”."
        )

        assert [(r.kind, r.target, r.target_path) for r in found] == [
            (RelationKind.AMENDS, "23/2008/QH12", "dieu8.khoan8")
        ]

    def test_a_decree_that_amends_another(self) -> None:
        """The title names the decree, each Điều what it changes in it."""
        found = parse_document(
            "CHÍNH PHỦ\nSố: 45/2031/NĐ-CP\nNGHỊ ĐỊNH\nSửa đổi, bổ sung một số điều của "
            "Nghị định số 31/2029/NĐ-CP về vườn hoa\nCăn cứ Luật Vườn hoa số 07/2029/QH16;\n"
            "Điều 1. Sửa đổi, bổ sung một số khoản của Điều 10\n1. Sửa đổi khoản 1\n“1. Tưới.”.\n"
            "2. Bổ sung khoản 4a vào sau khoản 4\n“4a. Bón.”.\n"
            "Điều 2. Bãi bỏ Điều 9.\n"
            "Điều 3. Hiệu lực thi hành\nNghị định này có hiệu lực từ ngày 01/7/2031.\n"
        ).relations

        assert [(r.kind.name, r.target, r.source_path, r.target_path) for r in found] == [
            ("BASED_ON", "07/2029/QH16", "", ""),
            ("AMENDS", "31/2029/NĐ-CP", "", ""),
            ("AMENDS", "31/2029/NĐ-CP", "dieu1.khoan1", "dieu10.khoan1"),
            ("AMENDS", "31/2029/NĐ-CP", "dieu1.khoan2", "dieu10.khoan4a"),
            ("REPEALS", "31/2029/NĐ-CP", "dieu2", "dieu9"),
        ]

    def test_a_title_in_capitals_names_what_is_amended(self) -> None:
        """By its number, as a title in small letters does."""
        found = parse_document(
            "CHÍNH PHỦ\nSố: 45/2031/NĐ-CP\nNGHỊ ĐỊNH\n"
            "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA NGHỊ ĐỊNH SỐ 31/2029/NĐ-CP\n"
            "Điều 1. Sửa đổi khoản 1 Điều 10 như sau:\n“1. A”.\n"
        ).relations

        assert [(r.kind.name, r.target, r.source_path, r.target_path) for r in found] == [
            ("AMENDS", "31/2029/NĐ-CP", "", ""),
            ("AMENDS", "31/2029/NĐ-CP", "dieu1", "dieu10.khoan1"),
        ]

    def test_a_law_that_amends_two(self) -> None:
        """Each Điều names its law without number; the preamble knows the numbers."""
        found = parse_document(
            "QUỐC HỘI\nLuật số: 52/2029/QH15\nLUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT CÂY "
            "VÀ LUẬT HOA\nQuốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Cây số "
            "22/2018/QH14 và Luật Hoa số 58/2020/QH14.\n"
            "Điều 1. Sửa đổi, bổ sung một số điều của Luật Cây\n1. Sửa đổi Điều 6 như sau:\n"
            "“Điều 6. A”.\nĐiều 2. Sửa đổi, bổ sung một số điều của Luật Hoa\n"
            "1. Sửa đổi Điều 7 như sau:\n“Điều 7. B”.\n"
        ).relations

        assert [(r.target, r.target_path) for r in found if r.target_path] == [
            ("22/2018/QH14", "dieu6"),
            ("58/2020/QH14", "dieu7"),
        ]


class TestBasisAndImplementation:
    """Căn cứ, quy định chi tiết, hướng dẫn."""

    DECREE = (
        "CHÍNH PHỦ\nSố: 45/2031/NĐ-CP\nNGHỊ ĐỊNH\nQuy định chi tiết một số điều của Luật Vườn hoa\n"
        "Căn cứ Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025;\n"
        "Căn cứ Luật Vườn hoa số 07/2031/QH16;\nĐiều 1. Một\nA.\n"
    )

    def test_the_basis(self) -> None:
        """Each căn cứ is a relation, by number or by name alone."""
        found = parse_document(self.DECREE).relations

        assert [(r.target, r.target_title) for r in found if r.kind is RelationKind.BASED_ON] == [
            ("", "Luật Tổ chức Chính phủ"),
            ("07/2031/QH16", "Luật Vườn hoa"),
        ]

    def test_what_it_implements(self) -> None:
        """The title names the law, its căn cứ the law's number."""
        found = parse_document(self.DECREE).relations

        assert [(r.target, r.target_title) for r in found if r.kind is RelationKind.IMPLEMENTS] == [
            ("07/2031/QH16", "Luật Vườn hoa")
        ]


class TestReferences:
    """Provisions named in running text."""

    @pytest.mark.parametrize(
        ("text", "paths"),
        [
            ("điểm a khoản 2 Điều 8", ["dieu8.khoan2.diema"]),
            ("điểm a, b và đ khoản 2 Điều 8", [f"dieu8.khoan2.diem{x}" for x in "abđ"]),
            ("khoản 1, khoản 3 Điều 8", ["dieu8.khoan1", "dieu8.khoan3"]),
            ("các khoản 1, 2 và 3 Điều 34", [f"dieu34.khoan{n}" for n in (1, 2, 3)]),
            ("các điều 3, 4 và 5", ["dieu3", "dieu4", "dieu5"]),
            ("Điều 3 đến Điều 5", ["dieu3", "dieu4", "dieu5"]),
            ("Điều 7a; Chương IV; Phụ lục II", ["dieu7a", "chuong4", "phuluc2"]),
            ("điểm b khoản 1 và khoản 3 Điều 9", ["dieu9.khoan1.diemb", "dieu9.khoan3"]),
            ("Điều khoản thi hành", []),
        ],
    )
    def test_paths(self, text: str, paths: list[str]) -> None:
        """The innermost is named first; lists and ranges are spelled out."""
        assert paths_in(text) == paths


def test_notes_of_consolidated_texts_name_who_changed_a_dieu() -> None:
    """The later document is the source: it repealed or amended that Điều from its day on."""
    note = (
        "[Ghi chú pháp điển: Điều {0} Nghị định số 45/2031/NĐ-CP, có hiệu lực thi hành kể từ ngày"
    )
    change = "bởi Điều 1 Nghị định số 9/2033/NĐ-CP có hiệu lực thi hành kể từ ngày 01/02/2033]\n"
    found = parse_document(
        "Về vườn hoa\nSố: 45/2031/NĐ-CP\n"
        f"Điều 1. Một\n{note.format(1)} 01/07/2031, bị bãi bỏ {change}A.\n"
        f"Điều 2. Hai\n{note.format(2)} 01/07/2031, có nội dung được sửa đổi {change}B.\n"
    ).relations

    day = date(2033, 2, 1)
    assert [(r.kind.name, r.source, r.target, r.target_path, r.effective_from) for r in found] == [
        ("REPEALS", "9/2033/NĐ-CP", "45/2031/NĐ-CP", "dieu1", day),
        ("AMENDS", "9/2033/NĐ-CP", "45/2031/NĐ-CP", "dieu2", day),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "[Ghi chú pháp điển: Điều 1 Nghị định số 8/2030/NĐ-CP, có hiệu lực thi hành kể từ ngày "
        "01/07/2031, bị bãi bỏ bởi Nghị định số 9/2033/NĐ-CP]",
        "[Ghi chú pháp điển: Điều 1 Nghị định số 45/2031/NĐ-CP, có hiệu lực thi hành kể từ ngày "
        "01/07/2031, bị bãi bỏ]",
    ],
)
def test_notes_on_other_documents_or_without_number_say_nothing(note: str) -> None:
    """A note that speaks of another document, or names none, makes no relation."""
    text = f"Về vườn hoa\nSố: 45/2031/NĐ-CP\nĐiều 1. Một\n{note}\nA.\n"

    assert parse_document(text).relations == ()


def test_replacements_among_the_real_regulations(shared_data: Path) -> None:
    """The known replacements are found; laws in force at the same time end none of each other."""
    found = set()
    for path in sorted((shared_data / "regs").glob("*.txt")):
        tree = parse_document(path.read_text(encoding="utf-8"), path.name)
        found |= {
            (r.source, r.target)
            for r in tree.relations
            if r.kind in ENDING and not r.target_path and r.target
        }

    assert {
        ("129/2025/QH15", "58/2010/QH12"),
        ("234/2026/NĐ-CP", "112/2020/NĐ-CP"),
        ("233/2026/NĐ-CP", "90/2020/NĐ-CP"),
        ("154/2026/NĐ-CP", "64/2014/NĐ-CP"),
        ("36/2018/QH14", "55/2005/QH11"),
        ("25/2018/QH14", "03/2011/QH13"),
        ("59/2019/NĐ-CP", "107/2006/NĐ-CP"),
    } <= found
    assert not {target for _, target in found} & {
        "22/2008/QH12",
        "02/2011/QH13",
        "42/2013/QH13",
        "06/2019/TT-BGDĐT",
        "124/2020/NĐ-CP",
        "31/2019/NĐ-CP",
        "75/2012/NĐ-CP",
        "52/2019/QH14",
    }
