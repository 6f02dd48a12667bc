"""How people type: with all marks, with some, with none."""

import random
import re

from knowledge.vietnamese import fold

_SEED = 865
_SYLLABLE = re.compile(r"[^\W\d_]+")


def strip_marks(text: str) -> str:
    """Return *text* without marks, "đ" as "d"; capitals stay."""
    bare = fold(text)
    if len(bare) != len(text):  # loose combining marks went
        return bare
    return "".join(
        after.upper() if before.isupper() else after
        for before, after in zip(text, bare, strict=True)
    )


def half_marked(text: str, key: str) -> str:
    """Return *text* in which every syllable lost its marks with even odds.

    *key* (the question's id) makes the choice, so it is the same in every run.
    """
    chance = random.Random(f"{_SEED}/{key}")
    return _SYLLABLE.sub(
        lambda match: strip_marks(match[0]) if chance.random() < 0.5 else match[0], text
    )
