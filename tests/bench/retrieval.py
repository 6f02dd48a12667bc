"""How well the right Điều is found: by words, by meaning, by both, however it was typed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from indexer.adapting.variants import VARIANTS, Variant
from indexer.adapting.variants.writing import strip_marks
from knowledge.embedding import Embedder
from knowledge.engines import Hits
from knowledge.engines.local import LocalEngine
from knowledge.library import Library, current_snapshot
from knowledge.query import MARKS, Query, QueryReader
from knowledge.resolver import Resolver
from knowledge.search import Searcher
from knowledge.vietnamese import Restorer, Segmenter
from tests.bench.data import CLOCK, Question, QuestionSet
from tests.bench.metrics import DEPTH, Estimate, ranking_metrics, reciprocal_rank

ENGINES = ("lexical", "dense", "fused")


def _as_typed(variant: Variant, question: Question) -> str:
    return variant.typed(question.text, question.id)


@dataclass(frozen=True, slots=True)
class Writing:
    """A way of typing a question, and whether its marks are restored."""

    name: str
    typed: Callable[[Question], str]
    restored: bool
    engines: tuple[str, ...] = ENGINES


WRITINGS = (
    Writing("in full", lambda question: question.text, restored=True),
    Writing("stripped, not restored", lambda question: strip_marks(question.text), restored=False),
    *(
        Writing(variant.name, partial(_as_typed, variant), restored=True, engines=("fused",))
        for variant in VARIANTS
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a set, a way of typing, an engine."""

    set: str
    writing: str
    engine: str
    metrics: dict[str, Estimate]


class Bench:
    """One library with the parts that are measured apart."""

    def __init__(self, home: Path, embedder: Embedder, segmenter: Segmenter) -> None:
        folder = current_snapshot(home)
        self.library = Library.open(folder)
        self._engine = LocalEngine.open(folder)
        self._searcher = Searcher(self.library, self._engine)
        self._resolver = Resolver(self.library)
        self._units = self.library.units()
        self._ids = [name for _, _, name in self._units]
        restorer = Restorer.load(folder / MARKS)
        self._reader = QueryReader(restorer, segmenter, embedder, self._resolver)
        # A restorer that has learnt nothing changes nothing.
        self._bare_reader = QueryReader(Restorer(), segmenter, embedder, self._resolver)

    def held(self) -> Iterable[str]:
        """Return the ids of what can be found."""
        return self._ids

    def out_of_reach(self, asked: QuestionSet) -> int:
        """Return how many questions have no gold that is held and in force on the day asked."""
        day = asked.as_of or CLOCK.today()
        wanted = {name for question in asked.questions for name in question.relevant}
        binding = {
            name
            for document, path, name in self._units
            if name in wanted
            and self.library.validity(self.library.provision(document, path), day).in_force
        }
        return sum(binding.isdisjoint(question.relevant) for question in asked.questions)

    def measure(self, asked: QuestionSet) -> Iterator[Row]:
        """Yield the rows of one question set."""
        for writing in WRITINGS:
            reader = self._reader if writing.restored else self._bare_reader
            ranks: dict[str, list[float]] = {engine: [] for engine in writing.engines}
            for question in asked.questions:
                query = reader.read(writing.typed(question), CLOCK.today(), asked.as_of)
                for engine, reciprocals in ranks.items():
                    found = self._found(query, engine)
                    reciprocals.append(reciprocal_rank(found, question.relevant))
            for engine, reciprocals in ranks.items():
                yield Row(asked.name, writing.name, engine, ranking_metrics(reciprocals))

    def _found(self, query: Query, engine: str) -> list[str]:
        """Return the ids that *engine* finds, best first."""
        match engine:
            case "lexical":
                return self._names(self._engine.lexical(query.terms, DEPTH).on(query.day))
            case "dense":
                return self._names(self._engine.dense(query.vector, DEPTH).on(query.day))
            case _:
                mentions = self._resolver.mentions(query.text)
                search = self._searcher.search(query, DEPTH, mentions)
                return [one.id for one in search.on(query.day)]

    def _names(self, hits: Hits) -> list[str]:
        return [self._ids[unit] for unit in hits.units]
