"""Takes words out of a text before it is shared: what is hidden is not in the result any more.

A phrase is hidden wherever it stands as whole words, in capitals or not, with its marks or typed
without them, over a line break too; a number also with other blanks, dots and dashes between its
digits. Every hidden place becomes the same block, so that its length tells nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.errors import CongvuError
from knowledge.vietnamese import fold, normalise
from knowledge.vietnamese.aligned import AlignedFold, fold_aligned
from knowledge.vietnamese.normalise import plain_characters

BLOCK = "█████"
"""What stands where something is hidden."""

_NUMBER = re.compile(r"\+?\d(?:[\s.\-]*\d){5,}")


class RedactionError(CongvuError):
    """What was asked for cannot be hidden, or would still be there."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text after hiding."""

    text: str
    places: int
    """How many blocks it has."""
    missed: tuple[str, ...]
    """Phrases that do not occur in it."""


def phrases_of(typed: str) -> tuple[str, ...]:
    """Return the phrases in *typed*, one on each line, without empty and repeated ones."""
    lines = (" ".join(plain_characters(line).split()) for line in typed.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


def hide(text: str, phrases: Sequence[str]) -> Hidden:
    """Return *text* with every occurrence of *phrases* made a block."""
    folded = fold_aligned(text)
    spans: list[tuple[int, int]] = []
    missed = []
    for phrase in phrases:
        found = list(_occurrences(folded, phrase))
        spans += found
        if not found:
            missed.append(phrase)
    merged = _merged(spans)
    parts, at = [], 0
    for start, end in merged:
        parts += [text[at:start], BLOCK]
        at = end
    return Hidden("".join([*parts, text[at:]]), len(merged), tuple(missed))


def occurs(text: str, phrase: str) -> bool:
    """Whether *phrase* stands anywhere in *text*, by the same rule as `hide`."""
    return any(True for _ in _occurrences(fold_aligned(text), phrase))


def _occurrences(folded: AlignedFold, phrase: str) -> Iterable[tuple[int, int]]:
    """Yield where *phrase* stands, as spans of the source."""
    for match in _pattern(phrase).finditer(folded.text):
        if _is_same(folded.original(*match.span()), phrase):
            yield folded.span(*match.span())


def _pattern(phrase: str) -> re.Pattern[str]:
    """Return what finds the folded *phrase* in a folded text."""
    folded = fold_aligned(phrase).text.strip()
    if _NUMBER.fullmatch(folded):
        digits = re.sub(r"\D", "", folded)
        return re.compile(r"[\s.\-]*".join(digits))
    words = r"\s+".join(re.escape(word) for word in folded.split())
    return re.compile(rf"(?<!\w){words}(?!\w)" if _ends_in_letters(folded) else words)


def _ends_in_letters(folded: str) -> bool:
    return bool(re.match(r"\w", folded)) and bool(re.search(r"\w\Z", folded))


def _is_same(found: str, phrase: str) -> bool:
    """Whether each word of *found* has the marks that *phrase* has there, or none at all."""
    if re.search(r"\d", phrase) and not re.search(r"[^\W\d]", phrase):
        return True
    pairs = zip(found.split(), phrase.split(), strict=True)
    return all(_is_same_word(written, wanted) for written, wanted in pairs)


def _is_same_word(written: str, wanted: str) -> bool:
    lowered = written.lower()
    return lowered == fold(written) or normalise(lowered) == normalise(wanted.lower())


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return *spans* in order, those that touch or overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
