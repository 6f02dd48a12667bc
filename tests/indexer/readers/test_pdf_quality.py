"""Whether a text layer can be believed: what is Vietnamese, what is not, what is nothing."""

import pytest

from indexer.readers.pdf_quality import quality
from tests.indexer.files import DECREE


def test_a_decree_is_beyond_doubt() -> None:
    """Its words are syllables, and most bear a mark."""
    found = quality(DECREE)

    assert not found.doubtful
    assert found.right > 0.95
    assert found.marked > 0.6


@pytest.mark.parametrize(
    "layer",
    [
        "CQNG HOA XA HQI CHU NGHIA VI$T NAM DQc l~p Tq do Hsnh phdc " * 4,
        "Cong chuc truc nhat tuoi cay moi sang thu hai va ghi vao so theo doi " * 4,
        "C ng ch c tr c nh t t i c y m i s ng th hai " * 4,
        "Officials shall water the plants of their office every Monday morning " * 4,
    ],
    ids=["recognised-as-english", "marks-lost", "letters-lost", "english"],
)
def test_what_does_not_read_as_vietnamese_is_in_doubt(layer: str) -> None:
    """The picture of the page is worth a look."""
    assert quality(layer).doubtful
    assert not quality(layer).broken
    assert quality(layer).score < quality(DECREE).score


def test_letters_that_no_font_explains_are_broken() -> None:
    """Signs for private use, and the sign of an unknown letter, say nothing."""
    assert quality("\ue001\ue002\ue003 \ufffd\ufffd Điều 1. Tưới cây").broken


def test_a_few_words_say_nothing() -> None:
    """A form of ten abbreviations is not in doubt."""
    assert not quality("TT Ho ten Xyz Qwk").doubtful
