"""Which encoding each piece of a document is in, by its font's name, its words, and its neighbours.

What a piece says by itself clearly enough stands. The rest follows the document: what most words
under fonts of the same kind were found to be.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from indexer.readers.legacy_evidence import UNICODE, best, is_unicode, score, tokens

LEAST_GAIN = 6
"""By how much a reading must beat Unicode where neither a font nor the document speaks for it:
two words that were wrong and become right."""
_LEAST_CLEAR = 6
"""By how much another encoding must beat the one a font's name says, to be believed at once."""
_LEAST_WITH_FONT = 3
"""By how much a font's encoding must beat Unicode, or Unicode it, to be believed at once."""

_LEAST_LEAD = 4
"""By how much a reading must beat the next best to be believed at once: letters of VPS and
VISCII give syllables in TCVN3 too, only others."""

Pieces = Mapping[str, str]
"""A paragraph's text by what its fonts' names say: an encoding, Unicode, or "" where unknown."""


def decisions(paragraphs: Sequence[Pieces]) -> list[dict[str, str]]:
    """Return the encoding of each piece of each paragraph, in the order of the paragraphs."""
    sure = [{hint: _alone(text, hint) for hint, text in pieces.items()} for pieces in paragraphs]
    usual = _usual(paragraphs, sure)
    return [
        {hint: told or _among(pieces[hint], hint, usual[hint]) for hint, told in decided.items()}
        for pieces, decided in zip(paragraphs, sure, strict=True)
    ]


def _alone(text: str, hint: str) -> str:
    """Return the encoding of *text*; "" where it cannot be told without the whole document."""
    found = tokens(text)
    if not found:
        return hint or UNICODE
    older = _older(found)
    own = score(older, hint) if _is_older(hint) else 0
    if len(found) - len(older) >= max(1, own):
        return UNICODE
    plain = score(older, UNICODE)
    encoding, points, second = best(older)
    if not _is_older(hint):
        clear = points - plain >= LEAST_GAIN and points - second >= _LEAST_LEAD
        return encoding if clear and points > 0 else ""
    if points - own >= _LEAST_CLEAR and points >= plain:
        return encoding
    if own - plain >= _LEAST_WITH_FONT and own >= points:
        return hint
    return UNICODE if plain - own >= _LEAST_WITH_FONT else ""


def _among(text: str, hint: str, usual: str) -> str:
    """Return the encoding of *text* in a document where pieces with such fonts are *usual*."""
    older = _older(tokens(text))
    plain = score(older, UNICODE)
    if not _is_older(hint):
        return _without_hint(older, plain, usual, tie=not hint)
    own = score(older, hint)
    if usual == UNICODE:
        return UNICODE if plain >= own else hint
    encoding = usual if score(older, usual) > own else hint
    return encoding if score(older, encoding) >= plain else UNICODE


def _without_hint(older: Sequence[str], plain: int, usual: str, *, tie: bool) -> str:
    """Return the encoding of words whose font says nothing; *tie*: words that read both ways
    are of the document's encoding, as where no font is known at all."""
    if usual != UNICODE:
        points = score(older, usual)
        if points > plain or (tie and points == plain > 0):
            return usual
    encoding, points, _ = best(older)
    return encoding if points - plain >= LEAST_GAIN and points > 0 else UNICODE


def _is_older(hint: str) -> bool:
    return hint not in ("", UNICODE)


def _older(found: Sequence[str]) -> list[str]:
    return [token for token in found if not is_unicode(token)]


def _usual(paragraphs: Sequence[Pieces], sure: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return by hint which encoding most words of such pieces are in.

    Words under no old font follow the whole document, Unicode where that outweighs.
    """
    words: dict[str, Counter[str]] = {}
    for pieces, decided in zip(paragraphs, sure, strict=True):
        for hint, encoding in decided.items():
            words.setdefault(hint, Counter())[encoding] += len(tokens(pieces[hint]))
    total = sum(words.values(), Counter())
    for hint in ("", UNICODE):
        words[hint] = total
    return {hint: _most(counted) or hint or UNICODE for hint, counted in words.items()}


def _most(counted: Mapping[str, int]) -> str:
    """Return the encoding of most words, "" where none is told of any."""
    told = {encoding: count for encoding, count in counted.items() if encoding and count}
    return max(told, key=lambda encoding: told[encoding], default="")
