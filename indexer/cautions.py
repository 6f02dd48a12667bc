"""What a person should look at before a document is published."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from indexer.header import MADE_UP
from indexer.proposal import Caution, Corrections, Difference
from indexer.readers.reading import Remarks
from knowledge.model import Document, DocumentTree, Level, Provision

CODES = (
    "no-number",
    "no-title",
    "no-date",
    "no-effect",
    "future-date",
    "effect-before-issue",
    "ended",
    "tracked-deletions",
    "ocr",
    "ocr-low",
    "legacy-font",
    "tracked-changes",
    "same-number",
    "same-articles",
    "fields-differ",
    "twice",
    "no-articles",
    "missing-articles",
    "repeated-articles",
    "digest-replaced",
    "digest-held",
    "digest",
    "unofficial",
    "removed-before",
    "corrected",
)
"""All there are, in no order of weight."""
NEEDS_A_PERSON = frozenset({"tracked-deletions"})
"""With these a document is published only by a person who has seen them."""
LOW_CONFIDENCE = 0.85
"""Mean confidence of recognised words under which their text needs reading."""
_UNOFFICIAL = re.compile(r"không chính thức", re.IGNORECASE)
_NAMED = 8
"""Labels that a caution names at most."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a document stands in the library that would be."""

    state: str
    """As ``Card.state``."""
    today: date
    effective_to: date | None = None
    """As the would-be library resolves it."""
    ended_by: tuple[str, ...] = ()
    twice_in: str = ""
    """The other file of the order that holds the same number."""
    removed_before: bool = False
    difference: Difference = field(default_factory=Difference)
    fields_differ: tuple[str, ...] = ()
    """Fields that hold something else than those of the held document of the same number."""
    corrections: Corrections | None = None


def cautions_of(tree: DocumentTree, remarks: Remarks, standing: Standing) -> Iterator[Caution]:
    """Yield what is to be looked at, the gravest first."""
    if remarks.tracked_deletions:
        yield Caution("tracked-deletions", {"count": remarks.tracked_deletions})
    yield from _of_place(tree.document, standing)
    yield from _of_header(tree.document, standing)
    yield from _of_reading(remarks)
    yield from _of_provisions(tree)
    if standing.corrections:
        yield Caution("corrected", {"fields": ", ".join(standing.corrections)})


def _of_place(document: Document, standing: Standing) -> Iterator[Caution]:
    difference = standing.difference
    if standing.twice_in:
        yield Caution("twice", {"file": standing.twice_in})
    if standing.state == "refused" and not document.verbatim:
        yield Caution("digest-held")
    if standing.state == "replaced":
        yield Caution("digest-replaced")
    if standing.state == "changed":
        counts = {name: len(labels) for name, labels in asdict(difference).items()}
        yield Caution("same-number", counts) if any(counts.values()) else Caution("same-articles")
        if standing.fields_differ:
            yield Caution("fields-differ", {"fields": ", ".join(standing.fields_differ)})
    if standing.removed_before:
        yield Caution("removed-before")
    if not document.verbatim:
        yield Caution("unofficial" if _UNOFFICIAL.search(document.note) else "digest")


def _of_header(document: Document, standing: Standing) -> Iterator[Caution]:
    issued, starts, ends = document.issued, document.effective_from, standing.effective_to
    if document.number.startswith(MADE_UP):
        yield Caution("no-number")
    if not document.title:
        yield Caution("no-title")
    if issued is None:
        yield Caution("no-date")
    elif issued > standing.today:
        yield Caution("future-date", {"day": issued.isoformat()})
    if starts is None:
        yield Caution("no-effect")
    elif issued is not None and starts < issued:
        days = {"issued": issued.isoformat(), "effective": starts.isoformat()}
        yield Caution("effect-before-issue", days)
    if ends is not None and ends <= standing.today:
        by = ", ".join(standing.ended_by)
        yield Caution("ended", {"day": ends.isoformat(), "by": by})


def _of_reading(remarks: Remarks) -> Iterator[Caution]:
    if remarks.confidence is not None or remarks.pages_recognised:
        confidence = 1.0 if remarks.confidence is None else remarks.confidence
        code = "ocr-low" if confidence < LOW_CONFIDENCE else "ocr"
        values = {"percent": round(100 * confidence), "pages": remarks.pages_recognised}
        yield Caution(code, values)
    if remarks.legacy:
        yield Caution("legacy-font", {"fonts": ", ".join(remarks.legacy)})
    if remarks.tracked_changes:
        yield Caution("tracked-changes", {"count": remarks.tracked_changes})


def _of_provisions(tree: DocumentTree) -> Iterator[Caution]:
    if not any(p.level in (Level.ARTICLE, Level.ITEM) for p in tree.provisions):
        yield Caution("no-articles")
    body = [p for p in tree.provisions if p.level is Level.ARTICLE and "." not in p.path]
    repeated = [p.label for p in body if "~" in p.path]
    if repeated:
        yield Caution("repeated-articles", _labels(repeated))
    missing = _missing(body) if tree.document.verbatim else []
    if missing:
        yield Caution("missing-articles", _labels(missing))


def _missing(articles: Sequence[Provision]) -> list[str]:
    """Return the numbers that the row of Điều leaps over."""
    numbers = Counter(int(found[0]) for p in articles if (found := re.match(r"\d+", p.label)))
    row = range(1, max(numbers, default=0) + 1)
    return [str(number) for number in row if number not in numbers]


def _labels(labels: Sequence[str]) -> dict[str, str | int]:
    more = ", …" if len(labels) > _NAMED else ""
    return {"labels": ", ".join(labels[:_NAMED]) + more, "count": len(labels)}
