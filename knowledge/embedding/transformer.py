"""Any sentence-transformers model, by id or folder, behind the same interface."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from knowledge.embedding.weights import Floats
from knowledge.errors import ModelError
from knowledge.vietnamese import Segmenter

_SEGMENTED_FAMILIES = ("phobert", "vibert", "bkai", "sup-simcse-vietnamese", "vietnamese-sbert")
"""Models whose names hold one of these were trained on words joined with "_"."""

_PREFIXES = {"e5": ("query: ", "passage: ")}
"""Prefixes of families that expect them and do not carry them in their own configuration."""


class TransformerEmbedder:
    """A sentence-transformers model with its prefixes, and joined words where it needs them."""

    def __init__(self, model: str, segmenter: Segmenter) -> None:
        try:
            # No hub is reachable where this runs: a model that is not on the disk is an error.
            self._model = SentenceTransformer(model, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The embedding model {model!r} is not on this machine; give CONGVU_MODEL a "
                "folder in sentence-transformers form, or leave it empty for the bundled one."
            ) from error
        self._segmenter = segmenter
        name = f"{model} {_base_name(self._model)}".lower()
        self._segmented = any(family in name for family in _SEGMENTED_FAMILIES)
        self._query, self._passage = _prefixes(self._model, name)
        self.model_id = f"sentence-transformers/{_identity(model)}"
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of questions, ``(n, dimension) float32``, unit rows."""
        return self._encode(self._query, texts)

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return the vectors of passages, ``(n, dimension) float32``, unit rows."""
        vectors = self._encode(self._passage, texts)
        if progress is not None:
            progress(len(texts))
        return vectors

    def _encode(self, prefix: str, texts: Sequence[str]) -> Floats:
        plain = list(texts)
        if self._segmented:
            plain = [" ".join(words) for words in self._segmenter.words(plain)]
        vectors = self._model.encode(
            [prefix + text for text in plain],
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, np.float32)


def _base_name(model: SentenceTransformer) -> str:
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return str(getattr(config, "_name_or_path", ""))


def _prefixes(model: SentenceTransformer, name: str) -> tuple[str, str]:
    own = dict(getattr(model, "prompts", None) or {})
    query, passage = own.get("query", ""), own.get("document", "") or own.get("passage", "")
    if query or passage:
        return query, passage
    for family, prefixes in _PREFIXES.items():
        if family in name:
            return prefixes
    return "", ""


def _identity(model: str) -> str:
    """Name a model so that another one is never taken for it: a folder by its weights."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"{folder.name}@{digest.hexdigest()[:16]}"
