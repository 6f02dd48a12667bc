"""The layers of the bundled model that were adapted to questions about law.

``adaptation.npz`` replaces the package's own tensors of the same names: ``<name>`` of a vector is
float32; of a matrix, ``<name>.int8`` holds its weights and ``<name>.scale`` one scale a row, as
`knowledge.embedding.graph` computes with. How it was made: docs/model-card.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge.embedding.weights import Floats, Matrix, Weights
from knowledge.errors import ModelError

ADAPTATION = Path(__file__).with_name("adaptation.npz")
"""The adaptation that comes with the program."""
_LARGEST_INT8 = 127


@dataclass(frozen=True)
class Int8Matrix:
    """A matrix of eight-bit weights with one scale a row: ``(rows, columns)``."""

    values: NDArray[np.int8]
    scales: Floats

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Rows and columns in weights."""
        rows, columns = self.values.shape
        return rows, columns

    def rows(self, index: NDArray[np.int64]) -> Floats:
        """Return the rows *index* as float32, ``(len(index), columns)``."""
        result: Floats = self.values[index] * self.scales[index, None]
        return result


def rounded(matrix: Floats) -> Int8Matrix:
    """Return *matrix* ``(rows, columns)`` with each row rounded to 255 steps of its own."""
    scales = np.abs(matrix).max(axis=1) / _LARGEST_INT8
    scales = np.where(scales > 0, scales, 1).astype(np.float32)
    return Int8Matrix(np.rint(matrix / scales[:, None]).astype(np.int8), scales)


def replaced(weights: Weights, tensors: Mapping[str, Floats]) -> Weights:
    """Return *weights* with *tensors* in place of those of the same names, matrices rounded."""
    matrices = {name: rounded(values) for name, values in tensors.items() if values.ndim > 1}
    vectors = {name: values for name, values in tensors.items() if values.ndim == 1}
    return _replace(weights, matrices, vectors)


def save(path: Path, tensors: Mapping[str, Floats]) -> None:
    """Write an adaptation: matrices are rounded, vectors kept as they are, by their names."""
    parts: dict[str, NDArray[np.generic]] = {}
    for name, values in tensors.items():
        if values.ndim == 1:
            parts[name] = values.astype(np.float32)
        else:
            small = rounded(values)
            parts |= {f"{name}.int8": small.values, f"{name}.scale": small.scales}
    np.savez(path, allow_pickle=False, **parts)


def adapted(weights: Weights, path: Path) -> Weights:
    """Return *weights* with what the adaptation at *path* replaces.

    Raises ModelError when the file is missing, damaged, or not of this model.
    """
    try:
        with np.load(path) as archive:
            parts = dict(archive)
    except (OSError, ValueError, BadZipFile) as error:
        raise ModelError(
            f"The adaptation of the embedding model {path} cannot be read ({error}); "
            "install the program again."
        ) from error
    names = [name.removesuffix(".int8") for name in parts if name.endswith(".int8")]
    matrices = {
        name: Int8Matrix(parts.pop(f"{name}.int8"), parts.pop(f"{name}.scale")) for name in names
    }
    _check(path, weights, matrices, parts)
    return _replace(weights, matrices, parts)


def _replace(
    weights: Weights, matrices: Mapping[str, Int8Matrix], vectors: Mapping[str, Floats]
) -> Weights:
    return replace(
        weights,
        matrices={**weights.matrices, **matrices},
        vectors={**weights.vectors, **vectors},
    )


def _check(
    path: Path, weights: Weights, matrices: Mapping[str, Int8Matrix], vectors: Mapping[str, Floats]
) -> None:
    """Raise ModelError when a part replaces nothing, or something of another shape."""
    known = _shapes(weights.matrices, weights.vectors)
    for name, shape in _shapes(matrices, vectors).items():
        if known.get(name) != shape:
            raise ModelError(
                f"The adaptation {path} does not fit the embedding model at {name}; "
                "install the program again."
            )


def _shapes(
    matrices: Mapping[str, Matrix], vectors: Mapping[str, Floats]
) -> dict[str, tuple[int, ...]]:
    shapes: dict[str, tuple[int, ...]] = {name: one.shape for name, one in matrices.items()}
    return shapes | {name: one.shape for name, one in vectors.items()}


def fingerprint(path: Path) -> str:
    """Return what tells one adaptation from another: the beginning of its SHA-256."""
    return sha256(path.read_bytes()).hexdigest()[:8]
