"""The wordings of one provision by date: what the library holds, and what later documents say.

Nothing is put together here. Each wording is a stretch of a stored text: the document's own, or
the one quoted in the document that amends it. Where only a phrase was changed, the sentence that
changes it is what there is to show.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge.amendments import Amendment, Change, Held, Span
from knowledge.errors import CitationNotFoundError
from knowledge.library import Library
from knowledge.model import Provision
from knowledge.naming import citation_of


class Wording(StrEnum):
    """Where the words of a version come from."""

    HELD = "held"
    """The document's own text in the library."""
    QUOTED = "quoted"
    """The new wording in the amending document."""
    SAID = "said"
    """Only the sentence that changes a part of it."""
    ENDED = "ended"
    """It was repealed; the text is the sentence that says so, or ""."""
    UNHELD = "unheld"
    """The library does not hold the words."""


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of a provision, from a day to a day."""

    wording: Wording
    since: date | None
    """First day; None where it is not known."""
    until: date | None
    """First day on which it no longer reads so; None while nothing ended it."""
    text: str
    """Verbatim; "" where nothing is held."""
    document: str
    """Number of the document the text stands in."""
    source: str
    """Citation of the provision the text stands in: "khoản 1 Điều 1 Luật 52/2019/QH14"."""
    subject: str
    """Path of the provision that the text is the wording of."""
    whole: bool = True
    """False where only a part of the provision was changed."""
    amendment: Amendment | None = None
    """What brought it about; None for the first wording."""


def versions(library: Library, number: str, path: str) -> tuple[Version, ...]:
    """Return the wordings of the provision at *path* by date, the oldest first.

    One version where nothing is known to have changed it. A provision that was inserted by a
    later document need not be in the held text.

    Raises:
        CitationNotFoundError: neither the held text nor an amendment has such a provision.
    """
    document = library.document(number)
    amendments = library.amendments_to(number, path)
    provision = _held(library, number, path)
    if provision is None and not any(_brings(a, path) for a in amendments):
        raise CitationNotFoundError(
            f"{document.name} has no provision at {path or 'an empty path'}."
        )
    above = library.paths_above(number, path)
    found = [_version(library, a, path, above) for a in amendments]
    if provision is not None:
        found = _with_held(library, provision, amendments, found)
    validity = library.validity(provision or document, date.max)
    return tuple(_until(found, validity.effective_to))


def version_on(found: Sequence[Version], day: date) -> Version | None:
    """Return the version that gives a provision's words on *day*; None before the first one.

    Amendments of parts leave the words of the whole where they were.
    """
    begun = [
        version
        for version in found
        if (version.whole or version.wording is Wording.HELD) and _begun(version, day)
    ]
    return begun[-1] if begun else None


def _begun(version: Version, day: date) -> bool:
    """Return whether it reads so on *day*, or did before; an undated amendment cannot be placed."""
    return version.amendment is None if version.since is None else version.since <= day


def _held(library: Library, number: str, path: str) -> Provision | None:
    try:
        return library.provision(number, path)
    except CitationNotFoundError:
        return None


def _brings(amendment: Amendment, path: str) -> bool:
    return bool(amendment.wording_of(path))


def _with_held(
    library: Library,
    provision: Provision,
    amendments: Sequence[Amendment],
    found: Sequence[Version],
) -> list[Version]:
    """Return the versions with the held text in its place: behind the last one it already has."""
    validity = library.validity(provision, date.max)
    own = Version(
        wording=Wording.HELD,
        since=validity.effective_from,
        until=None,
        text=library.provision_text(provision).strip(),
        document=provision.document,
        source=citation_of(library, provision),
        subject=provision.path,
    )
    if any(v.whole and v.amendment and v.amendment.held is Held.UNKNOWN for v in found):
        # Whether these are the words before or after cannot be told, so neither can their days.
        own = replace(own, since=None)
    taken = [at for at, amendment in enumerate(amendments) if amendment.held is Held.AFTER]
    if not taken:
        return [own, *found]
    last = taken[-1]
    brought = amendments[last]
    here = replace(own, since=brought.day, whole=found[last].whole, amendment=brought)
    if amendments[0].change is Change.INSERTED and found[0].whole:
        return [*found[:last], here, *found[last + 1 :]]
    before = replace(own, wording=Wording.UNHELD, text="", source="")
    return [before, *found[:last], here, *found[last + 1 :]]


def _version(library: Library, amendment: Amendment, path: str, above: Collection[str]) -> Version:
    """Return the version that *amendment* brings about, in the words of its document."""
    whole = amendment.target_path in above and amendment.change is not Change.PARTLY
    kind, span, subject = _words(amendment, path, whole)
    held = amendment.source in library
    return Version(
        wording=kind,
        since=amendment.day,
        until=None,
        text=library.text(amendment.source)[span.start : span.end].strip() if held else "",
        document=amendment.source,
        source=source_of(library, amendment),
        subject=subject,
        whole=whole,
        amendment=amendment,
    )


def _words(amendment: Amendment, path: str, whole: bool) -> tuple[Wording, Span, str]:
    """Return what kind of words there are, where they stand, and what they are the wording of."""
    if not amendment.said:
        return Wording.UNHELD, Span(), amendment.target_path
    if amendment.change is Change.REPEALED:
        kind = Wording.ENDED if whole else Wording.SAID
        return kind, amendment.said, amendment.target_path
    own = amendment.wording_of(path)
    if own:
        return Wording.QUOTED, own, path
    if amendment.wording:
        return Wording.QUOTED, amendment.wording, amendment.target_path
    return Wording.SAID, amendment.said, amendment.target_path


def source_of(library: Library, amendment: Amendment) -> str:
    """Return the citation of the provision that amends, or the name of its document."""
    if amendment.source not in library:
        return amendment.source
    provision = _held(library, amendment.source, amendment.source_path)
    if provision is None:
        return library.document(amendment.source).name
    return citation_of(library, provision)


def _until(found: Sequence[Version], end: date | None) -> list[Version]:
    """Return *found* with the day on which each wording gives way to the next."""
    ended: list[Version] = []
    for at, version in enumerate(found):
        later = [v.since for v in found[at + 1 :] if _displaces(v, version)]
        until = next((day for day in later if day is not None), None)
        if until is None and version.wording is not Wording.ENDED:
            until = end
        ended.append(replace(version, until=until))
    return ended


def _displaces(later: Version, version: Version) -> bool:
    """Return whether the words of *version* are no longer those of the law from *later* on."""
    if later.amendment is None:
        return False
    if version.wording is Wording.HELD and later.wording is not Wording.ENDED:
        return later.amendment.held is Held.BEFORE
    return later.whole or later.wording is Wording.HELD or later.amendment.touches(version.subject)
