"""Which of two rules that say the same is quoted first: the one that binds everyone.

A law and a circular for one service may both forbid drinking at noon; whoever asks in general
is bound by the law. Who names the service gets the service's rule first.
"""

from collections.abc import Sequence

from knowledge.coverage import QuestionTerms
from knowledge.library import Library
from knowledge.model import Quote
from knowledge.search import Ranked

_RANKS = {
    "Hiến pháp": 4,
    "Bộ luật": 3,
    "Luật": 3,
    "Pháp lệnh": 3,
    "Nghị quyết": 2,
    "Nghị định": 2,
}
"""By the order of Luật Ban hành văn bản quy phạm pháp luật; everything else is 1."""
_SCORE_SHARE = 0.7
_LEXICAL_SHARE = 0.5
_COSINE_GAP = 0.02
"""How much less of the question the higher rule may speak of and still say the same."""

Scored = tuple[Ranked, Quote]


def by_precedence(library: Library, terms: QuestionTerms, quotes: Sequence[Scored]) -> list[Scored]:
    """Return *quotes*, best first, with each higher rule before the lower that says the same."""
    ordered: list[Scored] = []
    for one in quotes:
        at = len(ordered)
        while at and _goes_before(library, terms, one, ordered[at - 1]):
            at -= 1
        ordered.insert(at, one)
    return ordered


def _goes_before(library: Library, terms: QuestionTerms, one: Scored, other: Scored) -> bool:
    (ranked, quote), (better, before) = one, other
    return (
        _rank(quote) > _rank(before)
        and ranked.score >= _SCORE_SHARE * better.score
        and ranked.lexical >= _LEXICAL_SHARE * better.lexical
        and ranked.cosine >= better.cosine - _COSINE_GAP
        and not _asked_of(library, terms, before, instead_of=quote)
    )


def _rank(quote: Quote) -> int:
    return _RANKS.get(quote.document.kind, 1)


def _asked_of(library: Library, terms: QuestionTerms, quote: Quote, instead_of: Quote) -> bool:
    """Say whether the question names what *quote*'s document is about and the other is not."""
    article = library.article_of(instead_of.provision)
    general = f"{instead_of.document.title}\n{library.provision_text(article)}"
    return bool(terms.found_in(quote.document.title) - terms.found_in(general))
