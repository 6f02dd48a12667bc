"""What is a Vietnamese syllable, and where its tone is written."""

import pytest

from knowledge.vietnamese.syllables import ACUTE, DOT, GRAVE, is_syllable, split_tone, with_tone


@pytest.mark.parametrize(
    "syllable",
    ["nghiêng", "quý", "khuỷu", "giết", "gì", "thuở", "rượu", "ý", "xoong", "ngoằn", "ghế", "kỷ"],
)
def test_what_can_be_said_is_a_syllable(syllable: str) -> None:
    """Rare rimes and single vowels too."""
    assert is_syllable(syllable)


@pytest.mark.parametrize(
    "text",
    ["luat", "luât", "ngê", "ce", "ka", "gê", "xyz", "flow", "côngchức", "cán2", "đ", "qu", "uỷ"],
)
def test_what_lacks_a_mark_or_has_a_strange_rime_is_none(text: str) -> None:
    """A stop needs its tone, spelling before front vowels counts, misplaced tones do not."""
    assert not is_syllable(text)


@pytest.mark.parametrize(
    ("bare", "tone", "expected"),
    [
        ("hoa", GRAVE, "hòa"),
        ("toan", ACUTE, "toán"),
        ("thuy", ACUTE, "thúy"),
        ("quy", ACUTE, "quý"),
        ("gia", ACUTE, "giá"),
        ("gi", GRAVE, "gì"),
        ("giêt", ACUTE, "giết"),
        ("khuyu", DOT, "khuỵu"),
        ("rươu", DOT, "rượu"),
        ("mua", GRAVE, "mùa"),
        ("ngoai", GRAVE, "ngoài"),
        ("bgd", GRAVE, "bgd"),
    ],
)
def test_a_tone_is_written_where_the_rime_wants_it(bare: str, tone: str, expected: str) -> None:
    """As `normalise` writes it; what has no vowel has no tone."""
    assert expected == with_tone(bare, tone)
    assert expected == "bgd" or (bare, tone) == split_tone(expected)
