"""Spelling out abbreviations."""

import pytest

from knowledge.vietnamese import expand_abbreviations


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "cbcc uong bia giua trua dc ko",
            "cán bộ công chức uong bia giua trua được không",
        ),
        ("CBCCVC của UBND xã", "cán bộ công chức viên chức của ủy ban nhân dân xã"),
        ("nđ 112 có k?", "nghị định 112 có không?"),
        ("qđ số 30", "quyết định số 30"),
        ("QĐ-TTg mới", "quyết định thủ tướng chính phủ mới"),
        ("CB/CC hút thuốc đc k", "cán bộ công chức hút thuốc được không"),
        ("ct ubnd huyện.", "chủ tịch ủy ban nhân dân huyện."),
        ("ban hành NQ, KL", "ban hành nghị quyết, kết luận"),
        ("KLKC là gì", "kỷ luật kỷ cương là gì"),
    ],
)
def test_abbreviations_are_spelt_out(typed: str, expected: str) -> None:
    """What officials and chat abbreviate is spelt out, in any case, with or without marks."""
    assert expected == expand_abbreviations(typed)


@pytest.mark.parametrize(
    "text",
    [
        "112/2020/NĐ-CP",
        "112/2020/NĐ - CP",
        "26/CT-TTg và 34-KL/TW, 03/2026/TT-BGDĐT",
        "k2 đ8",
        "khoản 2, điểm k, k 2",
        "10 k",
        "tt này, ct đó, cp, nq, kl",
        "abc.vn/cbcc/2 a@cb.vn",
        "",
    ],
)
def test_what_is_no_abbreviation_is_left_alone(text: str) -> None:
    """Numbers of documents, labels and ambiguous small letters stay as they are."""
    assert text == expand_abbreviations(text)


def test_spelling_out_twice_changes_nothing() -> None:
    """No expansion holds another abbreviation."""
    once = expand_abbreviations("CBCC UBND đc ko, TTHC ntn, QĐ-TTg")
    assert once == expand_abbreviations(once)
