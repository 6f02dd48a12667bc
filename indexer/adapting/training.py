"""The loop: batches of questions against their answers, each other's answers and lookalikes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from indexer.adapting.corpus import Piece
from indexer.adapting.encoder import Frozen, Learning
from indexer.adapting.mining import Example
from indexer.adapting.questions import understood
from indexer.errors import IndexerError

_NOWHERE = -1e4
"""Score of what is no counterexample."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a training; docs/model-card.md says how they were chosen."""

    rounds: int = 1
    """Times that counterexamples are chosen anew, each followed by every question once."""
    batch: int = 24
    """Questions in a step."""
    rate: float = 1e-5
    """Highest learning rate; a tenth of the steps leads up to it, the rest down to nothing."""
    temperature: float = 0.02
    """What cosines are divided by before the softmax."""
    frozen: int = 6
    """Layers that do not learn; word vectors do not either."""
    headings: int = 1500
    """Questions made of headings, beside those that were written."""
    alone: float = 0.6
    """Share of the passages that are read without the document and chapters around them."""
    varied: float = 0.2
    """Share of the questions that are asked as people mistype them."""
    kept: float = 1.0
    """Share of what was learnt in the weights that come out; the rest is the original's."""
    seed: int = 20261122


def loss_of(scores: Tensor, answers: Sequence[str], owners: Sequence[str]) -> Tensor:
    """Return the cross entropy of each question's own answer among all passages.

    *scores* ``(questions, passages)``; the first passages are the answers, in order. *answers*
    and *owners* name the articles of questions and of passages: another passage of the answering
    article is no counterexample.
    """
    same = torch.tensor(
        [[a == o and at != row for at, o in enumerate(owners)] for row, a in enumerate(answers)]
    )
    return functional.cross_entropy(scores.masked_fill(same, _NOWHERE), torch.arange(len(answers)))


class Trainer:
    """Teaches the upper layers; the steps of one training share their optimiser."""

    def __init__(
        self,
        frozen: Frozen,
        learning: Learning,
        pieces: Sequence[Piece],
        recipe: Recipe,
        typed: Callable[[str, str], str],
    ) -> None:
        """*typed* makes of a question and a key what a person might type."""
        self._frozen = frozen
        self._learning = learning
        self._pieces = pieces
        self._recipe = recipe
        self._typed = typed
        self._optimiser = torch.optim.AdamW(learning.parameters(), lr=recipe.rate)
        self._steps = 0

    def learn(self, examples: Sequence[Example], total: int, chance: Random) -> Iterator[float]:
        """Go through *examples* once; yield the loss of each step of *total* in the training.

        Raises:
            IndexerError: when the loss is no number, as nothing learnt after it would be.
        """
        self._learning.train()
        for batch in _batches(examples, self._recipe.batch, chance):
            self._set_rate(total)
            loss = self._loss(batch, chance)
            if not torch.isfinite(loss):
                raise IndexerError(
                    f"The loss of step {self._steps} is no number, so what was learnt is of no use "
                    "and was not written: lower the learning rate of the recipe."
                )
            self._optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            clip_grad_norm_(self._learning.parameters(), 1.0)
            self._optimiser.step()
            yield loss.item()

    def _set_rate(self, total: int) -> None:
        self._steps += 1
        rising = self._steps / (0.1 * total)
        # Steps that hold fewer questions, as each has another article, may come after the last.
        falling = max(0.0, 1 - (self._steps - 1) / total)
        for group in self._optimiser.param_groups:
            group["lr"] = self._recipe.rate * min(1.0, rising, falling)

    def _loss(self, batch: Sequence[Example], chance: Random) -> Tensor:
        rows = [one.answer for one in batch]
        for one in batch:
            for offered in (one.others, one.siblings):
                rows += chance.sample(offered, 1) if offered else []
        asked = self._learning(*self._frozen.states([self._asked(one, chance) for one in batch]))
        texts = [f"passage: {self._read(self._pieces[row], chance)}" for row in rows]
        held = self._learning(*self._frozen.states(texts))
        return loss_of(
            asked @ held.T / self._recipe.temperature,
            [one.question.article for one in batch],
            [self._pieces[row].article for row in rows],
        )

    def _read(self, piece: Piece, chance: Random) -> str:
        return piece.alone if chance.random() < self._recipe.alone else piece.text

    def _asked(self, example: Example, chance: Random) -> str:
        text = example.question.text
        if chance.random() < self._recipe.varied:
            text = self._typed(text, str(chance.random()))
        return f"query: {understood(text)}"


def _batches(examples: Sequence[Example], size: int, chance: Random) -> Iterator[list[Example]]:
    """Yield all *examples* in random order, no two of a batch with one article."""
    waiting = chance.sample(examples, len(examples))
    while waiting:
        batch = list({one.question.article: one for one in waiting}.values())[:size]
        taken = {id(one) for one in batch}
        waiting = [one for one in waiting if id(one) not in taken]
        if len(batch) > 1:
            yield batch
