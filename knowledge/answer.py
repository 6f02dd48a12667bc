"""Ranked provisions to an answer: verbatim quotes with citation and validity, or a refusal."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import log

from knowledge.confidence import THRESHOLD, Signals, confidence
from knowledge.coverage import QuestionTerms
from knowledge.engines import SearchEngine
from knowledge.library import Library
from knowledge.model import Answer, Document, Outcome, Provision, Quote, Status
from knowledge.naming import citation_of
from knowledge.notices import notices
from knowledge.pinpoint import pinpoint
from knowledge.precedence import by_precedence
from knowledge.query import Query
from knowledge.resolver import Resolver
from knowledge.search import Ranked, Search, Searcher

QUOTES = 3
_MOST = 8
"""Quotes and further results."""
SUGGESTIONS = 3
_NEAR = 0.6
"""A further quote must reach this share of the best one's score."""
_POOL = 50
"""Units ranked for one answer, enough to suggest documents from."""


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from one open library."""

    library: Library
    engine: SearchEngine
    searcher: Searcher
    resolver: Resolver

    def answer(self, query: Query, *, further: bool = False) -> Answer:
        """Return the answer as of the query's day; the results below it too if *further*."""
        terms = QuestionTerms.of(query, self.engine)
        mentions = self.resolver.mentions(query.text)
        search = self.searcher.search(query, _POOL, mentions)
        ranked = search.on(query.day)
        sure = 0.0 if mentions.unheld else self._confidence(query, terms, ranked)
        shown = ranked if sure >= THRESHOLD else []
        quotes, other = self._quotes(shown, terms, query.day, further)
        return Answer(
            outcome=Outcome.ANSWERED if quotes else Outcome.NOT_FOUND,
            question=query.typed,
            as_of=query.day,
            quotes=quotes,
            superseded=() if mentions.unheld else self._superseded(query, terms, search, ranked),
            suggestions=() if quotes else self._suggestions(ranked),
            has_other=len(shown) > len(quotes),
            other=other,
            confidence=sure,
        )

    def ranked(self, query: Query, top: int = _POOL) -> list[Ranked]:
        """Return the units in force on the query's day, best first; what it cites comes first."""
        mentions = self.resolver.mentions(query.text)
        return self.searcher.search(query, top, mentions).on(query.day)

    def _superseded(
        self, query: Query, terms: QuestionTerms, search: Search, in_force: Sequence[Ranked]
    ) -> tuple[Quote, ...]:
        """Return the rule that would answer best, were it still in force on the day."""
        if self.engine.all_in_force(query.day):
            return ()
        ranked = search.on(None)
        if in_force and ranked[0].id == in_force[0].id:
            return ()
        if self._confidence(query, terms, ranked) < THRESHOLD:
            return ()
        best = self._quote(ranked[0], terms, query.day)
        return (best,) if best.validity.status is Status.ENDED else ()

    def _suggestions(self, ranked: Iterable[Ranked]) -> tuple[Document, ...]:
        """Return the nearest documents, to browse."""
        numbers = list(dict.fromkeys(one.document for one in ranked))[:SUGGESTIONS]
        return tuple(self.library.document(number) for number in numbers)

    def _confidence(self, query: Query, terms: QuestionTerms, ranked: Sequence[Ranked]) -> float:
        """Return how sure it is that the best unit answers; one that binds others does not."""
        if not ranked or ranked[0].elsewhere:
            return 0.0
        return confidence(self.signals(query, terms, ranked))

    def signals(self, query: Query, terms: QuestionTerms, ranked: Sequence[Ranked]) -> Signals:
        """Return what the ranking says about whether the library holds the answer."""
        length = log(max(len(query.terms.words), 1))
        if not ranked:
            return Signals(coverage=0.0, headings=0.0, cosine=0.0, length=length)
        best = ranked[0]
        provision = self.library.provision(best.document, best.path)
        headings = f"{self.library.document(best.document).title}\n{provision.heading}"
        text = f"{headings}\n{self.library.provision_text(provision)}"
        return Signals(
            coverage=terms.share(terms.found_in(text)),
            headings=terms.share(terms.found_in(headings)),
            cosine=best.cosine,
            length=length,
        )

    def _quotes(
        self, ranked: Sequence[Ranked], terms: QuestionTerms, day: date, further: bool
    ) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
        """Return the quotes that answer and, if *further*, the results below them."""
        near = [unit for unit in ranked[:_MOST] if unit.score >= _NEAR * ranked[0].score]
        best = by_precedence(self.library, terms, near)
        quotes = tuple(islice(self._quoted(best, terms, day), QUOTES))
        if not further:
            return quotes, ()
        units = [*best, *ranked[len(near) :]]
        return quotes, tuple(islice(self._quoted(units, terms, day), len(quotes), _MOST))

    def _quoted(self, units: Iterable[Ranked], terms: QuestionTerms, day: date) -> Iterator[Quote]:
        """Quote *units* one after the other, each wording once."""
        told = set()
        for unit in units:
            quote = self._quote(unit, terms, day)
            if quote.text not in told:
                told.add(quote.text)
                yield quote

    def _quote(self, ranked: Ranked, terms: QuestionTerms, day: date) -> Quote:
        article = self.library.provision(ranked.document, ranked.path)
        point = pinpoint(self.library, terms, article)
        return self.quote(point.provision, day, lead=point.lead, score=ranked.score)

    def quote(self, provision: Provision, day: date, lead: str = "", score: float = 1.0) -> Quote:
        """Return *provision* as a quote: its words are cut out of what is stored."""
        return Quote(
            document=self.library.document(provision.document),
            provision=provision,
            citation=citation_of(self.library, provision),
            text=self.library.provision_text(provision).strip(),
            lead=lead,
            validity=self.library.validity(provision, day),
            score=score,
            amended=notices(self.library, provision, day),
        )
