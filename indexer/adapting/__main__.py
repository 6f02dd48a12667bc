"""``python -m indexer.adapting PATH...``: adapt the bundled model, write what the program ships.

PATHs are files and folders of law that hold the articles of the questions: the regulations, and
lists of articles (.jsonl.gz). About 40 minutes on two cores, 6 GB of memory.
"""

import argparse
import sys
from functools import partial
from pathlib import Path
from random import Random

from indexer.adapting.adapt import adapt
from indexer.adapting.corpus import read_pieces
from indexer.adapting.questions import read_questions
from indexer.adapting.training import Recipe
from indexer.adapting.variants import VARIANTS
from indexer.errors import IndexerError
from knowledge.embedding.adaptation import ADAPTATION, save
from knowledge.embedding.weights import model_file, read_weights


def main() -> None:
    """Train and write; end with one sentence where that cannot be."""
    parser = argparse.ArgumentParser(prog="python -m indexer.adapting", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--out", type=Path, default=ADAPTATION, help="default: %(default)s")
    options = parser.parse_args()
    questions = read_questions()
    try:
        pieces = read_pieces(options.paths, {one.document for one in questions})
    except IndexerError as error:
        sys.exit(str(error))
    tensors = adapt(
        read_weights(model_file()),
        questions,
        pieces,
        mistyped,
        Recipe(),
        partial(print, flush=True),
    )
    save(options.out, tensors)
    print(f"Written to {options.out}")


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


def mistyped(text: str, key: str) -> str:
    """Return *text* as a person might type it who does not spell it out."""
    ways = [variant for variant in VARIANTS if variant.name in _LEARNT]
    return Random(key).choice(ways).typed(text, key)


if __name__ == "__main__":
    main()
