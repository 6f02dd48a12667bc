"""Dates: the days that legal texts write, and the days from which they bind."""

from datetime import date

import pytest

from indexer.dates import find_dates, first_date
from indexer.structure import parse_document
from knowledge.model import DocumentTree, Provision


@pytest.mark.parametrize(
    "text",
    [
        "ngày 01 tháng 7 năm 2020",
        "1/7/2020",
        "01-07-2020",
        "01.7.2020",
        "2020-07-01",
        "ngày 01 tháng 07 năm 2020",
    ],
)
def test_forms_of_a_date(text: str) -> None:
    """All common ways to write a day are one day."""
    assert first_date(f"từ {text}, các xã") == date(2020, 7, 1)


@pytest.mark.parametrize("text", ["ngày 31/02/2020", "112/2020/NĐ-CP", "tháng 7 năm 2020", ""])
def test_what_is_no_date(text: str) -> None:
    """Days that do not exist, numbers of documents and months are no dates."""
    assert first_date(text) is None


def test_dates_come_in_order() -> None:
    """All dates of a text, in the order in which they stand, with their places."""
    text = "từ 01/7/2020 đến ngày 02 tháng 8 năm 2021"

    found = list(find_dates(text))

    assert [day for day, _, _ in found] == [date(2020, 7, 1), date(2021, 8, 2)]
    assert [text[start:end] for _, start, end in found] == ["01/7/2020", "ngày 02 tháng 8 năm 2021"]


def decree(effect: str, heading: str = "Hiệu lực thi hành") -> DocumentTree:
    """Return a decree of 6 May 2031 whose last Điều says *effect*."""
    return parse_document(
        "CHÍNH PHỦ\nSố: 45/2031/NĐ-CP\nHà Nội, ngày 06 tháng 5 năm 2031\nNGHỊ ĐỊNH\nVỀ VƯỜN HOA\n"
        "Điều 1. Phạm vi\nA.\nĐiều 2. Tưới\n1. Sáng.\n2. Chiều.\nĐiều 3. Bón\nB.\n"
        f"Điều 4. {heading}\n{effect}\n"
    )


def provision(tree: DocumentTree, path: str) -> Provision:
    """Return the provision at *path*."""
    return next(p for p in tree.provisions if p.path == path)


@pytest.mark.parametrize(
    ("effect", "day"),
    [
        ("Nghị định này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2031.", date(2031, 7, 1)),
        ("1. Nghị định này có hiệu lực kể từ ngày 01/7/2031.", date(2031, 7, 1)),
        ("Nghị định này có hiệu lực thi hành kể từ ngày ký.", date(2031, 5, 6)),
        ("Nghị định này có hiệu lực thi hành kể từ ngày ký ban hành.", date(2031, 5, 6)),
        ("Nghị định này có hiệu lực sau 45 ngày, kể từ ngày ký.", date(2031, 6, 20)),
        ("Nghị định này có hiệu lực sau 15 ngày kể từ ngày đăng Công báo.", None),
        ("Việc bắt đầu trước ngày Nghị định này có hiệu lực thì làm tiếp.", None),
        ("Quyết định của xã có hiệu lực từ ngày 01/01/2032.", None),
        (
            "1. Quy định của Nghị định này có hiệu lực từ ngày 01/01/2033.\n"
            "2. Nghị định này có hiệu lực từ ngày 01/7/2031, trừ khoản 1.",
            date(2031, 7, 1),
        ),
    ],
)
def test_the_day_of_effect(effect: str, day: date | None) -> None:
    """A document binds from the day it names, from its signing, or from so many days later."""
    assert decree(effect).document.effective_from == day


def test_quoted_days_are_another_documents() -> None:
    """A new wording of another law's Điều on effect says nothing of this document."""
    tree = decree(
        "1. Sửa đổi Điều 9 như sau:\n“Điều 9. Hiệu lực\n"
        "Nghị định này có hiệu lực từ ngày 01/01/2020.”.\n"
        "2. Nghị định này có hiệu lực từ ngày 01/7/2031."
    )

    assert tree.document.effective_from == date(2031, 7, 1)


def test_a_provision_with_its_own_day() -> None:
    """ "Khoản 2 Điều 2 … có hiệu lực từ …" is that khoản's own day, and no other's."""
    tree = decree(
        "1. Nghị định này có hiệu lực từ ngày 01/7/2031, trừ quy định tại khoản 2 Điều này.\n"
        "2. Khoản 2 Điều 2 và Điều 3 của Nghị định này có hiệu lực thi hành từ ngày 01/01/2033."
    )

    assert tree.document.effective_from == date(2031, 7, 1)
    assert provision(tree, "dieu2.khoan2").effective_from == date(2033, 1, 1)
    assert provision(tree, "dieu3").effective_from == date(2033, 1, 1)
    assert provision(tree, "dieu2").effective_from is None
    assert provision(tree, "dieu2.khoan1").effective_from is None


def test_a_provision_that_lapses_by_itself() -> None:
    """ "Điều 3 … hết hiệu lực từ …" ends that Điều and what is in it."""
    tree = decree(
        "1. Nghị định này có hiệu lực từ ngày 01/7/2031.\n"
        "2. Quy định tại Điều 2 Nghị định này hết hiệu lực từ ngày 01/01/2035."
    )

    assert provision(tree, "dieu2").effective_to == date(2035, 1, 1)
    assert provision(tree, "dieu2.khoan1").effective_to == date(2035, 1, 1)
    assert provision(tree, "dieu3").effective_to is None


def test_a_matter_inside_a_provision_has_no_day_of_its_own() -> None:
    """ "Quy định về … tại khoản 2" is less than the khoản, so the khoản's day stays."""
    tree = decree("1. Quy định về hoa lan tại khoản 2 Điều 2 có hiệu lực từ ngày 01/01/2033.")

    assert provision(tree, "dieu2.khoan2").effective_from is None


def test_notes_of_consolidated_texts() -> None:
    """The pháp điển's note says when a whole Điều was repealed or added."""
    note = (
        "[Ghi chú pháp điển: Điều {0} Nghị định số 45/2031/NĐ-CP, có hiệu lực thi hành kể từ ngày"
    )
    change = "bởi Điều 1 Nghị định số 9/2033/NĐ-CP có hiệu lực thi hành kể từ ngày 01/02/2033]\n"
    tree = parse_document(
        "Về vườn hoa\nSố: 45/2031/NĐ-CP\n"
        f"Điều 1. Một\n{note.format(1)} 01/07/2031, bị bãi bỏ {change}A.\n"
        f"Điều 2. Hai\n{note.format(2)} 01/07/2031, có nội dung bị bãi bỏ {change}B.\n"
        f"Điều 3. Ba\n{note.format(3)} 01/07/2031, được bổ sung {change}C.\n"
    )

    assert tree.document.effective_from == date(2031, 7, 1)
    assert provision(tree, "dieu1").effective_to == date(2033, 2, 1)
    assert provision(tree, "dieu2").effective_to is None
    assert provision(tree, "dieu3").effective_from == date(2033, 2, 1)
