"""Percentiles and the course of memory are what their words say."""

import pytest

from tests.load.measure import Usage, course, percentile, spread


@pytest.mark.parametrize(
    ("share", "value"), [(0.5, 50), (0.95, 95), (0.99, 99), (1.0, 100), (0.0, 1)]
)
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    """Of a hundred values in any order, the 95th is the 95 % percentile."""
    assert percentile([float(number) for number in range(100, 0, -1)], share) == value


def test_few_values_have_percentiles_too() -> None:
    """One value is every percentile of itself, and nothing has zeros."""
    assert spread([2.0]).as_json() == {"count": 1, "p50": 2.0, "p95": 2.0, "p99": 2.0, "most": 2.0}
    assert spread([]).as_json() == {"count": 0, "p50": 0.0, "p95": 0.0, "p99": 0.0, "most": 0.0}


def test_one_slow_answer_in_ten_is_seen() -> None:
    """The 95 % percentile of ten values is the slowest."""
    assert spread([0.1] * 9 + [5.0]).p95 == 5.0


def test_memory_that_grows_steadily_has_its_slope() -> None:
    """One MiB every ten seconds is six a minute; half a second of work a second is half a core."""
    samples = [Usage(float(at), at / 2, 100 + at / 10) for at in range(0, 120, 2)]

    assert course(samples) == {
        "cpu_share": 0.5,
        "memory_start_mb": 100.0,
        "memory_end_mb": 111.8,
        "memory_peak_mb": 111.8,
        "memory_growth_mb_per_min": 6.0,
    }


def test_memory_of_the_start_is_no_growth() -> None:
    """What was taken in the first half and then stays has no slope."""
    samples = [Usage(float(at), 0, min(100 + at, 130)) for at in range(100)]

    assert course(samples)["memory_growth_mb_per_min"] == 0.0
    assert course([]) == {}
