"""What a token of a question may stand for: syllables, each with how likely it was typed so.

Noisy channel (Kernighan, Church and Gale, 1990): a cost for the slip, and the words around decide.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np

from knowledge.vietnamese.edits import near
from knowledge.vietnamese.lexicon import BREAK, NUMBER, UNKNOWN, Lexicon, foreign_words, marks
from knowledge.vietnamese.ngrams import Floats, Ints
from knowledge.vietnamese.normalise import fold, normalise
from knowledge.vietnamese.syllables import TONES, is_syllable, split_tone
from knowledge.vietnamese.tokens import Kind, Token

_RARELY = 0.05
"""Chance that a mark was left out in a text that has its marks."""
_RARELY_SLIPPED = 0.15
"""The same for the mark of a letter that was mistyped."""
KEYS_AMONG_KEYS, KEYS_ALONE = -0.5, -3.0
"""Cost of keystrokes left in, in a text that has others, and in one that has none."""
LEFT_ALONE = -4.0
"""Cost of what is no word being meant as it stands."""
ABBREVIATED = 2.0
"""The same for what has no vowel: abbreviations are many."""
OTHER_MARK = -4.0
"""Cost of a mark that was not meant."""
MISPLACED = -2.0
"""Cost of marks that are all meant, but on other letters or with another tone in the same place."""
JOINED, SPLIT = -5.0, -5.0
"""Cost of a space lost, and of one too many."""
_MANY = 0.3
"""Share of marks left out from which a syllable may have lost one of its two: "uông"."""
_SHORTEST = 3
"""Letters of the shortest word in which a slip is looked for."""
_MOST = 24
"""Candidates of a word with a slip."""
_VOWEL = re.compile("[aeiou]")
_NEVER_BARE = ("ie", "ye", "uo")
_STOPS = ("c", "p", "t", "ch")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the text was typed."""

    dropped: float
    """Share of the marks left out; 0 for a text that has them."""
    keyed: bool
    """Whether there are keystrokes in it beyond doubt."""
    foreign: bool = False
    """Whether it is no Vietnamese, and so stays as it is."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The candidates for one syllable."""

    candidates: Ints
    prior: Floats
    text: str
    """What was typed, or what is written whatever the candidate."""
    settled: bool = False
    """Whether *text* is what is written."""


Reading = tuple[Slot, ...]


def only(number: int, spelt: str, cost: float = 0.0) -> Slot:
    """Return the slot of what can be nothing else."""
    return Slot(np.array([number], dtype=np.int64), np.array([cost]), spelt, settled=True)


def readings(token: Token, lexicon: Lexicon, manner: Manner) -> list[Reading]:
    """Return the readings of one token; the first is what was typed, perhaps with marks."""
    match token.kind:
        case Kind.BREAK:
            return [(only(BREAK, token.text),)]
        case Kind.NUMBER:
            return [(only(NUMBER, token.text),)]
        case Kind.FIXED:
            return [(only(lexicon.number(token.text.lower()), token.text),)]
        case Kind.SHORT:
            return _spelt_out(token, lexicon)
        case Kind.CAPITALS:
            return [(_capitals(token, lexicon, manner),)]
        case Kind.WORD:
            return _readings_of_word(token, lexicon, manner)


def as_typed(token: Token, lexicon: Lexicon, manner: Manner) -> Reading:
    """Return the one reading of *token* that takes no guess."""
    if token.kind is Kind.SHORT and len(token.phrases) == 1:
        return _spelt_out(token, lexicon)[0]
    spelt = token.keys if manner.keyed and token.keys else token.text
    return (only(lexicon.number(spelt.lower()), spelt),)


def _capitals(token: Token, lexicon: Lexicon, manner: Manner) -> Slot:
    """Return what a word in capitals is: an abbreviation where marks are not missing."""
    if not manner.dropped:
        return only(lexicon.number(token.text.lower()), token.text)
    return _with_marks(token.text, lexicon, manner)


def _spelt_out(token: Token, lexicon: Lexicon) -> list[Reading]:
    """Return the one phrase, or those that the library knows and the abbreviation itself."""
    spelt = [
        tuple(only(lexicon.number(normalise(word)), word) for word in phrase.split())
        for phrase in token.phrases
    ]
    if len(spelt) == 1:
        return [*spelt]
    known = [one for one in spelt if all(slot.candidates[0] != UNKNOWN for slot in one)]
    return [(only(UNKNOWN, token.text, LEFT_ALONE),), *known]


def _readings_of_word(token: Token, lexicon: Lexicon, manner: Manner) -> list[Reading]:
    typed = token.text.lower()
    if _may_be_keys(token, typed, lexicon, manner):
        return [(_with_keys(token, typed, lexicon, manner),)]
    if not is_slip(token, lexicon):
        return [(_with_marks(token.text, lexicon, manner),)]
    slot = _mended(token, typed, lexicon, manner)
    return [(slot,), *_split_in_two(token.text, lexicon, manner, JOINED)]


def _may_be_keys(token: Token, typed: str, lexicon: Lexicon, manner: Manner) -> bool:
    if token.keys is None:
        return False
    return manner.keyed or (lexicon.seen(token.keys) and not lexicon.is_spelt(typed))


def is_slip(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether the word is none that is known, not too short to say so, and no name."""
    typed = token.text.lower()
    return len(typed) >= _SHORTEST and not token.steady and not lexicon.is_spelt(typed)


def _with_marks(text: str, lexicon: Lexicon, manner: Manner) -> Slot:
    """Return what a syllable is with the marks that may have been left out."""
    typed = text.lower()
    own = lexicon.number(typed)
    if not _is_open(typed, own, manner):
        return only(own, text)
    fitting = lexicon.fitting(typed)
    if not fitting:
        return only(own, text)
    candidates = np.array(fitting, dtype=np.int64)
    return Slot(candidates, np.where(candidates == own, 0.0, _dropping(manner, _RARELY)), text)


def _is_open(typed: str, own: int, manner: Manner) -> bool:
    """Tell whether another syllable may be meant by what was typed."""
    if typed != fold(typed) and (own != UNKNOWN or _is_meant(typed, manner)):
        return False
    return manner.dropped > 0 or (needs_mark(typed) and typed not in foreign_words())


def _is_meant(typed: str, manner: Manner) -> bool:
    """Tell whether a syllable with marks that the library lacks is meant as it stands."""
    return manner.dropped < _MANY and is_syllable(typed)


def needs_mark(typed: str) -> bool:
    """Tell whether no Vietnamese syllable is spelt like this: "luat", "vien", "đươc"."""
    _, tone = split_tone(typed)
    return not tone and (typed.endswith(_STOPS) or any(part in typed for part in _NEVER_BARE))


def _dropping(manner: Manner, least: float) -> float:
    return log(max(manner.dropped, least))


def _with_keys(token: Token, typed: str, lexicon: Lexicon, manner: Manner) -> Slot:
    """Return what keystrokes are, or the word that they happen to be."""
    assert token.keys is not None
    found = {lexicon.number(token.keys): KEYS_AMONG_KEYS if manner.keyed else KEYS_ALONE}
    if not manner.keyed or lexicon.is_spelt(typed):
        found.setdefault(lexicon.number(typed), LEFT_ALONE)
    if UNKNOWN in found:
        return only(UNKNOWN, token.keys if manner.keyed else token.text)
    return _slot(found, token.text)


def _slot(costs: dict[int, float], text: str) -> Slot:
    numbers = np.array(list(costs), dtype=np.int64)
    return Slot(numbers, np.array(list(costs.values()), dtype=np.float64), text)


def _mended(token: Token, typed: str, lexicon: Lexicon, manner: Manner) -> Slot:
    """Return what a word with a slip may have been meant as, and itself."""
    costs: dict[int, float] = {}
    bare = fold(typed)
    written = Counter(marks(typed))
    for spelling, slip in {bare: 0.0, **near(bare, lexicon.alike)}.items():
        for number in lexicon.alike.get(spelling, ()):
            syllable = lexicon.words[number]
            if not is_syllable(syllable):
                continue
            cost = slip + _cost_of_marks(written, Counter(marks(syllable)), slip, manner)
            costs[number] = max(cost, costs.get(number, -99.0))
    kept = sorted(costs, key=costs.__getitem__, reverse=True)[:_MOST]
    found = {number: costs[number] for number in kept}
    found[lexicon.number(typed)] = LEFT_ALONE if _VOWEL.search(bare) else ABBREVIATED
    return _slot(found, token.text)


def _cost_of_marks(
    written: Counter[str], meant: Counter[str], slip: float, manner: Manner
) -> float:
    """Return the cost of typing the marks *written* for those *meant*."""
    wrong = sum((written - meant).values())
    left_out = bool(meant - written)
    if not slip and not (wrong or left_out):
        return MISPLACED
    if wrong and left_out and (written - meant).keys() <= TONES:
        return wrong * OTHER_MARK
    cost = wrong * OTHER_MARK
    return cost + (_dropping(manner, _RARELY_SLIPPED) if left_out else 0.0)


def _split_in_two(
    text: str, lexicon: Lexicon, manner: Manner, cost: float, without: int = 0
) -> Iterator[Reading]:
    """Yield the readings of *text* as two syllables, but for the split after *without* letters."""
    for at in range(1, len(text)):
        left, right = text[:at], text[at:]
        if at == without or not (
            lexicon.seen_or_fits(left.lower()) and lexicon.seen_or_fits(right.lower())
        ):
            continue
        first = _with_marks(left, lexicon, manner)
        second = _with_marks(right, lexicon, manner)
        yield _dearer(first, cost), second


def _dearer(slot: Slot, cost: float) -> Slot:
    return replace(slot, prior=slot.prior + cost)


def readings_together(
    one: Token, two: Token, lexicon: Lexicon, manner: Manner
) -> Sequence[Reading]:
    """Return the readings of two words if the space between them is too many or misplaced."""
    if one.kind is not Kind.WORD or two.kind is not Kind.WORD or one.steady or two.steady:
        return ()
    slips = [is_slip(token, lexicon) for token in (one, two)]
    if not (_is_fragment(one, lexicon) or _is_fragment(two, lexicon)):
        return ()
    text = one.text + two.text
    found: list[Reading] = []
    if lexicon.seen_or_fits(text.lower()):
        found.append((_dearer(_with_marks(text, lexicon, manner), SPLIT),))
    if any(slips):
        found += _split_in_two(text, lexicon, manner, JOINED + SPLIT / 2, len(one.text))
    return found


def _is_fragment(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word may be what a wrong space left of a syllable."""
    return len(token.text) == 1 or not lexicon.is_spelt(token.text.lower())
