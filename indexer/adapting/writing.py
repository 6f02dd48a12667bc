"""Writes an adaptation so that there is the whole new file or what was there before."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from indexer.errors import IndexerError
from knowledge.embedding.adaptation import adapted, save
from knowledge.embedding.weights import Floats, Weights

_ROOM = 16 << 20
"""Bytes that must be free: more than an adaptation of six layers has."""


def check_place(out: Path) -> None:
    """Make sure that a file can be written at *out*, without touching what is there.

    Raises:
        IndexerError: when *out* is a folder, or its own folder is missing, full or closed.
    """
    with _told(out):
        if out.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        with TemporaryFile(dir=out.parent) as probe:
            probe.write(bytes(_ROOM))


def write(out: Path, weights: Weights, tensors: Mapping[str, Floats]) -> None:
    """Put the adaptation of *weights* by *tensors* in place of *out*, once it can be read back.

    Raises:
        IndexerError: when it cannot be written.
        ModelError: when what was written does not fit *weights*.
    """
    with _told(out), TemporaryDirectory(dir=out.parent, prefix=".adaptation-") as folder:
        part = Path(folder, "adaptation.npz")
        save(part, tensors)
        adapted(weights, part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(out)


@contextmanager
def _told(out: Path) -> Iterator[None]:
    """Say of an OSError within what it means for *out*."""
    try:
        yield
    except OSError as error:
        raise IndexerError(
            f"{out} cannot be written ({error.strerror}): name another file with --out."
        ) from error
