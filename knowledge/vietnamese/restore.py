"""Reads what people type as it was meant: "cong chuwcs dc uogn bia ko" -> "công chức được ...".

Missing marks, keystrokes left in, slips of the fingers, lost spaces and abbreviations: each token
may stand for several syllables, and a model of syllable triples learnt from the library's own
text chooses among them (Viterbi). What was written with its marks stays as written.
"""

import re
from array import array
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from knowledge.vietnamese.lattice import Lattice
from knowledge.vietnamese.lexicon import BREAK, NUMBER, SPECIAL, UNKNOWN, Lexicon
from knowledge.vietnamese.ngrams import Ngrams, count
from knowledge.vietnamese.normalise import normalise
from knowledge.vietnamese.readings import Slot
from knowledge.vietnamese.viterbi import best_path

_LEARNT = re.compile(r"\d[^\s,;:?!()\"]*|[^\W\d_]+|[.;:?!\n]")
_LONGEST = 9
"""Letters of the longest syllables; longer words are no syllables."""


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
        lattice = Lattice(plain, self._lexicon)
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
