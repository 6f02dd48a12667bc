"""Keystrokes that an input method did not turn into letters."""

import itertools

import pytest

from indexer.adapting.variants.keystrokes import (
    TELEX,
    TELEX_WITH_NUMBERS,
    VNI,
    VNI_WITH_SIGNS,
    Habit,
    keys,
)
from knowledge.vietnamese.keystrokes import decode
from knowledge.vietnamese.syllables import (
    ONSETS,
    RIMES,
    TONES,
    is_syllable,
    split_tone,
    with_tone,
)

SCHEMES = (TELEX, TELEX_WITH_NUMBERS, VNI, VNI_WITH_SIGNS)


def marked_syllables() -> list[str]:
    """Return all syllables with marks that begin with one of a few onsets."""
    onsets = [onset for onset in ONSETS if onset in ("đ", "qu", "gi", "x")]
    toned = [
        with_tone(onset + rime, tone)
        for onset, rime, tone in itertools.product(onsets, RIMES, ("", *TONES))
    ]
    return [one for one in dict.fromkeys(toned) if is_syllable(one) and not one.isascii()]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("chuwcs", "chức"),
        ("chuwsc", "chức"),
        ("duwowngf", None),
        ("dduowngf", "đường"),
        ("duongdwf", "đường"),
        ("dduowng2", "đường"),
        ("d9o6`ng", "đồng"),
        ("chu7c1", "chức"),
        ("tie61ng", "tiếng"),
        ("nhwng", "nhưng"),
        ("nguoiwf", "người"),
        ("ruouwj", "rượu"),
        ("thuowr", "thuở"),
        ("quaans", "quấn"),
        ("dauas", "dấu"),
        ("ngoaos", "ngoáo"),
        ("mooocs", "moóc"),
        ("đuowjc", "được"),
    ],
)
def test_keys_are_read_in_every_order(typed: str, expected: str | None) -> None:
    """As input methods do: "duwowngf" is the "dường" that it spells, since d is typed once."""
    assert (expected or "dường") == decode(typed)


@pytest.mark.parametrize(
    "text",
    ["internet", "facebook", "zalo", "b2", "k2", "đ8", "112", "xyz", "email", "x" * 90],
)
def test_what_spells_nothing_is_no_keystrokes(text: str) -> None:
    """Foreign words, classes and numbers stay what they are."""
    assert decode(text) is None


def test_every_syllable_comes_back_from_its_keys() -> None:
    """Every rime with every tone, whatever the method and the habit of the one who types."""
    wrong = [
        (syllable, typed)
        for syllable, scheme, habit in itertools.product(marked_syllables(), SCHEMES, Habit)
        # Telex's letters are read beside VNI's numbers too, and so "oo" is "ô".
        if ("oo" not in split_tone(syllable)[0] or not scheme.circumflex)
        and decode(typed := keys(syllable, scheme, habit)) != syllable
    ]
    assert [] == wrong
