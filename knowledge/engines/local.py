"""The engine that runs beside the library: tantivy's BM25 for words, FAISS for meaning.

Files in a snapshot: ``lexical/`` (one tantivy document a passage), ``vectors.faiss`` and, for what
came since that was built, ``vectors-since.faiss`` (one vector a passage, see ``vectors.py``),
``units.npz`` (see ``units.py``).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from math import log
from pathlib import Path
from typing import Self

import numpy as np
import tantivy
from numpy.typing import NDArray

from knowledge.engines import Hits, HitsByDay, Rows, Scores, Terms, pairs_of, syllables_of
from knowledge.engines.local_writer import LEXICAL, UNITS, vector_files
from knowledge.engines.units import NO_UNIT, Units
from knowledge.engines.vectors import Among, Vectors
from knowledge.errors import LibraryError

_WORD_FIELDS = (("heading", 0.3), ("context", 0.3), ("body", 0.5))
_SYLLABLES, _PAIRS, _FOLDED = 1.0, 0.3, 0.1
"""Field weights, chosen on development questions: see docs/design.md."""
_PASSAGES_PER_UNIT = 3
"""Passages fetched for each unit wanted: a unit's best passages often stand together."""
_LARGE, _COMMON = 30_000, 0.1
"""From so many passages on, a term that more than this share of them holds is not looked up."""
_TERMS_KEPT = 1 << 16
"""Terms of which it is kept how many passages hold them, some 10 MB."""
_DAYS_KEPT = 16
"""Days for which it is kept which passages are in force."""


Passages = tuple[Rows, Scores]
"""Rows of passages and their scores, best first."""


def _nothing(count: int, day: date | None) -> Passages:
    return np.empty(0, np.int64), np.empty(0, np.float32)


class _HitsByDay:
    """A search of one engine; nearly everything is in force nearly always.

    So passages are searched for once, whatever their days, and only where too few of them are in
    force does the index look for those that are: that takes longer.
    """

    def __init__(
        self, engine: "LocalEngine", top: int, search: Callable[[int, date | None], Passages]
    ) -> None:
        """Search at once; *search* finds so many passages, in force on a day or whenever."""
        self._engine = engine
        self._top = top
        self._search = search
        self._count = top * _PASSAGES_PER_UNIT
        self._asked = self._count * 5 // 4
        self._whenever = search(self._asked, None)

    def on(self, day: date | None) -> Hits:
        """Return the best units; the best of its passages gives a unit its score."""
        rows, scores = self._whenever
        if day is not None:
            kept = self._engine.in_force(rows, day)
            if len(rows) >= self._asked and kept.sum() < self._count:
                rows, scores = self._search(self._count, day)
            else:
                rows, scores = rows[kept], scores[kept]
        rows, scores = rows[: self._count], scores[: self._count]
        # Best first, so the first passage seen of a unit is its best.
        units, first = np.unique(self._engine.units_of(rows), return_index=True)
        order = np.argsort(first)[: self._top]
        return Hits(units[order], scores[first[order]])


class _Holding(dict[tuple[str, str], int]):
    """How many passages hold a (field, term); kept of terms that there are, so of no typed word."""

    def __init__(self, searcher: tantivy.Searcher) -> None:
        self._searcher = searcher

    def __missing__(self, term: tuple[str, str]) -> int:
        count = int(self._searcher.doc_freq(*term))
        if count and len(self) < _TERMS_KEPT:
            self[term] = count
        return count


@dataclass(frozen=True, slots=True)
class _InForce:
    """What is in force on one day."""

    mask: NDArray[np.bool_]
    """By row."""
    everything: bool
    among: Among | None
    """The rows in force; None for all there are."""


class LocalEngine:
    """A snapshot's index, open for searching; safe to use from several threads."""

    def __init__(self, index: tantivy.Index, vectors: Vectors, units: Units) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._holding = _Holding(self._searcher)
        self._vectors = vectors
        self._units = units
        self._unit_of_row = units.of_rows()
        live = self._unit_of_row != NO_UNIT
        self._live = live
        self._ever = None if live.all() else Among(live)
        self._in_force_on = lru_cache(maxsize=_DAYS_KEPT)(self._select)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the index in the snapshot *folder*; raises LibraryError when it is unreadable."""
        try:
            index = tantivy.Index.open(str(folder / LEXICAL))
            return cls(index, Vectors.open(*vector_files(folder)), Units.load(folder / UNITS))
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise LibraryError(
                f"The index of the library in {folder} cannot be read ({error}); run "
                "`congvu rollback` or `congvu refresh`."
            ) from error

    def lexical(self, terms: Terms, top: int) -> HitsByDay:
        """Return the units with the highest BM25 scores over words and syllables."""
        clauses = [
            (tantivy.Occur.Should, self._term(field, term, weight))
            for field, weight, found in self._fields(terms)
            for term in self._telling(field, found)
        ]
        if not clauses:
            return _HitsByDay(self, top, _nothing)
        return _HitsByDay(self, top, partial(self._passages, tantivy.Query.boolean_query(clauses)))

    def _telling(self, field: str, terms: Sequence[str]) -> list[str]:
        """Return the terms that are looked up, each once: in a large index not the commonest.

        They tell little, and their long lists are most of what a search has to read.
        """
        found = list(dict.fromkeys(terms))
        if len(self._unit_of_row) < _LARGE:
            return found
        most = _COMMON * len(self._unit_of_row)
        return [one for one in found if self._holding[field, one] <= most] or found

    def _passages(self, query: tantivy.Query, count: int, day: date | None) -> Passages:
        if day is not None:
            dated = [(tantivy.Occur.Must, query), *self._in_force(day)]
            query = tantivy.Query.boolean_query(dated)
        return self._search(query, count)

    def _search(self, query: tantivy.Query, count: int) -> Passages:
        hits = self._searcher.search(query, limit=count, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        return np.array(rows, np.int64), np.array([score for score, _ in hits], np.float32)

    def _fields(self, terms: Terms) -> Iterator[tuple[str, float, Sequence[str]]]:
        for field, weight in _WORD_FIELDS:
            yield field, weight, terms.words
        syllables = syllables_of(terms.words)
        yield "syllables", _SYLLABLES, syllables
        yield "pairs", _PAIRS, pairs_of(syllables)
        yield "folded", _FOLDED, terms.folded

    def _term(self, field: str, term: str, weight: float) -> tantivy.Query:
        return tantivy.Query.boost_query(
            tantivy.Query.term_query(self._schema, field, term), weight
        )

    def _in_force(self, day: date) -> list[tuple[tantivy.Occur, tantivy.Query]]:
        """Clauses that keep what is in force on *day* and add nothing to the score."""
        ordinal = day.toordinal()
        bounds = (("start", None, ordinal), ("end", ordinal + 1, None))
        return [
            (
                tantivy.Occur.Must,
                tantivy.Query.const_score_query(
                    tantivy.Query.range_query(
                        self._schema, field, tantivy.FieldType.Integer, lower, upper
                    ),
                    0.0,
                ),
            )
            for field, lower, upper in bounds
        ]

    def dense(self, vector: Scores, top: int) -> HitsByDay:
        """Return the units whose best passage is nearest."""
        return _HitsByDay(self, top, partial(self._nearest, vector))

    def _nearest(self, vector: Scores, count: int, day: date | None) -> Passages:
        among = self._ever if day is None else self._in_force_on(day).among
        return self._vectors.nearest(vector, count, among)

    def in_force(self, rows: Rows, day: date) -> NDArray[np.bool_]:
        """Return which of *rows* are in force on *day*."""
        mask: NDArray[np.bool_] = self._in_force_on(day).mask[rows]
        return mask

    def units_of(self, rows: Rows) -> Rows:
        """Return the unit of each of *rows*."""
        return self._unit_of_row[rows]

    def best_of(self, vector: Scores, units: Rows) -> Scores:
        """Return the cosine of the best passage of each of *units*."""
        if not len(units):
            return np.empty(0, np.float32)
        cosines = self._vectors.cosines(vector, self._units.rows_of(units))
        lengths = self._units.ends[units] - self._units.firsts[units]
        best: Scores = np.maximum.reduceat(cosines, np.cumsum(lengths) - lengths)
        return best

    def all_in_force(self, day: date) -> bool:
        """Say whether every passage is in force on *day*."""
        return self._in_force_on(day).everything

    def _select(self, day: date) -> _InForce:
        mask = self._live & self._units.in_force(day)
        everything = bool((mask == self._live).all())
        return _InForce(mask, everything, self._ever if everything else Among(mask))

    def units_naming(self, pair: str) -> NDArray[np.bool_]:
        """Return which units hold the two neighbouring syllables *pair*, by unit."""
        naming = np.zeros(len(self), np.bool_)
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._term(field, pair, 1.0)) for field in ("pairs", "context")]
        )
        hits = self._searcher.search(query, limit=max(len(self._unit_of_row), 1), count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in hits])
        naming[self._unit_of_row[np.array(rows, np.int64)]] = True
        return naming

    def rarity(self, field: str, term: str) -> float:
        """Return the inverse document frequency of *term* in *field*, as BM25 weighs it."""
        holding = self._holding[field, term]
        return log(1 + (len(self._unit_of_row) - holding + 0.5) / (holding + 0.5))

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self._units)
