"""Vectors that cost nothing, for libraries whose real ones would take hours.

Everything else about such a library is real. What it finds by meaning is chance, so it says how
long things take and how much memory they need, not how well anything is found.
"""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from knowledge.embedding import Embedder, Floats

NOTE = "vectors made of hashes: times and memory are real, what is found by meaning is not"


class LightEmbedder:
    """Unit vectors made of hashes, as long as those of the model that comes along."""

    model_id = "bench/light-1"
    dimension = 384

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return one vector for each text."""
        raw = [hashlib.shake_128(text.encode()).digest(self.dimension) for text in texts]
        rows = np.frombuffer(b"".join(raw), np.uint8).reshape(-1, self.dimension) - np.float32(127)
        unit: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return the same."""
        return self.encode_query(texts)


class LightInFullTime(LightEmbedder):
    """The same vectors, in the time and memory that the real model needs for a question."""

    def __init__(self, real: Embedder) -> None:
        self._real = real

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return one vector for each text, after the real model has made its own."""
        self._real.encode_query(texts)
        return super().encode_query(texts)
