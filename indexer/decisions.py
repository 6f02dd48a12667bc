"""What an order decides about documents that are held: which end, which go, which come back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from indexer.errors import IndexerError
from indexer.known import Known, Removed
from indexer.proposal import Ending, Removal
from knowledge.errors import CitationNotFoundError
from knowledge.store import number_key


@dataclass(frozen=True, slots=True)
class Decisions:
    """What stands decided after an order, and by what that differs from before."""

    endings: Mapping[str, Ending] = field(default_factory=dict)
    """By number_key, as all here: every declaration that stands."""
    removals: Mapping[str, Removed] = field(default_factory=dict)
    ended: Mapping[str, Ending] = field(default_factory=dict)
    """What this order declares ended, or (day None) takes back."""
    gone: Mapping[str, Removed] = field(default_factory=dict)
    """What this order takes out."""
    back: Mapping[str, Removed] = field(default_factory=dict)
    """What this order lets in again."""

    @property
    def empty(self) -> bool:
        """True when the order decides nothing new."""
        return not (self.ended or self.gone or self.back)


def decided(
    known: Known,
    endings: Iterable[Ending],
    removals: Iterable[Removal],
    incoming: Mapping[str, str],
) -> Decisions:
    """Return what stands decided after an order.

    *incoming* are the numbers, by number_key, of what people's files bring: those are let in
    even where they had been taken out.

    Raises:
        CitationNotFoundError: an order speaks of a document that is not there.
        IndexerError: it takes back what was never decided.
    """
    ended = dict(_ended(known, endings, incoming))
    gone = {number_key(r.number): _removed(known, r) for r in removals if not r.back}
    back = {number_key(r.number): _back(known, r) for r in removals if r.back}
    back |= {key: r for key, r in known.removals.items() if key in incoming and key not in gone}
    standing = {**known.endings, **ended}
    return Decisions(
        endings={key: e for key, e in standing.items() if e.day is not None},
        removals={k: r for k, r in {**known.removals, **gone}.items() if k not in back},
        ended=ended,
        gone=gone,
        back=back,
    )


def _ended(
    known: Known, endings: Iterable[Ending], incoming: Mapping[str, str]
) -> Iterable[tuple[str, Ending]]:
    for ending in endings:
        key = number_key(ending.number)
        held = known.held.get(key)
        number = incoming.get(key) or (held.number if held else "")
        if not number:
            raise _unknown(ending.number)
        if ending.day is None and key not in known.endings:
            raise IndexerError(
                f"Nobody has declared {number} ended: there is nothing to take back."
            )
        declared = Ending(number, ending.day, " ".join(ending.reason.split()))
        if declared != known.endings.get(key):
            yield key, declared


def _removed(known: Known, removal: Removal) -> Removed:
    held = known.held.get(number_key(removal.number))
    if held is None:
        raise _unknown(removal.number)
    return Removed(held.number, held.origin, " ".join(removal.reason.split()))


def _back(known: Known, removal: Removal) -> Removed:
    removed = known.removals.get(number_key(removal.number))
    if removed is None:
        raise IndexerError(
            f"{removal.number} has not been taken out of the library: nothing is to be taken back."
        )
    return removed


def _unknown(number: str) -> CitationNotFoundError:
    return CitationNotFoundError(f"The library holds no document with the number {number}.")
