"""Sentences that amend: which provisions of which document they change, and how."""

import pytest

from indexer.instructions import Context, Target, read_instruction
from indexer.mentions import Mention
from knowledge.amendments import Change

LAW = Target("05/2011/QH13", "Luật Vườn hoa")
OF_LAW = Context(LAW)
NAMES = {"luật vườn hoa": Mention("05/2011/QH13", "Luật Vườn hoa", 0, 0)}


def changed(line: str, context: Context = OF_LAW) -> list[tuple[str, str, str]]:
    """Return (change, number, path) of each place that *line* changes."""
    said = read_instruction(line, context, NAMES)
    return [(p.change.value, p.target.number, p.path) for p in said.places] if said else []


def places(line: str, context: Context = OF_LAW) -> list[tuple[str, str]]:
    """Return (change, path) of each place in the document that the heading names."""
    found = changed(line, context)
    assert all(number == LAW.number for _, number, _ in found)
    return [(change, path) for change, _, path in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1. Sửa đổi, bổ sung khoản 2 Điều 8 như sau:", [("sua_doi", "dieu8.khoan2")]),
        ("a) Sửa đổi điểm c khoản 1 Điều 5 như sau:", [("sua_doi", "dieu5.khoan1.diemc")]),
        ("Điều 3. Sửa đổi, bổ sung Điều 15 như sau", [("sua_doi", "dieu15")]),
        (
            "2. Sửa đổi, bổ sung khoản 2 và khoản 3 Điều 8 như sau:",
            [("sua_doi", "dieu8.khoan2"), ("sua_doi", "dieu8.khoan3")],
        ),
        ("3. Khoản 4 Điều 9 được sửa đổi như sau:", [("sua_doi", "dieu9.khoan4")]),
        ("4. Bổ sung khoản 2a vào sau khoản 2 Điều 8:", [("bo_sung", "dieu8.khoan2a")]),
        (
            "4. Bổ sung điểm e vào sau điểm đ khoản 1 Điều 42 như sau:",
            [("bo_sung", "dieu42.khoan1.dieme")],
        ),
        ("5. Bổ sung Điều 3a vào sau Điều 3 như sau:", [("bo_sung", "dieu3a")]),
        ("5. Bổ sung khoản 5 vào Điều 7 như sau:", [("bo_sung", "dieu7.khoan5")]),
        ("5. Bổ sung Mục 2a vào sau Mục 2 Chương IV", [("bo_sung", "chuong4.muc2a")]),
        ("6. Bãi bỏ điểm c khoản 1 Điều 5.", [("bai_bo", "dieu5.khoan1.diemc")]),
        ("6. Bãi bỏ quy định tại khoản 1 Điều 5.", [("bai_bo", "dieu5.khoan1")]),
        ("6. Bãi bỏ Mục 2 (từ Điều 16 đến Điều 23) Chương II.", [("bai_bo", "chuong2.muc2")]),
        (
            "7. Thay thế cụm từ “cỏ” bằng cụm từ “hoa” tại khoản 2 Điều 8, Điều 9.",
            [("mot_phan", "dieu8.khoan2"), ("mot_phan", "dieu9")],
        ),
        ("7. Bỏ cụm từ “và cỏ” tại khoản 5 Điều 66;", [("mot_phan", "dieu66.khoan5")]),
        ("8. Sửa đổi tên Điều 5 như sau:", [("mot_phan", "dieu5")]),
        ("8. Bãi bỏ nội dung về cỏ tại Điều 5.", [("mot_phan", "dieu5")]),
        ("8. Bãi bỏ Điều 5, trừ khoản 2.", [("mot_phan", "dieu5")]),
    ],
)
def test_what_a_sentence_changes(line: str, expected: list[tuple[str, str]]) -> None:
    """However it is put, the provisions are those that the sentence names, no more."""
    assert expected == places(line)


@pytest.mark.parametrize(
    "line",
    [
        "1. Sửa đổi, bổ sung Phụ lục I ban hành kèm theo như sau:",
        "1. Thay thế Mẫu số 02 bằng Mẫu số 02 tại Phụ lục kèm theo.",
        "1. Sửa đổi giấy phép quy định tại điểm đ khoản 4 Điều 14 của Luật này.",
        "1. Sửa đổi quy chế theo quy định tại khoản 1 Điều 3.",
        "1. Bãi bỏ điểm a khoản 1, 2 và 3 Điều 5.",
        "1. Bãi bỏ Mục 3 điểm d khoản 2 Điều 1.",
        "1. Sửa đổi tên điều, khoản 1; bổ sung các khoản 1a và 1b vào sau khoản 1 Điều 5.",
        "1. Cơ quan tưới hoa theo khoản 2 Điều 8.",
    ],
)
def test_what_is_not_understood_changes_nothing(line: str) -> None:
    """A wrong amendment is worse than none."""
    assert places(line) == []


def test_each_document_has_the_provisions_named_before_it() -> None:
    """In a list of several documents; what only describes one of them is passed over."""
    line = (
        "2. Bãi bỏ khoản 1 Điều 4 Nghị định số 10/2012/NĐ-CP ngày 01 tháng 02 năm 2012 của Chính "
        "phủ quy định chi tiết khoản 3 Điều 9 của Luật Vườn hoa số 05/2011/QH13; Điều 7 Thông tư "
        "số 11/2013/TT-BNV."
    )

    assert changed(line) == [
        ("bai_bo", "10/2012/NĐ-CP", "dieu4.khoan1"),
        ("bai_bo", "11/2013/TT-BNV", "dieu7"),
    ]


def test_a_repeal_for_some_matter_is_one_in_part() -> None:
    """The limit stands behind the document."""
    line = "b) Bãi bỏ khoản 2 Điều 5 Thông tư số 11/2013/TT-BNV đối với quy định về cỏ;"

    assert changed(line) == [("mot_phan", "11/2013/TT-BNV", "dieu5.khoan2")]


def test_an_earlier_amendment_that_is_mentioned_is_not_meant() -> None:
    """The law that is amended is named first; those that amended it before are only named."""
    line = (
        "1. Sửa đổi khoản 8 Điều 8 của Luật Vườn hoa số 05/2011/QH13 đã được sửa đổi, bổ sung một "
        "số điều theo Luật số 35/2018/QH14 như sau:"
    )

    assert changed(line, Context()) == [("sua_doi", "05/2011/QH13", "dieu8.khoan8")]


def test_a_law_called_by_its_name_is_known_by_its_number() -> None:
    """The number stands elsewhere in the text."""
    assert changed("1. Bãi bỏ Điều 5 của Luật Vườn hoa.", Context()) == [
        ("bai_bo", "05/2011/QH13", "dieu5")
    ]


def test_without_a_document_nothing_is_changed() -> None:
    """An instruction that hangs in the air bears on nothing."""
    assert changed("1. Sửa đổi khoản 2 Điều 8 như sau:", Context()) == []


def test_headings_tell_what_the_sentences_below_bear_on() -> None:
    """A document, a Điều, a khoản: each heading adds to what stood above it."""
    law = read_instruction(
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật Vườn hoa số 05/2011/QH13", Context(), {}
    )
    assert law is not None
    article = read_instruction("1. Sửa đổi một số khoản của Điều 10 như sau:", law.context, {})
    assert article is not None
    clause = read_instruction("2. Sửa đổi một số điểm của khoản 2", article.context, {})
    assert clause is not None

    assert (law.places, article.places, clause.places) == ((), (), ())
    assert places("a) Sửa đổi điểm b như sau:", clause.context) == [
        ("sua_doi", "dieu10.khoan2.diemb")
    ]
    assert places("3. Sửa đổi khoản 3", article.context) == [("sua_doi", "dieu10.khoan3")]


def test_a_list_under_a_heading_that_repeals() -> None:
    """The heading says what happens, its points only name the provisions."""
    above = read_instruction("2. Bãi bỏ các quy định sau đây:", Context(LAW), {})
    assert above is not None

    assert above.context.verb is Change.REPEALED
    assert changed("b) Khoản 1 Điều 6 của Luật Cây xanh số 04/2007/QH12;", above.context) == [
        ("bai_bo", "04/2007/QH12", "dieu6.khoan1")
    ]
