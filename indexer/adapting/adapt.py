"""The whole recipe: questions and passages in, the adapted layers out."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

import torch

from indexer.adapting.corpus import Piece
from indexer.adapting.encoder import Frozen, Learning
from indexer.adapting.headings import questions_from_headings
from indexer.adapting.mining import Candidates, Example, candidates, examples
from indexer.adapting.questions import TrainingQuestion, Twins
from indexer.adapting.training import Recipe, Trainer
from indexer.errors import IndexerError
from knowledge.embedding.adaptation import replaced
from knowledge.embedding.bundled import BundledEmbedder
from knowledge.embedding.weights import Floats, Weights

Said = Callable[[str], None]

_EVERY = 10
"""Steps between two lines of progress."""
_LEAST = 2
"""Articles in a step: the answer to one question is the counterexample of another."""


def adapt(
    weights: Weights,
    questions: Sequence[TrainingQuestion],
    pieces: Sequence[Piece],
    typed: Callable[[str, str], str],
    recipe: Recipe,
    said: Said,
) -> dict[str, Floats]:
    """Return the tensors that replace those of *weights*, by name.

    *typed* makes of a question and a key what a person might type instead.

    Raises:
        IndexerError: when there is nothing to learn, or what is learnt is no number any more.
    """
    torch.manual_seed(recipe.seed)
    chance = Random(recipe.seed)
    asked = [*questions, *questions_from_headings(pieces, recipe.headings, chance)]
    found = candidates(asked, pieces, Twins.known())
    said(f"{len(found):,} of {len(asked):,} questions have counterexamples")
    if len({one.question.article for one in found}) < _LEAST:
        raise IndexerError(
            f"Fewer than {_LEAST} articles have a question and passages that resemble its answer, "
            "so there is nothing to learn: give more of the law that the questions are about."
        )
    frozen, learning = Frozen(weights, recipe.frozen), Learning(weights, recipe.frozen)
    trainer = Trainer(frozen, learning, pieces, recipe, typed)
    total = recipe.rounds * -(-len(found) // recipe.batch)
    for number in range(1, recipe.rounds + 1):
        said(f"round {number}: choosing the passages with the present model")
        chosen = _choose(replaced(weights, learning.tensors()), found, pieces)
        for line in _progress(trainer.learn(chosen, total, chance), total):
            said(f"round {number}: {line}")
    return _mixed(weights, learning.tensors(), recipe.kept)


def _choose(
    weights: Weights, found: Sequence[Candidates], pieces: Sequence[Piece]
) -> list[Example]:
    embedder = BundledEmbedder(weights=weights)
    return examples(found, pieces, embedder.encode_query, embedder.encode_document)


def _progress(losses: Iterator[float], total: int) -> Iterator[str]:
    mean = 0.0
    for step, loss in enumerate(losses, start=1):
        mean += loss / _EVERY
        if step % _EVERY == 0:
            yield f"{step} of {total} steps, loss {mean:.3f}"
            mean = 0.0


def _mixed(weights: Weights, learnt: dict[str, Floats], share: float) -> dict[str, Floats]:
    """Return *share* of what was learnt and the rest of the original."""
    return {
        name: share * values + (1 - share) * weights.tensor(name) for name, values in learnt.items()
    }
