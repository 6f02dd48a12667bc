"""What can be wrong with the material of a training, looked at before hours go into it."""

from collections.abc import Callable, Iterable, Sequence

from indexer.adapting.corpus import Piece
from indexer.adapting.questions import TrainingQuestion
from indexer.errors import IndexerError

MOST_MISSING = 0.02
"""Share of the questions that may do without their article: a few, because law is repealed and
numbered anew. With more of them missing another model comes out than the one described."""
_NAMED = 3
"""Missing articles that a message names."""


def check_articles(
    questions: Sequence[TrainingQuestion], pieces: Iterable[Piece], warn: Callable[[str], None]
) -> None:
    """Look whether *pieces* hold the articles that answer *questions*.

    *warn* hears of a few that are missing.

    Raises:
        IndexerError: when more than MOST_MISSING of the questions have no article, or all.
    """
    held = {piece.article for piece in pieces}
    lost = [one for one in questions if one.article not in held]
    if not lost and questions:
        return
    said = f"{len(lost):,} of {len(questions):,} questions have no article in what was given"
    absent = sorted({one.article for one in lost})
    said += f" ({len(absent):,} articles are missing: {_some(absent)})"
    if len(lost) > MOST_MISSING * len(questions) or not questions:
        raise IndexerError(
            f"{said}: name the folder of regulations and the list of articles that hold them; "
            "nothing was written."
        )
    warn(f"{said}: those questions are left out.")


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
