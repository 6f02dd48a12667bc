"""Counting syllables piece by piece gives what counting them at once would."""

import itertools
from array import array
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.ngrams import Ints, count

WORDS = ("<break>", "uống", "rượu", "bia", "chè")


def tallied(keys: Ints, counts: Ints) -> dict[int, int]:
    """Return counts by key, once the keys are known to be sorted and distinct."""
    assert np.all(np.diff(keys) > 0)
    return dict(zip(keys.tolist(), counts.tolist(), strict=True))


@given(st.lists(st.integers(0, len(WORDS) - 1), max_size=40), st.integers(1, 45))
def test_pieces_of_any_length_count_alike(ids: list[int], piece: int) -> None:
    """Pairs and triples across the edge of a piece are counted once, as those within."""
    size = len(WORDS)
    found = count(WORDS, array("i", ids), 0, piece)

    triples = [(a, b, c) for a, b, c in zip(ids, ids[1:], ids[2:], strict=False) if b != 0]
    pairs = Counter(a * size + b for a, b in itertools.pairwise(ids))
    assert np.bincount(np.array(ids, np.int64), minlength=size).tolist() == found.unigrams.tolist()
    assert pairs == tallied(found.pair_keys, found.pair_counts)
    assert Counter((a * size + b) * size + c for a, b, c in triples) == tallied(
        found.triple_keys, found.triple_counts
    )
    assert Counter(a * size + c for a, _, c in triples) == tallied(
        found.skip_keys, found.skip_counts
    )


@pytest.mark.parametrize("ids", [[], [1], [1, 2]])
def test_little_text_has_no_triples(ids: list[int]) -> None:
    """Nothing is read beyond the end."""
    assert 0 == len(count(WORDS, array("i", ids), 0).triple_keys)
