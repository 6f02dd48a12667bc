"""The ways of typing change what they say they change, the same way each time."""

import pytest

from indexer.adapting.variants import VARIANTS, Variant
from indexer.adapting.variants.slips import near_letters
from knowledge.vietnamese import fold

TEXT = (
    "Cán bộ, công chức uống rượu vào giờ nghỉ trưa được xử lý như thế nào"
    " theo Nghị định 112/2020/NĐ-CP của Chính phủ?"
)
KEYS = [f"{number:x}" for number in range(60)]
BY_NAME = {variant.name: variant for variant in VARIANTS}
every = pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)


def typed(name: str, key: str = "1") -> str:
    """Return TEXT as typed in the way *name*."""
    return BY_NAME[name].typed(TEXT, key)


@every
def test_a_way_of_typing_is_the_same_each_time(variant: Variant) -> None:
    """It depends on text and key and on nothing else."""
    assert [variant.typed(TEXT, key) for key in KEYS] == [variant.typed(TEXT, key) for key in KEYS]


@every
def test_the_number_of_a_document_stays(variant: Variant) -> None:
    """Nobody could find a document by another number; marks and capitals of it may go."""
    assert all("112/2020/nd-cp" in fold(variant.typed(TEXT, key)) for key in KEYS)


@every
def test_every_way_changes_something_and_takes_any_text(variant: Variant) -> None:
    """What holds no word stays as it is."""
    assert any(variant.typed(TEXT, key) != TEXT for key in KEYS)
    assert [text.strip() for text in ("", " ", "12 34", "a@b.vn")] == [
        variant.typed(text, "1").strip() for text in ("", " ", "12 34", "a@b.vn")
    ]


@every
def test_keys_make_a_difference_where_chance_is_in_it(variant: Variant) -> None:
    """Only what takes all marks or all punctuation is one text for all keys."""
    always = variant.name in ("stripped", "unpunctuated")
    assert always == (len({variant.typed(TEXT, key) for key in KEYS}) == 1)


def test_a_third_of_the_marked_syllables_lose_them() -> None:
    """Not more and not fewer."""
    pairs = list(zip(TEXT.split(), typed("third dropped").split(), strict=True))
    marked = sum(fold(one) != one.lower() for one, _ in pairs if "/" not in one)
    assert round(marked / 3) == sum(one != two for one, two in pairs)


def test_keystrokes_are_spelt_by_telex_and_vni() -> None:
    """The whole text, or some of it."""
    assert {"uoongs", "uoosng", "uongos"} & {
        word for key in KEYS for word in typed("telex", key).split()
    }
    assert any("d9u7o7c5" in typed("vni", key) for key in KEYS)
    assert "chuwcs" in " ".join(typed("telex and stripped", key) for key in KEYS)


def test_abbreviations_are_those_of_offices_and_chats() -> None:
    """Each in its own way, with a number after the kind of a document."""
    short = " ".join(typed("abbreviated", key) for key in KEYS)
    assert "CBCC" not in short  # a comma stands between the two
    assert " ntn " in short
    assert "nđ 112/2020" in short
    assert " đc " in " ".join(typed("teencode", key) for key in KEYS)


def test_a_typo_is_one_or_two_slips_of_the_fingers() -> None:
    """A letter struck beside, twice, out of turn or not at all, or a space lost or gained."""
    changed = [typed("typos", key) for key in KEYS]
    assert all(abs(len(text) - len(TEXT)) <= 2 for text in changed)
    assert {len(TEXT.split()) - 1, len(TEXT.split()) + 1} <= {len(t.split()) for t in changed}
    assert set("qeasd") >= set("qeasd") & set(near_letters("w")) >= set("qe")
