"""Makes the searchable half of a snapshot: lexical index, vectors, and the restorer of marks."""

from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path

from indexer.errors import IndexerError
from knowledge.embedding import Embedder
from knowledge.engines import local
from knowledge.engines.local import IndexRow
from knowledge.model import Passage
from knowledge.query import MARKS
from knowledge.vietnamese import Restorer, Segmenter, everyday_phrases

Progress = Callable[[str, int, int, str], None]
"""Called with (stage, done, total, document number)."""

_SEGMENT_BATCH = 200
"""Passages between two reports while segmenting."""


class SearchIndexer:
    """Segments, embeds and indexes passages; what the caches know costs almost nothing."""

    def __init__(self, embedder: Embedder, segmenter: Segmenter) -> None:
        self._embedder = embedder
        self._segmenter = segmenter

    @property
    def model_id(self) -> str:
        """Return the id of the embedding model."""
        return self._embedder.model_id

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self._embedder.dimension

    def build(
        self,
        folder: Path,
        passages: Sequence[Passage],
        progress: Progress,
    ) -> None:
        """Write the index of *passages*, whose row numbers are their places, into *folder*."""
        words = self._segment(passages, progress)
        vectors = self._embedder.encode_document(
            [embedded_text(passage) for passage in passages],
            lambda done: progress("embed", done, len(passages), _name(passages, done)),
        )
        if len(vectors) != len(passages):
            raise IndexerError("The embedding model returned fewer vectors than passages.")
        progress("index", 0, 1, "")
        rows = [IndexRow(passage, *parts) for passage, parts in zip(passages, words, strict=True)]
        try:
            local.build(folder, rows, vectors)
        except (ValueError, RuntimeError) as error:  # how the two engines tell of a full disk
            raise IndexerError(
                f"The index cannot be written: {error}; see that the disk has room and try again."
            ) from error
        contexts = dict.fromkeys(passage.context for passage in passages)
        texts = chain(contexts, (passage.text for passage in passages), everyday_phrases())
        Restorer().learn(texts).save(folder / MARKS)
        progress("index", 1, 1, "")

    def _segment(
        self, passages: Sequence[Passage], progress: Progress
    ) -> list[tuple[list[str], list[str], list[str]]]:
        """Return the words of each passage's surroundings, heading and text."""
        parts: list[tuple[list[str], list[str], list[str]]] = []
        for at in range(0, len(passages), _SEGMENT_BATCH):
            batch = passages[at : at + _SEGMENT_BATCH]
            texts = [text for p in batch for text in (*p.context.split("\n", 1), p.text)]
            words = iter(self._segmenter.words(texts))
            parts.extend(zip(words, words, words, strict=True))
            progress("segment", len(parts), len(passages), _name(passages, len(parts)))
        return parts


def embedded_text(passage: Passage) -> str:
    """Return what the embedding model reads of *passage*: its headings, then its text."""
    parts = (*passage.context.split("\n"), passage.text)
    return ". ".join(part for part in parts if part)


def _name(passages: Sequence[Passage], done: int) -> str:
    return passages[min(done, len(passages) - 1)].document
