"""Vectors of passages: the kind of index follows their number, and the nearest are found."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.engines import Scores, vectors
from knowledge.engines.vectors import Among, Vectors, kind_for, write_index


def unit_rows(count: int, seed: int = 1) -> Scores:
    """Return vectors of length 1 that stand in heaps, as those of texts do."""
    random = np.random.default_rng(seed)
    heaps = random.standard_normal((40, 16))
    rows = heaps[random.integers(0, len(heaps), count)] + 0.3 * random.standard_normal((count, 16))
    unit: Scores = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


NEAR = 0.02
"""What rounding to bytes may change in a cosine, of vectors as short as these."""
ROWS, MORE = unit_rows(3000), unit_rows(50, seed=2)


@pytest.fixture(params=["Flat", "SQfp16", "IVF"])
def opened(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Vectors:
    """Return 3,000 vectors in each kind of index and 50 more in a second file."""
    limits = {"Flat": (10_000, 20_000), "SQfp16": (1000, 20_000), "IVF": (1000, 2000)}
    exact, halved = limits[request.param]
    monkeypatch.setattr(vectors, "EXACT_UP_TO", exact)
    monkeypatch.setattr(vectors, "HALVED_UP_TO", halved)
    monkeypatch.setattr(vectors, "_CLUSTERS", 32)
    assert kind_for(len(ROWS)).startswith(request.param)
    write_index(ROWS, tmp_path / "first")
    write_index(MORE, tmp_path / "second")
    return Vectors.open(tmp_path / "first", tmp_path / "second")


def test_the_nearest_are_found_best_first(opened: Vectors) -> None:
    """As comparing with all would find them, in the rows of both files."""
    everything = np.concatenate([ROWS, MORE])
    for asked in (7, 3007):
        exact = everything @ everything[asked]

        rows, cosines = opened.nearest(everything[asked], 20, None)

        assert asked in rows[:3]
        assert (np.diff(cosines) <= 0).all()
        assert np.allclose(cosines, exact[rows], atol=NEAR)
        assert len(set(rows) & set(np.argsort(-exact)[:20])) >= 15


def test_only_rows_that_may_be_found_are(opened: Vectors) -> None:
    """Whether the vector stands in the first file or in the second."""
    mask = np.ones(len(ROWS) + len(MORE), np.bool_)
    mask[[7, 3007]] = False

    for asked, vector in ((7, ROWS[7]), (3007, MORE[7])):
        rows, _ = opened.nearest(vector, 20, Among(mask))
        assert len(rows) == 20
        assert asked not in rows


def test_the_cosine_of_any_row_can_be_asked_for(opened: Vectors) -> None:
    """In whatever order the rows are named."""
    rows = np.array([3049, 0, 2999, 3000, 12])
    expected = np.concatenate([ROWS, MORE])[rows] @ ROWS[12]

    assert np.allclose(opened.cosines(ROWS[12], rows), expected, atol=NEAR)
    assert len(opened.cosines(ROWS[12], rows[:0])) == 0


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    """An empty library has an index too."""
    write_index(ROWS[:0], tmp_path / "empty")
    empty = Vectors.open(tmp_path / "empty")

    rows, cosines = empty.nearest(ROWS[0], 10, None)

    assert (len(empty), len(rows), len(cosines)) == (0, 0, 0)


def test_the_index_fits_the_number_of_vectors() -> None:
    """Exact while it is quick, half as large then, in clusters in the end."""
    assert [kind_for(n) for n in (0, 30_000, 30_001, 120_000, 120_001)] == [
        "Flat", "Flat", "SQfp16", "SQfp16", "IVF1024,SQ8"
    ]  # fmt: skip
