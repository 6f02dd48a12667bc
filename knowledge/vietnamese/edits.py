"""What the fingers may have meant: letters one slip away, by how likely the slip is.

Costs are natural logarithms of rough chances, for syllables without marks.
"""

from collections.abc import Container, Iterator
from itertools import chain

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


def near(typed: str, known: Container[str]) -> dict[str, float]:
    """Return the *known* spellings one slip away from *typed*, each with the likeliest's cost."""
    costs: dict[str, float] = {}
    for spelling, cost in chain(_fewer(typed), _as_many(typed), _more(typed)):
        if spelling in known and spelling != typed and cost > costs.get(spelling, -99.0):
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
        before, after, beside = typed[:at], typed[at + 1 :], _BESIDE.get(letter, "")
        if after:
            yield before + after[0] + letter + after[1:], SWAPPED
        for meant in _LETTERS:
            yield before + meant + after, BESIDE if meant in beside else OTHER


def _more(typed: str) -> Iterator[tuple[str, float]]:
    """Yield *typed* with the letter that was left out."""
    for at in range(len(typed) + 1):
        before, after = typed[:at], typed[at:]
        for letter in _LETTERS:
            yield before + letter + after, MISSING
