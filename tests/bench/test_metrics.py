"""The numbers of the benchmark."""

import numpy as np
import pytest

from indexer.adapting.variants.writing import half_marked, strip_marks
from tests.bench.metrics import bootstrap, ranking_metrics, reciprocal_rank, share, spread


def test_rank_counts_from_one() -> None:
    """The first place counts 1, the fourth a quarter."""
    assert reciprocal_rank(["a", "b"], {"a"}) == 1
    assert reciprocal_rank(["x", "y", "z", "a"], {"a"}) == 0.25


def test_best_of_several_right_answers_counts() -> None:
    """Of two relevant ids the one found first gives the rank."""
    assert reciprocal_rank(["x", "b", "a"], {"a", "b"}) == 0.5


def test_what_comes_after_the_tenth_hit_is_not_found() -> None:
    """The eleventh hit counts nothing, nor does an id that is not there."""
    found = [str(number) for number in range(11)]
    assert reciprocal_rank(found, {"10"}) == 0
    assert reciprocal_rank(found, {"absent"}) == 0


def test_ranking_metrics_of_known_ranks() -> None:
    """Ranks 1, 2 and none give P@1 1/3, hit@10 2/3, MRR@10 1/2."""
    metrics = ranking_metrics([1.0, 0.5, 0.0])
    assert {name: estimate.value for name, estimate in metrics.items()} == pytest.approx(
        {"P@1": 1 / 3, "hit@10": 2 / 3, "MRR@10": 1 / 2}
    )


def test_bootstrap_is_the_same_each_time_and_holds_the_mean() -> None:
    """The seed is fixed, and the interval lies around the mean."""
    values = np.array([1.0, 0.0, 1.0, 1.0, 0.0] * 20)
    first = bootstrap(values)
    assert first == bootstrap(values)
    assert 0.4 < first.low < 0.6 == first.value < first.high < 0.8


def test_bootstrap_narrows_with_more_questions() -> None:
    """Sixteen times the questions give about a quarter of the width."""
    few, many = (bootstrap(np.array([1.0, 0.0] * n)) for n in (20, 320))
    assert (few.high - few.low) / (many.high - many.low) == pytest.approx(4, rel=0.2)


def test_wilson_interval_of_a_known_case() -> None:
    """8 of 10 have the interval 0.490 to 0.943, as in the literature."""
    estimate = share(8, 10)
    assert (estimate.low, estimate.high) == pytest.approx((0.490, 0.943), abs=0.001)


def test_nothing_measured_says_nothing() -> None:
    """Without cases the interval is everything."""
    assert (share(0, 0).low, share(0, 0).high, share(0, 0).count) == (0.0, 1.0, 0)
    assert bootstrap(np.array([])).count == 0


def test_spread_of_times() -> None:
    """The median and the 95th percentile of 1 to 101 are 51 and 96."""
    times = spread([float(number) for number in range(1, 102)])
    assert (times.p50, times.p95, times.count) == (51, 96, 101)


def test_stripping_keeps_capitals_and_numbers() -> None:
    """Marks go, everything else stays."""
    assert strip_marks("Điều 5 Nghị định 112/2020/NĐ-CP") == "Dieu 5 Nghi dinh 112/2020/ND-CP"


def test_half_marked_keeps_some_marks_and_is_repeatable() -> None:
    """Some syllables lose their marks, some keep them, and the same ones each time."""
    text = "công chức không được uống rượu trước giờ làm việc"
    typed = half_marked(text, "q1")
    assert typed == half_marked(text, "q1")
    assert typed not in (text, strip_marks(text))
    assert strip_marks(typed) == strip_marks(text)
