"""Counts of syllables, pairs and triples of syllables, as sorted arrays: small, quick to load."""

from array import array
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Counts = Ints | NDArray[np.uint32]
"""What was loaded stays narrow: a large library has millions of them."""

_SCHEME = 2
"""Raise when the file's arrays change meaning."""
_PIECE = 2_000_000
"""Syllables that are counted at a time."""
UNSEEN = 0.02
"""Occurrences credited to a syllable that was never seen."""


@dataclass(frozen=True)
class Ngrams:
    """How often syllables occur and follow one another in a text.

    Syllables are numbered by their place in *vocabulary*. A pair (a, b) is kept under the key
    ``a * size + b``, a triple under ``(a * size + b) * size + c``; keys are sorted.
    """

    vocabulary: tuple[str, ...]
    unigrams: Ints
    pair_keys: Ints
    pair_counts: Counts
    triple_keys: Ints
    triple_counts: Counts
    skip_keys: Ints
    """Pairs with one syllable between: "uống rượu, bia" tells of "uống … bia"."""
    skip_counts: Counts

    @cached_property
    def chances(self) -> Floats:
        """Return the chance of each syllable where its neighbours say nothing; sums to 1.

        The geometric mean of how often it occurs and after how many different syllables
        (Kneser and Ney's measure): "ương" is frequent, but only after "trung".
        """
        size = len(self.vocabulary)
        followed = np.bincount(self.pair_keys % size, minlength=size)
        weights = np.sqrt(self.unigrams * followed.astype(np.float64)) + UNSEEN
        return np.asarray(weights / weights.sum(), dtype=np.float64)

    def pairs(self, keys: Ints) -> Ints:
        """Return the count of each pair key, 0 where it never occurred."""
        return _look_up(self.pair_keys, self.pair_counts, keys)

    def skips(self, keys: Ints) -> Ints:
        """Return the count of each pair key with one syllable between."""
        return _look_up(self.skip_keys, self.skip_counts, keys)

    def triples(self, keys: Ints) -> Ints:
        """Return the count of each triple key, 0 where it never occurred."""
        return _look_up(self.triple_keys, self.triple_counts, keys)

    def combined(self, other: "Ngrams", sign: int, break_id: int) -> "Ngrams":
        """Return the counts of the texts of both (*sign* 1), or without those of *other* (-1).

        As if they had been counted together, but for the order of the vocabulary. Takes time
        for what *other* holds, and one pass over what is held.
        """
        words = tuple(dict.fromkeys((*self.vocabulary, *other.vocabulary)))
        places = {word: at for at, word in enumerate(words)}
        size = len(words)
        numbers = np.array([places[word] for word in other.vocabulary], dtype=np.int64)
        unigrams = np.zeros(size, dtype=np.int64)
        unigrams[: len(self.unigrams)] = self.unigrams
        np.add.at(unigrams, numbers, sign * other.unigrams)
        unigrams[break_id] -= sign  # each begins with a break that no text has
        own = np.arange(len(self.vocabulary), dtype=np.int64)
        merged: list[Ints] = []
        for name in ("pair", "triple", "skip"):
            keys, counts = (getattr(self, f"{name}_{part}") for part in ("keys", "counts"))
            more, added = (getattr(other, f"{name}_{part}") for part in ("keys", "counts"))
            length = 3 if name == "triple" else 2
            tally = _Tally(_renumbered(keys, own, size, length), counts.astype(np.int64))
            tally.add_counts(
                _renumbered(more, numbers, size, length), sign * added.astype(np.int64)
            )
            merged += tally.kept()
        return Ngrams(words, unigrams, *merged)

    def save(self, path: Path) -> None:
        """Write the counts to *path* (a NumPy .npz archive without pickled objects)."""
        words = np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8)
        with path.open("wb") as file:
            np.savez(
                file,
                scheme=np.int64(_SCHEME),
                words=words,
                unigrams=_narrow(self.unigrams),
                pair_keys=self.pair_keys,
                pair_counts=_narrow(self.pair_counts),
                triple_keys=self.triple_keys,
                triple_counts=_narrow(self.triple_counts),
                skip_keys=self.skip_keys,
                skip_counts=_narrow(self.skip_counts),
            )

    @classmethod
    def load(cls, path: Path) -> "Ngrams":
        """Read what `save` wrote; raise ValueError when it is of another make."""
        with np.load(path, allow_pickle=False) as stored:
            if int(stored["scheme"]) != _SCHEME:
                raise ValueError(f"{path.name} was written by another version; build it again.")
            words = stored["words"].tobytes().decode()
            return cls(
                tuple(words.split("\n")) if words else (),
                stored["unigrams"].astype(np.int64),
                stored["pair_keys"],
                stored["pair_counts"],
                stored["triple_keys"],
                stored["triple_counts"],
                stored["skip_keys"],
                stored["skip_counts"],
            )


def count(
    vocabulary: tuple[str, ...], ids: "array[int]", break_id: int, piece: int = _PIECE
) -> Ngrams:
    """Count the sequence *ids*; pairs and triples do not reach across *break_id*.

    It is gone through in pieces of so many ids, so that little is in memory at a time.
    """
    sequence: NDArray[np.int32] = np.frombuffer(ids, dtype=np.int32) if ids else _NOTHING
    size = len(vocabulary)
    unigrams = np.zeros(size, dtype=np.int64)
    pairs, triples, skips = _Tally(), _Tally(), _Tally()
    for start in range(0, len(sequence), piece):
        # A pair or triple belongs to the piece that its first syllable is in.
        part = sequence[start : start + piece + 2].astype(np.int64)
        own, following = part[:piece], part[1 : piece + 1]
        unigrams += np.bincount(own, minlength=size)
        pair_keys = own[: len(following)] * size + following
        pairs.add(pair_keys)
        last = part[2:]
        within = following[: len(last)] != break_id
        triples.add((pair_keys[: len(last)] * size + last)[within])
        skips.add((own[: len(last)] * size + last)[within])
    return Ngrams(
        vocabulary,
        unigrams,
        *(pairs.keys, pairs.counts),
        *(triples.keys, triples.counts),
        *(skips.keys, skips.counts),
    )


_NOTHING: NDArray[np.int32] = np.empty(0, dtype=np.int32)
_NO_KEYS: Ints = np.empty(0, dtype=np.int64)


def _renumbered(keys: Ints, numbers: Ints, size: int, length: int) -> Ints:
    """Return keys of *length* syllables with the *numbers* of another vocabulary of *size*."""
    if not len(keys):
        return keys
    before = len(numbers)
    renumbered = np.zeros(len(keys), dtype=np.int64)
    for place in reversed(range(length)):
        syllable = keys // before**place % before
        renumbered = renumbered * size + numbers[syllable]
    return renumbered


class _Tally:
    """How often each key was met, in the order of the keys."""

    def __init__(self, keys: Ints = _NO_KEYS, counts: Ints = _NO_KEYS) -> None:
        self.keys = keys
        self.counts = counts

    def add(self, keys: Ints) -> None:
        """Count *keys* too."""
        self._add_sorted(*np.unique(keys, return_counts=True))

    def add_counts(self, keys: Ints, counts: Ints) -> None:
        """Add *counts*, which may be below zero, to those of *keys*, each of which comes once."""
        order = np.argsort(keys)
        self._add_sorted(keys[order], counts[order])

    def kept(self) -> tuple[Ints, Ints]:
        """Return the keys that were met, and how often."""
        met = self.counts > 0
        return self.keys[met], self.counts[met]

    def _add_sorted(self, fresh: Ints, counts: Ints) -> None:
        at = np.searchsorted(self.keys, fresh)
        known = np.zeros(len(fresh), dtype=np.bool_)
        inside = at < len(self.keys)
        known[inside] = self.keys[at[inside]] == fresh[inside]
        self.counts[at[known]] += counts[known]
        self.keys = np.insert(self.keys, at[~known], fresh[~known])
        self.counts = np.insert(self.counts, at[~known], counts[~known])


def _look_up(keys: Ints, counts: Counts, wanted: Ints) -> Ints:
    if not len(keys):
        return np.zeros(wanted.shape, dtype=np.int64)
    at = keys.searchsorted(wanted)
    found = counts.take(at, mode="clip") * (keys.take(at, mode="clip") == wanted)
    return np.asarray(found, dtype=np.int64)


def _narrow(counts: Counts) -> NDArray[Any]:
    return counts.astype(np.uint32)
