"""Texts to vectors: the bundled model by default, any sentence-transformers model by setting."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from knowledge.cache import Cache, content_key
from knowledge.embedding.weights import Floats

__all__ = ["CachedEmbedder", "Embedder", "Floats", "load_embedder"]

Progress = Callable[[int], None]


class Embedder(Protocol):
    """The part of ``SentenceTransformer`` that the library uses.

    Both methods return ``(n, dimension) float32`` with rows of unit length, so that a dot
    product is a cosine.
    """

    @property
    def model_id(self) -> str:
        """Name and version of what computes the vectors; a snapshot records it."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of questions."""
        ...

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """Return the vectors of passages; *progress* hears how many are done."""
        ...


class CachedEmbedder:
    """Keeps the vectors of passages on disk by content, so a refresh embeds only what changed."""

    _BATCH = 64
    """Passages between two writes to the cache: what a killed build loses at most."""

    def __init__(self, inner: Embedder, cache: Cache) -> None:
        self._inner = inner
        self._cache = cache
        self._namespace = f"embed/{inner.model_id}"

    @property
    def model_id(self) -> str:
        """Name and version of the model within."""
        return self._inner.model_id

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._inner.dimension

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of questions, never cached: they are people's words."""
        return self._inner.encode_query(texts)

    def encode_document(self, texts: Sequence[str], progress: Progress | None = None) -> Floats:
        """Return the vectors of passages, computing only those not seen before."""
        keys = [content_key(text) for text in texts]
        known = self._cache.get_many(self._namespace, keys)
        missing = list(
            {key: text for key, text in zip(keys, texts, strict=True) if key not in known}.items()
        )
        done = len(keys) - len(missing)
        for at in range(0, len(missing), self._BATCH):
            batch = missing[at : at + self._BATCH]
            vectors = self._inner.encode_document([text for _, text in batch])
            fresh = {key: row.tobytes() for (key, _), row in zip(batch, vectors, strict=True)}
            self._cache.put_many(self._namespace, fresh)
            known.update(fresh)
            done += len(batch)
            if progress is not None:
                progress(done)
        rows = [np.frombuffer(known[key], np.float32) for key in keys]
        return np.stack(rows) if rows else np.empty((0, self.dimension), np.float32)


def load_embedder(model: str = "", cache: Cache | None = None, threads: int = 0) -> Embedder:
    """Return the bundled model, or the sentence-transformers model of that id or folder.

    *model* is "" for the bundled one, which computes in *threads* threads, 0 for one on each
    core; of the others OMP_NUM_THREADS decides. Raises ModelError when the model cannot be loaded.
    """
    # Imported here because each costs seconds and a process needs at most one of them.
    if model:
        from knowledge.embedding.transformer import TransformerEmbedder
        from knowledge.vietnamese import Segmenter

        inner: Embedder = TransformerEmbedder(model, Segmenter(cache))
    else:
        from knowledge.embedding.bundled import BundledEmbedder

        inner = BundledEmbedder(threads)
    return CachedEmbedder(inner, cache) if cache is not None else inner
