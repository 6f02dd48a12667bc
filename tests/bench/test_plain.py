"""The plain fusion that search is compared with."""

import numpy as np
import pytest

from tests.bench.plain import Words, best_of, scaled

TEXTS = (["trồng", "tre"], ["trồng", "mai"], ["trồng", "tre", "tre", "sau", "nhà"], ["sau", "nhà"])


def test_a_word_that_few_texts_have_counts_more() -> None:
    """ "mai" stands in one text and "trồng" in three; a word that no text has counts nothing."""
    words = Words(TEXTS)

    assert 1 == words.scores(["trồng", "mai", "đào"]).argmax()
    assert [0, 0, 0, 0] == words.scores(["đào"]).tolist()


def test_the_score_is_that_of_the_formula() -> None:
    """Of four texts of 2.75 words on average two have "tre"; the first has it once in two words."""
    rarity = np.log(1 + (4 - 2 + 0.5) / (2 + 0.5))
    norm = 1.2 * (1 - 0.75 + 0.75 * 2 / 2.75)

    assert Words(TEXTS).scores(["tre"])[0] == pytest.approx(rarity * 2.2 / (1 + norm))


def test_scores_are_scaled_from_the_hundredth_best_to_the_best() -> None:
    """What lies below the hundredth best counts as much as that one: nothing."""
    scores = scaled(np.arange(201.0))

    assert (1.0, 0.0, 0.0) == (scores[200], scores[101], scores[7])
    assert scores[151] == pytest.approx(50 / 99, abs=0.01)


def test_what_does_not_bind_is_not_found() -> None:
    """The best text comes last when it is no longer in force."""
    binding = np.array([True, True, False, True])

    assert [1, 0, 3, 2] == best_of(np.array([0.2, 0.5, 0.9, 0.1]), binding).tolist()
