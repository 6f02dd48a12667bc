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

Pieces = Mapping[str, str]
"""A paragraph's text by the encoding that its fonts' names say ("" for none)."""


def decisions(paragraphs: Sequence[Pieces]) -> list[dict[str, str]]:
    """Return the encoding of each piece of each paragraph, in the order of the paragraphs."""
    sure = [{hint: _alone(text, hint) for hint, text in pieces.items()} for pieces in paragraphs]
    usual = _usual(paragraphs, sure)
    return [
        {
            hint: sure_one or _among(pieces[hint], hint, usual[hint])
            for hint, sure_one in decided.items()
        }
        for pieces, decided in zip(paragraphs, sure, strict=True)
    ]


def _alone(text: str, hint: str) -> str:
    """Return the encoding of *text*; "" where it cannot be told without the whole document."""
    found = tokens(text)
    if not found:
        return hint or UNICODE
    older = _older(found)
    own = score(older, hint) if hint else 0
    if len(found) - len(older) >= max(1, own):
        return UNICODE
    plain = score(older, UNICODE)
    encoding, points = best(older)
    if not hint:
        return encoding if points - plain >= LEAST_GAIN and points > 0 else ""
    if points - own >= _LEAST_CLEAR and points >= plain:
        return encoding
    if own - plain >= _LEAST_WITH_FONT and own >= points:
        return hint
    return UNICODE if plain - own >= _LEAST_WITH_FONT else ""


def _among(text: str, hint: str, usual: str) -> str:
    """Return the encoding of *text* in a document where pieces with such fonts are *usual*."""
    older = _older(tokens(text))
    plain = score(older, UNICODE)
    if not hint:
        return usual if usual != UNICODE and score(older, usual) > plain else UNICODE
    own = score(older, hint)
    if usual == UNICODE:
        return UNICODE if plain >= own else hint
    encoding = usual if score(older, usual) > own else hint
    return encoding if score(older, encoding) >= plain else UNICODE


def _older(found: Sequence[str]) -> list[str]:
    return [token for token in found if not is_unicode(token)]


def _usual(paragraphs: Sequence[Pieces], sure: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return by hint which encoding most words of such pieces are in.

    Words under no known font follow the whole document, Unicode where that outweighs.
    """
    words: dict[str, Counter[str]] = {}
    for pieces, decided in zip(paragraphs, sure, strict=True):
        for hint, encoding in decided.items():
            words.setdefault(hint, Counter())[encoding] += len(tokens(pieces[hint]))
    if "" in words:
        words[""] = sum(words.values(), Counter())
    for counted in words.values():
        counted.pop("", None)
    return {
        hint: max(counted, key=lambda name: counted[name])
        if any(counted.values())
        else hint or UNICODE
        for hint, counted in words.items()
    }
