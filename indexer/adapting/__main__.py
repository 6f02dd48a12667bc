"""``python -m indexer.adapting PATH...``: adapt the bundled model, write what the program ships.

PATHs are files and folders of law that hold the articles of the questions: the regulations, and
lists of articles (.jsonl.gz). What it takes in time and memory: docs/model-card.md.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random

from indexer.adapting.adapt import adapt
from indexer.adapting.checks import check_articles
from indexer.adapting.corpus import read_pieces
from indexer.adapting.questions import TrainingQuestion, read_questions
from indexer.adapting.training import Recipe
from indexer.adapting.variants import VARIANTS
from indexer.adapting.writing import check_place, write
from knowledge.embedding.adaptation import ADAPTATION
from knowledge.embedding.weights import model_file, read_weights
from knowledge.errors import CongvuError

_LEARNT = frozenset(
    (
        "half marked",
        "third dropped",
        "wrong tones",
        "typos",
        "abbreviated",
        "teencode",
        "unpunctuated",
        "stripped",
    )
)
"""Ways of typing that a question may keep when it has been read; keystrokes are decoded."""


def main() -> None:
    """Train and write; end with one sentence, and status 1, where that cannot be."""
    parser = argparse.ArgumentParser(prog="python -m indexer.adapting", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--out", type=Path, default=ADAPTATION, help="default: %(default)s")
    options = parser.parse_args()
    try:
        make(options.paths, options.out, read_questions(), Recipe())
    except CongvuError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(f"Stopped: {options.out} is as it was.")


def make(
    paths: Sequence[Path], out: Path, questions: Sequence[TrainingQuestion], recipe: Recipe
) -> None:
    """Adapt the bundled model with *questions* about the law at *paths*; then replace *out*.

    Raises:
        CongvuError: before the training where the material is at fault.
    """
    say = partial(print, flush=True)
    check_place(out)
    weights = read_weights(model_file())
    say(f"Reading the law that {len(questions):,} questions are about")
    pieces = read_pieces(paths, {one.document for one in questions})
    say(f"{len(pieces):,} passages of {len({one.article for one in pieces}):,} articles")
    check_articles(questions, pieces, partial(say, file=sys.stderr))
    write(out, weights, adapt(weights, questions, pieces, mistyped, recipe, say))
    say(f"Written to {out}")


def mistyped(text: str, key: str) -> str:
    """Return *text* as a person might type it who does not spell it out."""
    ways = [variant for variant in VARIANTS if variant.name in _LEARNT]
    return Random(key).choice(ways).typed(text, key)


if __name__ == "__main__":
    main()
