"""The provisions that a kind of conduct rests on, quoted from the library as of a day."""

from dataclasses import dataclass
from datetime import date

from bot.reports.kinds import Kinds
from knowledge.citation import Citation
from knowledge.errors import LibraryError
from knowledge.library import Library
from knowledge.model import Document, Validity
from knowledge.pinpoint import lead_of
from knowledge.resolver import Found, Resolver


@dataclass(frozen=True, slots=True)
class Rule:
    """One provision that applies, or only its citation where the library does not hold it."""

    citation: str
    text: str = ""
    """Verbatim; "" where the library does not hold the provision."""
    lead: str = ""
    """The words above that introduce it, verbatim; "" where there are none."""
    document: Document | None = None
    validity: Validity | None = None
    """As of the day of the event."""


def rules(library: Library | None, kinds: Kinds, kind: str, day: date) -> tuple[Rule, ...]:
    """Return what *kind* rests on, as of *day*, most fitting first; nothing for an unknown kind."""
    known = kinds.get(kind)
    if known is None:
        return ()
    resolver = Resolver(library) if library else None
    return tuple(_rule(library, resolver, citation, day) for citation in known.provisions)


def _rule(
    library: Library | None, resolver: Resolver | None, citation: Citation, day: date
) -> Rule:
    written = str(citation)
    if library is None or resolver is None:
        return Rule(written)
    try:
        return _quoted(library, resolver.resolve(written), written, day)
    except LibraryError:  # taken away meanwhile: the citation stays true
        return Rule(written)


def _quoted(library: Library, found: list[Found], written: str, day: date) -> Rule:
    for one in found:
        if one.provision is not None:
            return Rule(
                written,
                library.provision_text(one.provision).strip(),
                lead_of(library, one.provision),
                one.document,
                library.validity(one.provision, day),
            )
    return Rule(written)
