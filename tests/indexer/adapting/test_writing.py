"""An adaptation is written whole, or the one before stays."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from indexer.adapting.writing import check_place, write
from indexer.errors import IndexerError
from knowledge.embedding.adaptation import adapted
from knowledge.embedding.weights import Weights, model_file, read_weights
from knowledge.errors import ModelError

BEFORE = b"the adaptation before"


@pytest.fixture(scope="module")
def weights() -> Weights:
    """Return the package's own."""
    return read_weights(model_file())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a file that is there already."""
    file = tmp_path / "adaptation.npz"
    file.write_bytes(BEFORE)
    return file


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let the kernel refuse to make a file larger than *size* bytes, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_new_adaptation_takes_the_place_of_the_old_one(weights: Weights, out: Path) -> None:
    """And nothing else is left beside it."""
    write(out, weights, {"l11.oln.b": np.ones(weights.hidden, np.float32)})

    assert [out] == list(out.parent.iterdir())
    assert (adapted(weights, out).tensor("l11.oln.b") == 1).all()


def test_the_name_is_the_one_asked_for(weights: Weights, tmp_path: Path) -> None:
    """No ending is put to it."""
    write(tmp_path / "weights", weights, {"l11.oln.b": weights.tensor("l11.oln.b")})

    assert ["weights"] == [file.name for file in tmp_path.iterdir()]


def test_a_full_disk_leaves_the_old_file(weights: Weights, out: Path) -> None:
    """The new one is not begun in its place."""
    tensors = {"l11.fi.w": weights.tensor("l11.fi.w")}

    with (
        files_of_at_most(100_000),
        pytest.raises(IndexerError, match=r"adaptation\.npz cannot be written \(File too large\)"),
    ):
        write(out, weights, tensors)

    assert BEFORE == out.read_bytes()
    assert [out] == list(out.parent.iterdir())


def test_what_does_not_fit_the_model_leaves_the_old_file(weights: Weights, out: Path) -> None:
    """The program would refuse to start with it."""
    with pytest.raises(ModelError, match=r"does not fit the embedding model at l11\.fi\.w"):
        write(out, weights, {"l11.fi.w": np.ones((3, 3), np.float32)})

    assert BEFORE == out.read_bytes()
    assert [out] == list(out.parent.iterdir())


def test_looking_at_a_place_changes_nothing_there(out: Path) -> None:
    """Neither a file that is there nor the folder."""
    check_place(out)

    assert BEFORE == out.read_bytes()
    assert [out] == list(out.parent.iterdir())


def test_a_place_that_cannot_be_written_is_said_at_once(out: Path) -> None:
    """Not after the training: a folder, a folder that is not there, too little room."""
    with pytest.raises(IndexerError, match=r"cannot be written \(it is a folder\)"):
        check_place(out.parent)
    with pytest.raises(IndexerError, match=r"cannot be written \(No such file or directory\)"):
        check_place(out.parent / "absent" / "a.npz")
    with files_of_at_most(1_000_000), pytest.raises(IndexerError, match="File too large"):
        check_place(out)
