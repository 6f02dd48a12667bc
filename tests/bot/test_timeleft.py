"""The time left is told from the speed of late, coarsely and never too soon."""

import pytest

from bot.texts import Texts
from bot.timeleft import TimeLeft, left_text, rounded


class Held:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 500.0

    def __call__(self) -> float:
        """Return the moment."""
        return self.at


@pytest.fixture
def now() -> Held:
    """Return a clock of one's own."""
    return Held()


def run(left: TimeLeft, now: Held, stage: str, done: range, every: float, total: int) -> None:
    """Report each of *done*, *every* seconds apart."""
    for number in done:
        left.note(stage, number, total)
        now.at += every
    now.at -= every


def test_a_steady_job_is_foreseen(now: Held) -> None:
    """Two a second, forty left: twenty seconds."""
    left = TimeLeft(now)
    run(left, now, "embed", range(61), 0.5, 100)

    assert left.seconds == pytest.approx(20.0)


def test_nothing_is_said_at_first(now: Held) -> None:
    """Neither within three seconds nor before anything is done."""
    left = TimeLeft(now)
    assert left.seconds is None
    run(left, now, "embed", range(5), 0.5, 100)
    assert left.seconds is None
    now.at += 60
    left.note("index", 0, 10)
    now.at += 60
    left.note("index", 0, 10)
    assert left.seconds is None


def test_each_stage_has_its_own_speed(now: Held) -> None:
    """A slow stage after a fast one is foreseen by itself; so is one that begins again."""
    left = TimeLeft(now)
    run(left, now, "read", range(100), 0.1, 100)
    run(left, now, "embed", range(5), 2.0, 10)
    assert left.seconds == pytest.approx(12.0)
    left.note("embed", 0, 10)

    assert left.seconds is None


def test_only_the_last_half_minute_counts(now: Held) -> None:
    """A job that has become five times slower takes five times longer."""
    left = TimeLeft(now)
    run(left, now, "embed", range(1000), 0.1, 2000)
    run(left, now, "embed", range(1000, 1100), 0.5, 2000)

    assert left.seconds == pytest.approx(901 * 0.5, rel=0.02)


def test_a_job_that_stands_still_takes_longer(now: Held) -> None:
    """Silence is not progress."""
    left = TimeLeft(now)
    run(left, now, "embed", range(11), 1.0, 20)
    before = left.seconds
    now.at += 10

    assert before is not None and left.seconds == pytest.approx(2 * before)


def test_a_hundred_thousand_reports_are_not_remembered(now: Held) -> None:
    """Points are a quarter of a second apart, and old ones go."""
    left = TimeLeft(now)
    run(left, now, "embed", range(100_000), 0.001, 200_000)

    assert len(left._points) <= 30 / 0.25 + 2
    assert left.seconds == pytest.approx(100, rel=0.02)


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.0, ("seconds", 10)),
        (11.0, ("seconds", 20)),
        (50.0, ("seconds", 50)),
        (50.1, ("minutes", 1)),
        (61.0, ("minutes", 2)),
        (620.0, ("minutes", 15)),
        (5400.0, ("minutes", 90)),
        (5401.0, ("hours", 2)),
    ],
)
def test_what_is_told_is_rounded_up(seconds: float, told: tuple[str, int]) -> None:
    """Tens of seconds, minutes, fives of minutes, hours."""
    assert rounded(seconds) == told


def test_the_sentence_is_vietnamese_or_missing() -> None:
    """Nobody is told of a time that nobody knows."""
    texts = Texts.load()

    assert left_text(texts, 130) == "Còn khoảng 3 phút."
    assert left_text(texts, None) == ""
