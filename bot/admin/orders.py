"""What a job asks of the library, and what the library's answers mean to the job."""

from collections import defaultdict
from collections.abc import Sequence

from bot.admin.job import Job, Kind, Refused
from indexer.cautions import NEEDS_A_PERSON
from indexer.orders import Published
from indexer.proposal import Card, Ending, Order, Preview
from knowledge.manifest import Changes

NEWS = frozenset({"added", "changed", "replaced"})
"""States of a card that publishing would change something by."""


def order_of(job: Job, paths: Sequence[str]) -> Order:
    """Return the order that a job comes to, with *paths* for its files."""
    corrections: dict[str, dict[str, str]] = defaultdict(dict)
    for one in job.corrections:
        corrections[one.key][one.field] = one.value
    endings = (Ending(job.number, job.day, job.reason),) if job.kind is Kind.ENDING else ()
    return Order(
        paths=tuple(paths),
        corrections=dict(corrections),
        without=job.without,
        endings=endings,
        actor=job.approved or job.actor,
    )


def news_of(preview: Preview) -> tuple[Card, ...]:
    """Return the cards whose documents publishing would change."""
    return tuple(card for card in preview.cards if card.state in NEWS)


def changes_something(job: Job, preview: Preview) -> bool:
    """Return whether publishing would make a new snapshot."""
    return bool(news_of(preview)) or job.kind is Kind.ENDING


def needs_a_person(preview: Preview) -> bool:
    """Return whether something would be published that a person must have looked at."""
    return any(held_back(card) for card in news_of(preview))


def held_back(card: Card) -> bool:
    """Return whether a card warns of what is never published without having been looked at."""
    return any(caution.code in NEEDS_A_PERSON for caution in card.cautions)


def brought(published: Published) -> tuple[str, ...]:
    """Return the documents that a publication brought: first what is new, each once."""
    groups = (published.added, published.replaced, published.changed, published.ended)
    return tuple(dict.fromkeys(number for group in groups for number in group))


def brought_by(job: Job, preview: Preview | None, changes: Changes) -> tuple[str, ...]:
    """Return what of *changes*, of a snapshot, is what *job* was to bring; () if it was another."""
    numbers = {*changes.added, *changes.changed, *changes.replaced}
    if job.kind is Kind.ENDING:
        there = {*changes.ended, *changes.revived, *numbers}
        return (job.number,) if job.number in there else ()
    wanted = [card.number for card in news_of(preview)] if preview else []
    return tuple(wanted) if wanted and numbers.issuperset(wanted) else ()


def refused_of(preview: Preview) -> tuple[Refused, ...]:
    """Return the files, or members of archives, that cannot be taken."""
    refused = [one for one in preview.remarks if one.refused]
    return tuple(Refused(one.file, one.message, one.code, one.values) for one in refused)
