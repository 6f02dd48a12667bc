"""What the fingers may have meant: letters one slip away, by how likely the slip is.

Costs are natural logarithms of rough chances, for syllables without marks.
"""

from collections.abc import Iterator
from functools import lru_cache

_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS = "abcdeghiklmnopqrstuvxy"
"""Letters of Vietnamese syllables without marks."""
SWAPPED, DOUBLED, MISSING, EXTRA, BESIDE, OTHER = -5.0, -4.5, -5.5, -6.0, -5.0, -8.5


def _keys_beside() -> dict[str, str]:
    """Return for each letter those whose keys touch its key."""
    beside = {letter: "" for row in _KEYBOARD for letter in row}
    for number, row in enumerate(_KEYBOARD):
        for at, letter in enumerate(row):
            beside[letter] += row[max(at - 1, 0) : at] + row[at + 1 : at + 2]
            for below in "".join(_KEYBOARD[number + 1 : number + 2])[max(at - 1, 0) : at + 1]:
                beside[letter] += below
                beside[below] += letter
    return beside


_BESIDE = _keys_beside()


@lru_cache(maxsize=1 << 12)
def near(typed: str) -> dict[str, float]:
    """Return the spellings one slip away from *typed*, each with the likeliest slip's cost."""
    costs: dict[str, float] = {}
    for spelling, cost in (*_fewer(typed), *_as_many(typed), *_more(typed)):
        if spelling != typed and cost > costs.get(spelling, -99.0):
            costs[spelling] = cost
    return costs


def _fewer(typed: str) -> Iterator[tuple[str, float]]:
    """Yield *typed* without the letter that was struck twice or too many."""
    for at, letter in enumerate(typed):
        again = letter in (typed[at - 1 : at], typed[at + 1 : at + 2])
        yield typed[:at] + typed[at + 1 :], DOUBLED if again else EXTRA


def _as_many(typed: str) -> Iterator[tuple[str, float]]:
    """Yield *typed* with two letters back in turn, or one letter for another."""
    for at, letter in enumerate(typed):
        if at + 1 < len(typed):
            yield typed[:at] + typed[at + 1] + letter + typed[at + 2 :], SWAPPED
        for meant in _LETTERS:
            cost = BESIDE if meant in _BESIDE.get(letter, "") else OTHER
            yield typed[:at] + meant + typed[at + 1 :], cost


def _more(typed: str) -> Iterator[tuple[str, float]]:
    """Yield *typed* with the letter that was left out."""
    for at in range(len(typed) + 1):
        for letter in _LETTERS:
            yield typed[:at] + letter + typed[at:], MISSING
