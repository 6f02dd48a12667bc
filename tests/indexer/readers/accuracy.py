"""How much of a text came back: letters, and those with a mark, aligned with the true text."""

import unicodedata
from difflib import SequenceMatcher


def shares(truth: str, read: str) -> tuple[float, float]:
    """Return the shares of the letters of *truth*, and of its marked ones, that *read* has."""
    true, got = truth.split(), read.split()
    letters = sum(map(len, true))
    marked = sum(_is_marked(letter) for word in true for letter in word)
    right, right_marked = 0, 0
    for tag, a, b, c, d in SequenceMatcher(None, true, got, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            kept = _kept(" ".join(true[a:b]), " ".join(got[c:d]))
            right += sum(letter != " " for letter in kept)
            right_marked += sum(_is_marked(letter) for letter in kept)
    return right / letters, right_marked / max(marked, 1)


def _kept(true: str, got: str) -> str:
    matcher = SequenceMatcher(None, true, got, autojunk=False)
    return "".join(true[m.a : m.a + m.size] for m in matcher.get_matching_blocks())


def _is_marked(letter: str) -> bool:
    return letter in "đĐ" or len(unicodedata.normalize("NFD", letter)) > 1
