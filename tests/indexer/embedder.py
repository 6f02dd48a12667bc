"""A tiny deterministic embedding model for tests of what is around the real one."""

import hashlib
from collections.abc import Callable, Sequence

import numpy as np

from knowledge.embedding import Floats


class HashEmbedder:
    """Gives each text a unit vector made of its hash; counts the texts it had to embed."""

    dimension = 16

    def __init__(self, model_id: str = "test/hash-1") -> None:
        self.model_id = model_id
        self.embedded = 0

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return one unit vector for each text."""
        raw = [hashlib.md5(text.encode()).digest() for text in texts]
        vectors = np.array([list(digest) for digest in raw], np.float32).reshape(-1, 16) + 1
        rows: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return rows

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return the same, and count."""
        self.embedded += len(texts)
        if progress is not None and texts:
            progress(len(texts))
        return self.encode_query(texts)
