"""All that a text may be read as: steps from syllable to syllable, of which a path is chosen."""

from collections.abc import Iterator, Sequence

from knowledge.vietnamese.lexicon import Lexicon, foreign_words
from knowledge.vietnamese.normalise import fold
from knowledge.vietnamese.readings import (
    Manner,
    Reading,
    Slot,
    as_typed,
    needs_mark,
    readings,
    readings_together,
)
from knowledge.vietnamese.tokens import Token, tokens, words
from knowledge.vietnamese.viterbi import Step

_MARKED = 0.865
"""Share of marked syllables in fully marked questions (809 of Zalo 2021: mean 0.866)."""
_LEAST_MARKED = 0.66
"""From this share on a question counts as marked: none of the 809 is changed then, and of
questions that lost every third mark 95 % of the syllables come out right."""
_HALF_MARKED = 0.33
"""From this share on a text in which no word plainly lacks its mark may well have all of them."""
_DOUBT = 0.1
"""How likely it is then that it has not."""
_SENTENCE = 5
"""Words from which on one can tell in which language they are."""
_BEYOND_DOUBT = 2
"""Words that are keystrokes, from which on others may be too that happen to be words."""
_MOST_CHOICES = 1000
"""Steps with a choice, after which a text is taken as it stands: it takes some 100 ms to choose.
4,000 characters without marks have that many, 300 of nothing but abbreviations 900."""


class Lattice:
    """All readings of a text, as steps for `best_path`."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.steps: list[Step] = []
        self.slots: list[Slot] = []
        self.spans: list[tuple[int, int]] = []
        """What each step is the reading of; several steps of one reading have the same."""
        self._choices = 0
        found, manner = _read(text, lexicon)
        ends: list[list[int]] = [[] for _ in range(len(found) + 1)]
        covered = False
        for at, (own, both) in enumerate(self._readings(text, found, lexicon, manner)):
            span = found[at].start, found[at].end
            alone = len(own) == 1 and not both and not covered
            for reading in own:
                ends[at + 1].append(self._add(reading, ends[at], span, alone))
            for reading in both:
                wider = span[0], found[at + 1].end
                ends[at + 2].append(self._add(reading, ends[at], wider, alone=False))
            covered = bool(both)
        self.ends = tuple(ends[-1])

    def _readings(
        self, text: str, found: Sequence[Token], lexicon: Lexicon, manner: Manner
    ) -> Iterator[tuple[Sequence[Reading], Sequence[Reading]]]:
        """Yield for each token its readings, and those of it with the next one."""
        for at, token in enumerate(found):
            if manner.foreign or self._choices >= _MOST_CHOICES:
                yield [as_typed(token, lexicon, manner)], ()
                continue
            pair = found[at + 1] if at + 1 < len(found) else None
            spaced = pair is not None and text[token.end : pair.start] == " "
            both = readings_together(token, pair, lexicon, manner) if pair and spaced else ()
            yield readings(token, lexicon, manner), both

    def _add(
        self, reading: Reading, after: Sequence[int], span: tuple[int, int], alone: bool
    ) -> int:
        """Add the steps of one reading; return the number of the last."""
        for slot in reading:
            self.steps.append(Step(slot.candidates, slot.prior, tuple(after), alone))
            self.slots.append(slot)
            self.spans.append(span)
            self._choices += not alone or len(slot.candidates) > 1
            after = (len(self.steps) - 1,)
        return after[0]


def _read(text: str, lexicon: Lexicon) -> tuple[list[Token], Manner]:
    """Return the tokens of *text*, and how it was typed."""
    found = tokens(text)
    keyed = [
        token
        for token in words(found)
        if token.keys is not None and not lexicon.is_spelt(token.text.lower())
    ]
    if len(keyed) < _BEYOND_DOUBT:
        typed = [token.text.lower() for token in words(found)]
        return found, Manner(_dropped_share(typed, lexicon), False, _is_foreign(typed, lexicon))
    found = tokens(text, keyed=True)
    typed = [token.keys or token.text.lower() for token in words(found)]
    return found, Manner(_dropped_share(typed, lexicon), True)


def _is_foreign(typed: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a text without a mark is no Vietnamese: most words could be none in it."""
    if len(typed) < _SENTENCE or any(fold(text) != text for text in typed):
        return False
    own = (lexicon.is_spelt(text) and text not in foreign_words() for text in typed)
    return sum(own) <= len(typed) / 2


def _dropped_share(texts: Sequence[str], lexicon: Lexicon) -> float:
    """Estimate the share of marks that the writer left out; 0 for a text that has them."""
    syllables = [text for text in texts if lexicon.is_spelt(text)]
    marked = sum(fold(text) != text for text in syllables)
    share = marked / max(len(syllables), 1)
    if share >= _LEAST_MARKED:
        return 0.0
    lacking = share < _HALF_MARKED or any(map(needs_mark, syllables))
    return (1 - share / _MARKED) * (1 if lacking else _DOUBT)
