"""One spelling for searching, and folding."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese import fold, normalise
from knowledge.vietnamese.aligned import fold_aligned

VIETNAMESE = st.text(
    alphabet="abcdeghiklmnopqrstuvxyăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ"
    "HOÀUYQ -–\u00a0\u200b\u0301\u0323"
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hoà bình, thuý, khoẻ", "hòa bình, thúy, khỏe"),
        ("UỶ BAN, Uỷ ban, HOẢ", "ỦY BAN, Ủy ban, HỎA"),
        ("quý, quỹ, quỳ", "quý, quỹ, quỳ"),
        ("hoàn, thuyền, ngoài, huỳnh", "hoàn, thuyền, ngoài, huỳnh"),
        ("hòan, tòan, khỏang, qúy, qủa", "hoàn, toàn, khoảng, quý, quả"),
        ("kỉ luật, qui định, lí do", "kỷ luật, quy định, lý do"),
        ("mì, bị, thì, kính", "mì, bị, thì, kính"),
    ],
)
def test_tone_marks_stand_in_one_place(typed: str, expected: str) -> None:
    """Both styles of tone marks become the old one, only where they differ."""
    assert expected == normalise(typed)


def test_law_dashes_quotes_and_spaces_become_plain() -> None:
    """Odd dashes, curly quotes, invisible and unbreakable spaces become the plain ones."""
    assert normalise("112/2020/NĐ–CP\u00a0 “một”\u2003ha\u200bi") == '112/2020/NĐ-CP "một" hai'


def test_icelandic_eth_becomes_vietnamese_d() -> None:
    """Ð (eth), which looks like Đ, becomes Đ."""
    assert normalise("NÐ‑CP ð") == "NĐ-CP đ"


def test_composed_and_decomposed_letters_are_one() -> None:
    """Text in NFD is normalised to the same string as in NFC."""
    text = "Quyền hạn của ủy ban"
    assert normalise(text) == normalise(unicodedata.normalize("NFD", text))


@given(VIETNAMESE)
def test_normalising_twice_changes_nothing(text: str) -> None:
    """Normalising is idempotent on Vietnamese letters in any order."""
    once = normalise(text)
    assert once == normalise(once)


@given(st.text())
def test_normalising_any_text_twice_changes_nothing(text: str) -> None:
    """Normalising is idempotent on any text."""
    once = normalise(text)
    assert once == normalise(once)


def test_folding_strips_marks_and_case() -> None:
    """Folded text has no marks, no capitals, and d for đ."""
    assert fold("Điều 8 Nghị định 112/2020/NĐ-CP") == "dieu 8 nghi dinh 112/2020/nd-cp"


@given(VIETNAMESE)
def test_folding_keeps_the_length_of_composed_text(text: str) -> None:
    """Every composed letter folds to one letter."""
    plain = "".join(c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c))
    assert len(plain) == len(fold(plain))


@given(st.text(alphabet="aăâđe\u0301\u0323\u200b-– Ðx1"))
def test_an_aligned_fold_points_back_to_its_source(text: str) -> None:
    """Each folded letter points at the letter it was made from."""
    aligned = fold_aligned(text)
    assert len(aligned.places) == len(aligned.text) + 1
    assert all(
        fold(text[aligned.places[at]]) in (letter, "–") for at, letter in enumerate(aligned.text)
    )
