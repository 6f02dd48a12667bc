"""Finds, inside the Điều that was found, the smallest provision that answers."""

from dataclasses import dataclass

from knowledge.coverage import QuestionTerms
from knowledge.library import Library
from knowledge.model import Level, Provision

_ENOUGH = 0.8
"""A part answers when it speaks of this share of what the whole speaks of."""
_HEADED = 0.6
"""A heading says what was asked when it speaks of this share of what the whole speaks of."""
_SHORT = 700
"""Characters up to which a whole Điều may be quoted when no part of it stands out."""
_LISTING = 1500
"""The same, when its heading says what was asked: then the parts together answer."""
_LONG_CLAUSE = 250
"""Characters from which a khoản is narrowed to one of its điểm."""


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """The provision to quote and the sentence that introduces it."""

    provision: Provision
    lead: str
    """Lead-in of the provision above, "" where there is none."""


def pinpoint(library: Library, terms: QuestionTerms, article: Provision) -> Pinpoint:
    """Return the part of *article* that answers a question of *terms*."""
    provision = article
    while (part := _better_part(library, terms, article, provision)) is not None:
        provision = part
    lead = "" if provision is article else lead_of(library, provision)
    return Pinpoint(provision, lead)


def _better_part(
    library: Library, terms: QuestionTerms, article: Provision, whole: Provision
) -> Provision | None:
    """Return the child of *whole* that answers alone, or None to keep the whole."""
    parts, length = library.children(whole), whole.end - whole.start
    if len(parts) < 2 or (whole is not article and length < _LONG_CLAUSE):
        return None
    text = library.provision_text(whole)
    said = [text[part.start - whole.start : part.end - whole.start] for part in parts]
    found = [terms.found_in(words) for words in said]
    around = terms.found_in(f"{article.heading}\n{lead_in(library, whole)}")
    everything = terms.share(around.union(*found))
    if terms.share(around) >= _HEADED * everything and length <= _LISTING:
        return None
    shares = [terms.share(part - around) for part in found]
    best = max(range(len(parts)), key=shares.__getitem__)
    alone = shares[best] + terms.share(around) >= _ENOUGH * everything
    stands_out = alone and shares[best] > _second(shares)
    if not stands_out and length <= _SHORT:
        return None
    return parts[best] if shares[best] > 0 or length > _LISTING else None


def _second(shares: list[float]) -> float:
    return sorted(shares)[-2]


def lead_in(library: Library, provision: Provision) -> str:
    """Return the words of *provision* before its first part, "" when it has no parts."""
    parts = library.children(provision)
    if not parts:
        return ""
    return library.provision_text(provision)[: parts[0].start - provision.start].strip()


def lead_of(library: Library, provision: Provision) -> str:
    """Return the sentence that introduces *provision*, without the Điều's heading line."""
    if not provision.parent:
        return ""
    parent = library.provision(provision.document, provision.parent)
    lead = lead_in(library, parent)
    if parent.level in (Level.ARTICLE, Level.ITEM) and parent.heading:
        _, _, lead = lead.partition(parent.heading.split("\n")[-1].strip())
    # The last paragraph is the one that introduces; an editor's note may stand above it.
    lead = lead.strip().rpartition("\n")[2]
    return lead if any(c.isalnum() for c in lead) else ""
