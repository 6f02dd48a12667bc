"""A unit whose wording is the question's comes before one that only has its words."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.assistant import Assistant
from knowledge.engines import Terms
from knowledge.engines.local import LocalEngine
from knowledge.library import Library, current_snapshot
from knowledge.resemblance import Comparer, Resemblance


@pytest.fixture(scope="module")
def engine(answering_home: Path) -> LocalEngine:
    """Return the index of the documents."""
    return LocalEngine.open(current_snapshot(answering_home))


def compared(held: Library, engine: LocalEngine, words: list[str], *ids: str) -> Resemblance:
    """Compare a question with the units called *ids*."""
    units = held.units()
    places = {name: at for at, (_, _, name) in enumerate(units)}
    comparer = Comparer(held, engine, units)
    return comparer.compare(Terms(words), np.array([places[name] for name in ids]))


def test_a_unit_that_repeats_the_question_has_all_its_phrases(
    held: Library, engine: LocalEngine
) -> None:
    """In whatever case; the same syllables in another order have none."""
    like = compared(held, engine, ["khóa", "hai_lần", "mỗi_ngày"], "802/2021/TT-BKT|2")
    turned = compared(held, engine, ["ngày", "lần", "khóa", "mỗi"], "802/2021/TT-BKT|2")

    assert 1.0 == pytest.approx(like.phrases[0])
    assert 0.0 == turned.phrases[0]


def test_what_the_document_is_about_counts_for_each_of_its_units(
    held: Library, engine: LocalEngine
) -> None:
    """Its title and its first Điều say it, and need not be repeated; another's do not."""
    about = ["nuôi", "ngựa_công"]
    like = compared(held, engine, about, "804/2019/QH14|2", "801/2019/QH14|3")

    assert 1.0 == pytest.approx(like.phrases[0])
    assert 0.0 == like.phrases[1]


def test_a_rare_phrase_counts_more_than_a_common_one(held: Library, engine: LocalEngine) -> None:
    """ "nhân viên" is in many provisions, "áo nâu" in one."""
    words = ["nhân_viên", "giấy_khen"]
    like = compared(held, engine, words, "802/2021/TT-BKT|1", "801/2019/QH14|3")

    assert 0 < like.phrases[0] < like.phrases[1] < 1


def test_the_heading_is_compared_by_what_it_says_itself(held: Library, engine: LocalEngine) -> None:
    """All of it is asked for, or a part."""
    whole, part = (
        compared(held, engine, words, "801/2019/QH14|3").headings[0]
        for words in (["hình_thức", "khen_thưởng", "các"], ["khen_thưởng"])
    )

    assert 1.0 == pytest.approx(whole)
    assert 0.2 < part < 0.9


def test_a_question_of_one_syllable_and_a_unit_without_a_heading_are_compared(
    held: Library, engine: LocalEngine
) -> None:
    """There is nothing to share."""
    like = compared(held, engine, ["ngựa"], "26/CT-TTg|1")

    assert (0.0, 0.0) == (like.phrases[0], like.headings[0])
    assert 2 < like.lengths[0] < 4


def test_of_two_rules_with_the_same_words_the_one_with_the_phrase_comes_first(
    assistant: Assistant,
) -> None:
    """Two decrees are about a feast; each names its own in its own words."""
    found = dict(assistant.search("dự ngày hội đua thuyền vào tháng nào", 5))

    assert "806/2020/NĐ-CP|1" == next(iter(found))
    assert found["806/2020/NĐ-CP|1"] > found["805/2020/NĐ-CP|1"] + 0.2
