"""Reads what people type as it was meant: "cong chuwcs dc uogn bia ko" -> "công chức được ...".

Missing marks, keystrokes left in, slips of the fingers, lost spaces and abbreviations: each token
may stand for several syllables, and a model of syllable triples learnt from the library's own
text chooses among them (Viterbi). What was written with its marks stays as written.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from knowledge.vietnamese.lexicon import BREAK, NUMBER, SPECIAL, UNKNOWN, Lexicon
from knowledge.vietnamese.ngrams import Ngrams, count
from knowledge.vietnamese.normalise import fold, normalise
from knowledge.vietnamese.readings import Manner, Reading, Slot, readings, readings_together
from knowledge.vietnamese.tokens import tokens, words
from knowledge.vietnamese.viterbi import Step, best_path

_LEARNT = re.compile(r"\d[^\s,;:?!()\"]*|[^\W\d_]+|[.;:?!\n]")
_LONGEST = 9
"""Letters of the longest syllables; longer words are no syllables."""
_MARKED = 0.865
"""Share of marked syllables in fully marked questions (809 of Zalo 2021: mean 0.866)."""
_LEAST_MARKED = 0.66
"""From this share on a question counts as marked: none of the 809 is changed then, and of
questions that lost every third mark 95 % of the syllables come out right."""
_BEYOND_DOUBT = 2
"""Words that are keystrokes, from which on others may be too that happen to be words."""


class Restorer:
    """Reads by what `learn` has seen; before that it spells out abbreviations and no more."""

    def __init__(self) -> None:
        self._take(count(SPECIAL, array("i"), BREAK))

    def _take(self, model: Ngrams) -> None:
        self._model = model
        self._lexicon = Lexicon(model)

    def learn(self, texts: Iterable[str]) -> "Restorer":
        """Learn from *texts*, forgetting what was learnt before; return self."""
        self._take(_counted(texts))
        return self

    def changed(self, gained: Iterable[str], lost: Iterable[str]) -> "Restorer":
        """Return a restorer that has learnt *gained* besides and never learnt *lost*.

        The texts of *lost* must be among those that were learnt, each as often. This costs what
        changed, and one pass over what stays.
        """
        restorer = Restorer()
        model = self._model.combined(_counted(lost), -1, BREAK)
        restorer._take(model.combined(_counted(gained), 1, BREAK))
        return restorer

    def save(self, path: Path) -> None:
        """Write what was learnt to *path*."""
        self._model.save(path)

    @classmethod
    def load(cls, path: Path) -> "Restorer":
        """Read what `save` wrote; raise ValueError when another version wrote it."""
        restorer = cls()
        restorer._take(Ngrams.load(path))
        return restorer

    def restore(self, text: str) -> str:
        """Return *text*, normalised, as it was meant; its capitals are kept.

        A text that carries its marks comes back unchanged but for what is no word, and
        abbreviations. Numbers and foreign words are never changed.
        """
        plain = normalise(text)
        lattice = _Lattice(plain, self._lexicon, _manner(plain, self._lexicon))
        path = best_path(self._model, lattice.steps, lattice.ends, BREAK)
        parts, at = [], 0
        for place, choice in path:
            slot, (start, end) = lattice.slots[place], lattice.spans[place]
            parts += [plain[at:start] if start >= at else " ", self._spell(slot, choice)]
            at = end
        return "".join(parts) + plain[at:]

    def _spell(self, slot: Slot, choice: int) -> str:
        """Return the syllable in the case it was typed in."""
        number = int(slot.candidates[choice])
        if slot.settled or number < len(SPECIAL):
            return slot.text
        return _in_case(self._lexicon.words[number], slot.text)


class _Lattice:
    """All readings of a text, as steps for `best_path`."""

    def __init__(self, text: str, lexicon: Lexicon, manner: Manner) -> None:
        self.steps: list[Step] = []
        self.slots: list[Slot] = []
        self.spans: list[tuple[int, int]] = []
        """What each step is the reading of; several steps of one reading have the same."""
        found = tokens(text, keyed=manner.keyed)
        ends: list[list[int]] = [[] for _ in range(len(found) + 1)]
        covered = False
        for at, token in enumerate(found):
            own = readings(token, lexicon, manner)
            pair = found[at + 1] if at + 1 < len(found) else None
            spaced = pair is not None and text[token.end : pair.start] == " "
            both = readings_together(token, pair, lexicon, manner) if pair and spaced else ()
            alone = len(own) == 1 and not both and not covered
            for reading in own:
                ends[at + 1].append(self._add(reading, ends[at], (token.start, token.end), alone))
            for reading in both:
                assert pair is not None
                last = self._add(reading, ends[at], (token.start, pair.end), alone=False)
                ends[at + 2].append(last)
            covered = bool(both)
        self.ends = tuple(ends[-1])

    def _add(
        self, reading: Reading, after: Sequence[int], span: tuple[int, int], alone: bool
    ) -> int:
        """Add the steps of one reading; return the number of the last."""
        for slot in reading:
            self.steps.append(Step(slot.candidates, slot.prior, tuple(after), alone))
            self.slots.append(slot)
            self.spans.append(span)
            after = (len(self.steps) - 1,)
        return after[0]


def _counted(texts: Iterable[str]) -> Ngrams:
    """Count the syllables of *texts*, none across the end of one."""
    ids = {syllable: at for at, syllable in enumerate(SPECIAL)}
    sequence = array("i", [BREAK])
    for text in texts:
        for token in _LEARNT.findall(normalise(text).lower()):
            special = _class_of(token)
            sequence.append(ids.setdefault(token, len(ids)) if special is None else special)
        sequence.append(BREAK)
    return count(tuple(ids), sequence, BREAK)


def _class_of(token: str) -> int | None:
    """Return the number shared by all breaks, numbers or words that are no syllable."""
    if token[0].isdigit():
        return NUMBER
    if not token[0].isalpha():
        return BREAK
    return UNKNOWN if len(token) > _LONGEST else None


def _manner(text: str, lexicon: Lexicon) -> Manner:
    """Tell how *text* was typed."""
    found = words(tokens(text))
    keyed = [
        token
        for token in found
        if token.keys is not None and not lexicon.is_spelt(token.text.lower())
    ]
    if len(keyed) >= _BEYOND_DOUBT:
        found = words(tokens(text, keyed=True))
        return Manner(_dropped_share([token.keys or token.text for token in found], lexicon), True)
    return Manner(_dropped_share([token.text for token in found], lexicon), False)


def _dropped_share(texts: Sequence[str], lexicon: Lexicon) -> float:
    """Estimate the share of marks that the writer left out; 0 for a text that has them."""
    syllables = [text for text in map(str.lower, texts) if lexicon.is_spelt(text)]
    marked = sum(fold(text) != text for text in syllables)
    share = marked / max(len(syllables), 1)
    return 0.0 if share >= _LEAST_MARKED else 1 - share / _MARKED


def _in_case(syllable: str, typed: str) -> str:
    """Write *syllable* with the capitals of *typed*: all, the first, or each as it is."""
    if len(syllable) == len(typed):
        pairs = zip(syllable, typed, strict=True)
        return "".join(one.upper() if two.isupper() else one for one, two in pairs)
    if len(typed) > 1 and typed.isupper():
        return syllable.upper()
    return syllable.capitalize() if typed[:1].isupper() else syllable


def everyday_phrases() -> list[str]:
    """Return everyday wordings of questions, which no law contains, to learn beside the law."""
    path = files("knowledge.vietnamese").joinpath("phrases.txt")
    return path.read_text(encoding="utf-8").splitlines()
