"""Which of two rules that say the same is quoted first: the one that binds everyone.

A law and a circular for one service may both forbid drinking at noon; whoever asks in general
is bound by the law. Who names the service gets the service's rule first.
"""

from collections.abc import Sequence

from knowledge.coverage import QuestionTerms
from knowledge.library import Library
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


def by_precedence(library: Library, terms: QuestionTerms, units: Sequence[Ranked]) -> list[Ranked]:
    """Return *units*, best first, with each higher rule before the lower that says the same."""
    ordered: list[Ranked] = []
    for one in units:
        at = len(ordered)
        while at and _goes_before(library, terms, one, ordered[at - 1]):
            at -= 1
        ordered.insert(at, one)
    return ordered


def _goes_before(library: Library, terms: QuestionTerms, one: Ranked, better: Ranked) -> bool:
    return (
        _rank(library, one) > _rank(library, better)
        and one.score >= _SCORE_SHARE * better.score
        and one.lexical >= _LEXICAL_SHARE * better.lexical
        and one.cosine >= better.cosine - _COSINE_GAP
        and not _asked_of(library, terms, better, instead_of=one)
    )


def _rank(library: Library, unit: Ranked) -> int:
    return _RANKS.get(library.document(unit.document).kind, 1)


def _asked_of(library: Library, terms: QuestionTerms, unit: Ranked, instead_of: Ranked) -> bool:
    """Say whether the question names what *unit*'s document is about and the other is not."""
    title, other = (library.document(one.document).title for one in (unit, instead_of))
    text = library.provision_text(library.provision(instead_of.document, instead_of.path))
    return bool(terms.found_in(title) - terms.found_in(f"{other}\n{text}"))
