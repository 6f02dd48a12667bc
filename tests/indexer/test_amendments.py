"""The operations of a whole amending document: places, sentences, new wordings, days."""

from datetime import date
from pathlib import Path

import pytest

from indexer.amendments import Operation, operations_of
from indexer.readers import read_file
from indexer.structure import parse_document
from knowledge.model import DocumentTree

HEAD = (
    "CHÍNH PHỦ\nSố: 71/2031/NĐ-CP\nHà Nội, ngày 02 tháng 3 năm 2031\nNGHỊ ĐỊNH\n"
    "Sửa đổi, bổ sung một số điều của Nghị định số 12/2028/NĐ-CP ngày 05 tháng 6 năm 2028 của "
    "Chính phủ về vườn hoa\n"
)
NESTED = (
    f"{HEAD}Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 12/2028/NĐ-CP\n"
    "1. Sửa đổi, bổ sung khoản 2 Điều 3 như sau:\n“2. Hoa được tưới mỗi sáng:\na) Hoa hồng;\n"
    "b) Hoa cúc.”.\n"
    "2. Bổ sung Điều 4a vào sau Điều 4 như sau:\n“Điều 4a. Cỏ\n1. Cỏ được cắt.\n"
    "2. Cỏ được tưới.”.\n"
    "3. Sửa đổi, bổ sung một số khoản của Điều 5 như sau:\n"
    "a) Sửa đổi khoản 1 như sau:\n“1. Sửa đổi lối đi theo mùa.”;\n"
    "b) Bãi bỏ khoản 3.\n"
    "4. Thay thế cụm từ “cỏ” bằng cụm từ “hoa” tại khoản 1 Điều 6 và Điều 7.\n"
    "Điều 2. Hiệu lực thi hành\n"
    "1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n"
    "2. Bãi bỏ khoản 5 Điều 9 Thông tư số 03/2027/TT-BNV kể từ ngày 01 tháng 01 năm 2032.\n"
)


def told(tree: DocumentTree) -> list[tuple[str, str, str, str]]:
    """Return (source path, change, number, target path) of each operation."""
    return [
        (o.source_path, o.change.value, o.target.number, o.target_path) for o in operations_of(tree)
    ]


def wording(tree: DocumentTree, operation: Operation) -> str:
    """Return the new wording."""
    return tree.text[operation.wording.start : operation.wording.end]


def test_a_nested_decree_is_read_to_its_points() -> None:
    """What stands above gives the document and the Điều; each sentence its own place."""
    decree = "12/2028/NĐ-CP"

    assert told(parse_document(NESTED)) == [
        ("dieu1.khoan1", "sua_doi", decree, "dieu3.khoan2"),
        ("dieu1.khoan2", "bo_sung", decree, "dieu4a"),
        ("dieu1.khoan3.diema", "sua_doi", decree, "dieu5.khoan1"),
        ("dieu1.khoan3.diemb", "bai_bo", decree, "dieu5.khoan3"),
        ("dieu1.khoan4", "mot_phan", decree, "dieu6.khoan1"),
        ("dieu1.khoan4", "mot_phan", decree, "dieu7"),
        ("dieu2.khoan2", "bai_bo", "03/2027/TT-BNV", "dieu9.khoan5"),
    ]


def test_the_words_are_spans_of_the_decree_itself() -> None:
    """Sentence and new wording can be quoted; a wording that speaks of amending is only quoted."""
    tree = parse_document(NESTED)
    first, inserted, inner, *_ = operations_of(tree)

    assert tree.text[first.said.start : first.said.end] == (
        "Sửa đổi, bổ sung khoản 2 Điều 3 như sau:"
    )
    assert wording(tree, first) == "2. Hoa được tưới mỗi sáng:\na) Hoa hồng;\nb) Hoa cúc."
    assert wording(tree, inner) == "1. Sửa đổi lối đi theo mùa."
    assert [path for path, _ in inserted.parts] == ["dieu4a.khoan1", "dieu4a.khoan2"]


def test_a_sentence_may_name_its_own_day() -> None:
    """The others take effect with the provision that says them."""
    days = [operation.day for operation in operations_of(parse_document(NESTED))]

    assert days == [None] * 6 + [date(2032, 1, 1)]


def test_a_decree_of_articles_without_marks() -> None:
    """Each Điều amends one provision, and the new Điều stand without quotation marks."""
    text = (
        f"{HEAD}Điều 1. Sửa đổi, bổ sung Điều 4 như sau\n\nĐiều 4. Rút đơn\n1. Đơn ghi ngày.\n"
        "2. Đơn có chữ ký.\n\nĐiều 2. Sửa đổi, bổ sung khoản 1, khoản 2 Điều 15 như sau\n\n"
        "1. Một ý.\n2. Hai ý.\n\nĐiều 3. Bãi bỏ Điều 9.\nĐiều 4. Hiệu lực thi hành\n"
        "Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.\n"
    )
    tree = parse_document(text)

    assert [(o.source_path, o.target_path, wording(tree, o)) for o in operations_of(tree)] == [
        ("dieu1", "dieu4", "Điều 4. Rút đơn\n1. Đơn ghi ngày.\n2. Đơn có chữ ký."),
        ("dieu2", "dieu15.khoan1", "1. Một ý."),
        ("dieu2", "dieu15.khoan2", "2. Hai ý."),
        ("dieu3", "dieu9", ""),
    ]


def test_a_closing_article_amends_another_law() -> None:
    """A law that amends nothing by its title may do so at its end."""
    text = (
        "QUỐC HỘI\nSố: 44/2030/QH16\nLUẬT\nCÂY XANH\nĐiều 1. Phạm vi\nLuật này quy định về cây.\n"
        "Điều 2. Sửa đổi, bổ sung một số điều của các luật có liên quan\n"
        "1. Sửa đổi, bổ sung khoản 8 Điều 8 của Luật Vườn hoa số 05/2011/QH13 như sau:\n"
        "“8. Hoa và cây.”.\n"
        "2. Sửa đổi, bổ sung khoản 8 Điều 9 của Luật này như sau:\n“8. Khác.”.\n"
    )

    assert told(parse_document(text)) == [
        ("dieu2.khoan1", "sua_doi", "05/2011/QH13", "dieu8.khoan8")
    ]


def test_what_leaves_out_words_is_not_the_whole() -> None:
    """ "2. …" in a new wording stands for words that stay."""
    text = f"{HEAD}Điều 1. Sửa đổi Điều 4 như sau:\n“Điều 4. Đất\n1. Đất tốt.\n2. …”.\n"

    operation = operations_of(parse_document(text))[0]

    assert (operation.change.value, bool(operation.wording)) == ("mot_phan", False)


@pytest.mark.parametrize(
    "said",
    [
        "Bãi bỏ khoản 2 Điều 4 Nghị định số 71/2031/NĐ-CP.",
        "Bãi bỏ khoản 2 Điều 4 Nghị định số 80/2035/NĐ-CP.",
    ],
)
def test_no_document_amends_itself_or_a_younger_one(said: str) -> None:
    """Such a sentence was set there by the editors of a consolidated text."""
    assert operations_of(parse_document(f"{HEAD}Điều 1. Điều khoản thi hành\n1. {said}\n")) == ()


COUNTED = {
    "52-2019-QH14.txt": 53,
    "156-2026-NĐ-CP.txt": 8,
    "155-2026-NĐ-CP.txt": 23,
}
"""Provisions that real documents change, counted by hand; forms in annexes are left out."""


@pytest.mark.parametrize("name", COUNTED)
def test_real_documents_are_read_in_full(shared_data: Path, name: str) -> None:
    """Each provision they change is found, and every replacement with its new wording."""
    (tree,) = read_file(shared_data / "regs" / name)
    operations = operations_of(tree)

    assert len(operations) == COUNTED[name]
    assert all(o.wording for o in operations if o.change.value in ("sua_doi", "bo_sung")), (
        "a new wording is missing"
    )
