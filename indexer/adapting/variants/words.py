"""The words of a question that a person types letter by letter, to be changed one by one."""

import re
from collections.abc import Callable, Collection
from random import Random

_WORD = re.compile(r"(?<![\w/@.-])[^\W\d_]+(?![\w/@-]|\.\w)")
"""Not inside numbers of documents ("112/2020/NĐ-CP"), addresses, or "QĐ-TTg"."""


def words(text: str) -> list[re.Match[str]]:
    """Return the words of *text* in order, with their places."""
    return list(_WORD.finditer(text))


def change_each(text: str, change: Callable[[str], str]) -> str:
    """Return *text* with every word as *change* gives it."""
    return _WORD.sub(lambda found: change(found[0]), text)


def change_chosen(
    text: str,
    chance: Random,
    share: float,
    fits: Callable[[str], bool],
    change: Callable[[str], str],
) -> str:
    """Return *text* with a random *share* of the words that fit changed; one at least."""
    fitting = [at for at, found in enumerate(words(text)) if fits(found[0])]
    if not fitting:
        return text
    count = max(1, round(share * len(fitting)))
    return change_at(text, chance.sample(fitting, count), change)


def change_at(text: str, places: Collection[int], change: Callable[[str], str]) -> str:
    """Return *text* with the words at *places* changed."""
    chosen = frozenset(places)
    parts, at = [], 0
    for number, found in enumerate(words(text)):
        if number in chosen:
            parts += [text[at : found.start()], change(found[0])]
            at = found.end()
    return "".join(parts) + text[at:]
