"""Plain fusion: what a textbook would build, to compare with.

BM25 over the words of whole Điều (Robertson and Zaragoza, The Probabilistic Relevance Framework,
2009, with k1 1.2 and b 0.75), the encoder as it comes on their first 384 tokens, both scaled to
0-1 over their best hundred and added half and half. Questions are read as they were typed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import Cache
from knowledge.embedding import CachedEmbedder
from knowledge.embedding.bundled import BundledEmbedder
from knowledge.embedding.weights import model_file, read_weights
from knowledge.library import Library, current_snapshot
from knowledge.vietnamese import Segmenter
from tests.bench.data import CLOCK, QuestionSet
from tests.bench.metrics import DEPTH, Estimate, ranking_metrics, reciprocal_rank

Scores = NDArray[np.float64]
MEANING = 0.5
"""Weight of the encoder in the sum."""
_K1, _B = 1.2, 0.75
_BEST = 100
"""Units over which scores are scaled: the hundredth best counts 0."""


class Words:
    """BM25 over bags of words."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        lengths = np.array([len(words) for words in texts], np.float64)
        self._count = len(texts)
        self._norm = _K1 * (1 - _B + _B * lengths / lengths.mean())
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for unit, words in enumerate(texts):
            for word, times in Counter(words).items():
                self._postings[word].append((unit, times))

    def scores(self, words: Sequence[str]) -> Scores:
        """Return the score of each text for a question."""
        found = np.zeros(self._count)
        for word in set(words):
            if word not in self._postings:
                continue
            units, times = np.array(self._postings[word]).T
            rarity = np.log1p((self._count - len(units) + 0.5) / (len(units) + 0.5))
            found[units] += rarity * times * (_K1 + 1) / (times + self._norm[units])
        return found


def scaled(scores: Scores) -> Scores:
    """Return *scores* from 0, for the hundredth best and all below, to 1 for the best."""
    best = np.sort(scores)[-_BEST:]
    part: Scores = np.clip((scores - best[0]) / max(best[-1] - best[0], 1e-9), 0, 1)
    return part


def measure(home: Path, asked: QuestionSet) -> dict[str, Estimate]:
    """Return how well plain fusion finds the Điều of *asked* in the library of *home*."""
    library = Library.open(current_snapshot(home))
    day = asked.as_of or CLOCK.today()
    units = [(library.provision(number, path), name) for number, path, name in library.units()]
    binding = np.array([library.validity(provision, day).in_force for provision, _ in units])
    texts = [library.provision_text(provision) for provision, _ in units]
    library.close()
    questions = [question.text for question in asked.questions]
    ranks = [
        reciprocal_rank([units[at][1] for at in best_of(scores, binding)], question.relevant)
        for scores, question in zip(
            _scores(home / "cache" / "plain.db", texts, questions), asked.questions, strict=True
        )
    ]
    return ranking_metrics(ranks)


def best_of(scores: Scores, binding: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the places of the best *scores* among what is *binding*, best first."""
    return np.argsort(-np.where(binding, scores, -1), kind="stable")[:DEPTH]


def _scores(path: Path, texts: Sequence[str], questions: Sequence[str]) -> Iterator[Scores]:
    """Yield the score of each of *texts* for each question; what texts cost is kept at *path*."""
    cache = Cache(path)
    encoder = BundledEmbedder(weights=read_weights(model_file()))
    vectors = CachedEmbedder(encoder, cache).encode_document(texts)
    words = Words(Segmenter(cache).words(texts))
    cache.close()
    asked = zip(encoder.encode_query(questions), Segmenter().words(questions), strict=True)
    for vector, terms in asked:
        meaning = scaled((vectors @ vector).astype(np.float64))
        yield MEANING * meaning + (1 - MEANING) * scaled(words.scores(terms))
