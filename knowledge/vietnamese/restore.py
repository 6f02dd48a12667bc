"""Puts missing marks back: "cong chuc uong ruou" -> "công chức uống rượu".

A model of syllable triples learnt from the library's own text, and Viterbi over the syllables
that look alike without marks. What the writer marked stays as written.
"""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from knowledge.vietnamese.ngrams import Ngrams, count
from knowledge.vietnamese.normalise import fold, normalise
from knowledge.vietnamese.viterbi import Step, best_path

_SPECIAL = ("<break>", "<number>", "<unknown>")
_BREAK, _NUMBER, UNKNOWN = range(3)
_TOKEN = re.compile(r"\d[^\s,;:?!()\"]*|[^\W\d_]+|[.;:?!\n]")
_LONGEST = 9
"""Letters of the longest syllables; longer words are no syllables."""
_MARKED = 0.865
"""Share of marked syllables in fully marked questions (809 of Zalo 2021: mean 0.866)."""
_LEAST_MARKED = 0.66
"""From this share on a question counts as marked: none of the 809 is changed then, and of
questions that lost every third mark 95 % of the syllables come out right."""
_RARELY = 0.05
"""Chance that a mark was left out in a text that has its marks."""
_NEVER_BARE = re.compile(r"ie|ye|uo|(?:[cpt]|ch)$")
"""Spellings that every Vietnamese syllable marks: iê, yê, uô or ươ, and a stop's tone."""
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


class Restorer:
    """Restores diacritics by what `learn` has seen; before that it changes nothing."""

    def __init__(self) -> None:
        self._take(count(_SPECIAL, array("i"), _BREAK))

    def _take(self, model: Ngrams) -> None:
        self._model = model
        self._ids = {syllable: at for at, syllable in enumerate(model.vocabulary)}
        self._alike: defaultdict[str, list[int]] = defaultdict(list)
        for at, syllable in enumerate(model.vocabulary[len(_SPECIAL) :], len(_SPECIAL)):
            self._alike[fold(syllable)].append(at)

    def learn(self, texts: Iterable[str]) -> "Restorer":
        """Learn from *texts*, forgetting what was learnt before; return self."""
        ids = {syllable: at for at, syllable in enumerate(_SPECIAL)}
        sequence = array("i", [_BREAK])
        for text in texts:
            for token in _TOKEN.findall(normalise(text).lower()):
                special = _class_of(token)
                sequence.append(ids.setdefault(token, len(ids)) if special is None else special)
            sequence.append(_BREAK)
        self._take(count(tuple(ids), sequence, _BREAK))
        return self

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
        """Return *text*, normalised, with marks where they are missing; its capitals are kept.

        A text that carries its marks comes back unchanged but for syllables that cannot be
        spelt without one ("luat"). Numbers and unknown words are never changed.
        """
        plain = normalise(text)
        words = [_Word(t[0], t.start(), t.end()) for t in _TOKEN.finditer(plain)]
        dropped = _dropped_share(words)
        steps = [self._step(word, dropped) for word in words]
        path = best_path(self._model, steps, _BREAK)
        parts, at = [], 0
        for word, step, choice in zip(words, steps, path, strict=True):
            parts += [plain[at : word.start], self._spell(word, int(step.candidates[choice]))]
            at = word.end
        return "".join(parts) + plain[at:]

    def _step(self, word: "_Word", dropped: float) -> Step:
        """Return what *word* may stand for; *dropped* is the share of marks left out."""
        typed = word.text.lower()
        special = _class_of(typed)
        own = self._ids.get(typed, UNKNOWN)
        if special is not None or not self._open(typed, own, dropped):
            return _only(own if special is None else special)
        candidates = np.array(self._fitting(typed) or [own], dtype=np.int64)
        prior = np.where(candidates == own, 0.0, np.log(max(dropped, _RARELY)))
        return Step(candidates, prior)

    def _open(self, typed: str, own: int, dropped: float) -> bool:
        """Tell whether another syllable may be meant by what was typed."""
        if typed != fold(typed) and own != UNKNOWN:
            return False
        return dropped > 0 or _needs_mark(typed)

    def _fitting(self, typed: str) -> list[int]:
        """Return the syllables that *typed* becomes by adding marks."""
        bare = fold(typed)
        alike = self._alike.get(bare, [])
        if typed == bare:
            return alike
        return [number for number in alike if _adds_marks(typed, self._syllable(number))]

    def _syllable(self, number: int) -> str:
        return self._model.vocabulary[number]

    def _spell(self, word: "_Word", number: int) -> str:
        """Return the syllable in the case it was typed in."""
        if number < len(_SPECIAL):
            return word.text
        return _in_case(self._syllable(number), word.text)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def _class_of(token: str) -> int | None:
    """Return the number shared by all breaks, numbers or words that are no syllable."""
    if token[0].isdigit():
        return _NUMBER
    if not token[0].isalpha():
        return _BREAK
    return UNKNOWN if len(token) > _LONGEST else None


def _dropped_share(words: list[_Word]) -> float:
    """Estimate the share of marks that the writer left out; 0 for a text that has them."""
    syllables = [word.text.lower() for word in words if word.text[0].isalpha()]
    marked = sum(fold(syllable) != syllable for syllable in syllables)
    share = marked / max(len(syllables), 1)
    return 0.0 if share >= _LEAST_MARKED else 1 - share / _MARKED


def _needs_mark(typed: str) -> bool:
    """Tell whether no Vietnamese syllable is spelt like this: "luat", "vien", "đươc"."""
    toneless = not _TONE.search(unicodedata.normalize("NFD", typed))
    return toneless and _NEVER_BARE.search(typed) is not None


def _adds_marks(typed: str, syllable: str) -> bool:
    """Tell whether *syllable* keeps every mark of *typed*, letter by letter."""
    return len(typed) == len(syllable) and all(
        _marks(a) <= _marks(b) for a, b in zip(typed, syllable, strict=True)
    )


def _marks(letter: str) -> set[str]:
    return {"đ"} if letter == "đ" else set(unicodedata.normalize("NFD", letter)[1:])


def _only(number: int) -> Step:
    return Step(np.array([number], dtype=np.int64), np.zeros(1))


def _in_case(syllable: str, typed: str) -> str:
    """Write *syllable* with the capitals of *typed*, which has as many letters."""
    return "".join(
        letter.upper() if model.isupper() else letter
        for letter, model in zip(syllable, typed, strict=True)
    )


def everyday_phrases() -> list[str]:
    """Return everyday wordings of questions, which no law contains, to learn beside the law."""
    path = files("knowledge.vietnamese").joinpath("phrases.txt")
    return path.read_text(encoding="utf-8").splitlines()
