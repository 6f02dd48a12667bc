"""Numbers are kept by scenario, and a rate is held only when all is answered in time."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.load.deeds import Deed, Kind
from tests.load.report import keep, show
from tests.load.steady import held, times


def test_scenarios_are_kept_beside_each_other(tmp_path: Path) -> None:
    """A second run of one scenario replaces its numbers and leaves the other's."""
    path = tmp_path / "load.json"
    keep(path, "steady", {"lost": 1})
    keep(path, "burst", {"lost": 2})
    keep(path, "steady", {"lost": 0})

    assert json.loads(path.read_text("utf-8")) == {"steady": {"lost": 0}, "burst": {"lost": 2}}


def test_times_count_from_when_it_was_due() -> None:
    """Each kind has its spread, and all together have one."""
    done = [
        Deed(Kind.ASK, 1, due=10.0, answered=10.5),
        Deed(Kind.ASK, 2, due=10.0, answered=11.0),
        Deed(Kind.PHOTO, 3, due=10.0, answered=14.0),
    ]

    spreads = times(done)

    assert list(spreads) == ["all", "question", "photo"]
    assert (spreads["all"]["count"], spreads["all"]["p95"]) == (3, 4.0)
    assert (spreads["question"]["p50"], spreads["question"]["most"]) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("p95", "lost", "shed", "kept"),
    [(2.0, 0, 0, True), (2.1, 0, 0, False), (1.0, 1, 0, False), (1.0, 0, 1, False)],
)
def test_a_rate_is_held_when_all_is_answered_in_time(
    p95: float, lost: int, shed: int, kept: bool
) -> None:
    """Two seconds for 95 %, nothing lost, and always someone free to ask."""
    result: dict[str, Any] = {"seconds": {"all": {"p95": p95}}, "lost": lost, "shed": shed}

    assert held(result) == kept


def test_every_number_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Single numbers stand in one table, times in another."""
    deed = Deed(Kind.ASK, 1, due=0.0, answered=0.25)
    show("steady", {"lost": 7, "seconds": times([deed])})

    printed = capsys.readouterr().out
    assert "lost" in printed
    assert "question" in printed
    assert "0.25" in printed
