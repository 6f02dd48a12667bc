"""Whether the library's text is the wording before an amendment or already the new one."""

import pytest

from indexer.comparing import held_wording
from knowledge.amendments import Change, Held

OLD = "2. Người làm vườn tưới hoa mỗi ngày một lần, trong thời hạn 05 ngày."
NEW = "2. Người làm vườn tưới hoa mỗi ngày một lần, trong thời hạn 07 ngày."
ARTICLE = f"Điều 8. Tưới\n1. Một.\n{OLD}\n"


def held(change: Change, text: str, new: str = "", said: str = "", article: str = ARTICLE) -> Held:
    """Return what comparing says."""
    return held_wording(change, text, article, new, said)


def test_one_number_tells_the_old_wording_from_the_new() -> None:
    """However much the rest is alike."""
    assert held(Change.REPLACED, OLD, NEW) is Held.BEFORE
    assert held(Change.REPLACED, NEW, NEW) is Held.AFTER


def test_footnotes_and_misread_letters_are_no_difference() -> None:
    """A consolidated text carries footnotes, a scanned one mistakes."""
    scanned = NEW.replace("Người", "Nguời[3]").replace("vườn", "vưòn").replace("trong", "tronq")

    assert held(Change.REPLACED, scanned, NEW) is Held.AFTER


def test_the_new_wording_elsewhere_in_the_article_counts() -> None:
    """An editor may have set the instruction and its wording into the Điều."""
    article = f"{ARTICLE}1. Sửa đổi khoản 2 như sau:\n“{NEW}”\n"

    assert held(Change.REPLACED, OLD, NEW, article=article) is Held.AFTER


def test_an_inserted_provision_is_there_or_is_not() -> None:
    """The Điều around it tells."""
    new = "2a. Người làm vườn nghỉ tưới vào những ngày có mưa to."

    assert held(Change.INSERTED, "", new) is Held.BEFORE
    assert held(Change.INSERTED, new, new) is Held.AFTER


def test_a_repealed_provision_is_gone_or_says_so() -> None:
    """Else the text was printed before."""
    assert held(Change.REPEALED, OLD) is Held.BEFORE
    assert held(Change.REPEALED, "") is Held.AFTER
    assert held(Change.REPEALED, "2. (được bãi bỏ)") is Held.AFTER


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Thay thế cụm từ “05 ngày” bằng cụm từ “07 ngày” tại khoản 2 Điều 8", Held.BEFORE),
        ("Thay thế cụm từ “03 ngày” bằng cụm từ “05 ngày” tại khoản 2 Điều 8", Held.AFTER),
        ("Thay thế cụm từ “03 ngày” bằng cụm từ “09 ngày” tại khoản 2 Điều 8", Held.UNKNOWN),
        ("Bỏ cụm từ “mỗi ngày” tại khoản 2 Điều 8", Held.BEFORE),
        ("Bổ sung cụm từ “sạch” vào sau cụm từ “hoa” tại khoản 2 Điều 8", Held.UNKNOWN),
    ],
)
def test_phrases_tell_where_they_can(said: str, expected: Held) -> None:
    """The phrase that is gone or has come is looked for; in doubt nothing is claimed."""
    assert held(Change.PARTLY, OLD, said=said) is expected


def test_nothing_is_known_of_what_is_not_held() -> None:
    """Neither the provision nor its Điều: a document known in part or by name."""
    assert held(Change.REPLACED, "", NEW, article="") is Held.UNKNOWN
