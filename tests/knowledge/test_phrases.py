"""A unit that repeats the question's phrases comes before one that only has its words."""

from pathlib import Path

import pytest

from knowledge.assistant import Assistant
from knowledge.engines import Terms
from knowledge.engines.local import LocalEngine
from knowledge.library import current_snapshot
from knowledge.phrases import Phrases


@pytest.fixture(scope="module")
def engine(answering_home: Path) -> LocalEngine:
    """Return the index of the documents."""
    return LocalEngine.open(current_snapshot(answering_home))


def test_a_text_that_repeats_the_question_has_all_its_phrases(engine: LocalEngine) -> None:
    """However it is written; the same syllables in another order have none."""
    phrases = Phrases.of(Terms(["ngựa", "ăn", "cỏ_khô"]), engine)

    assert 1.0 == pytest.approx(phrases.share_in("Con NGỰA ăn cỏ khô."))
    assert 0.0 == phrases.share_in("Cỏ mọc, khô rồi; ăn ngựa.")


def test_a_rare_phrase_counts_more_than_a_common_one(engine: LocalEngine) -> None:
    """ "nhân viên" is in many provisions, "giấy khen" in one."""
    phrases = Phrases.of(Terms(["nhân_viên", "giấy_khen"]), engine)

    assert phrases.share_in("Nhân viên giỏi.") < phrases.share_in("Tặng giấy khen.") < 1


def test_one_syllable_is_no_phrase(engine: LocalEngine) -> None:
    """There is nothing to repeat."""
    assert 0.0 == Phrases.of(Terms(["ngựa"]), engine).share_in("Con ngựa.")


def test_of_two_rules_with_the_same_words_the_one_with_the_phrase_comes_first(
    assistant: Assistant,
) -> None:
    """Two decrees are about a feast; each names its own in its own words."""
    found = dict(assistant.search("dự ngày hội đua thuyền vào tháng nào", 5))

    assert "806/2020/NĐ-CP|1" == next(iter(found))
    assert found["806/2020/NĐ-CP|1"] > found["805/2020/NĐ-CP|1"] + 0.2
