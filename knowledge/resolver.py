"""Citations to provisions of one library: what a bare citation means, what a question mentions."""

import re
from dataclasses import dataclass, field
from datetime import date

from knowledge.citation import Citation, find, match_number, parse
from knowledge.library import Library
from knowledge.model import Document, Provision
from knowledge.vietnamese import expand_abbreviations, fold, normalise

_DOCUMENT_GAIN, _PROVISION_GAIN = 0.3, 0.6
"""What a unit gains in the fused score (0-1) when the question cites its document, or itself."""
_MOST = 3
"""Documents that one ambiguous citation may mean."""


_YEAR = re.compile(r"[\s,]*(?:n[aă]m\s+)?(?P<year>(?:19|20)\d\d)\s*$", re.IGNORECASE)
_SMALL_WORDS = frozenset({"cua", "va", "ve", "doi", "voi"})
"""Words of titles that people leave out or add."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a citation points at."""

    document: Document
    provision: Provision | None
    """None for the document as a whole, and when the document has no such provision."""
    missing: bool = False
    """True when the document is held and the cited provision of it is not."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a question cites by number."""

    documents: frozenset[str] = frozenset()
    provisions: frozenset[tuple[str, str]] = field(default=frozenset())
    """(document number, path of the Điều or item)."""
    unheld: bool = False
    """True when it cites a document that the library does not hold, and none that it holds."""

    def gain(self, document: str, path: str) -> float:
        """Return what a unit gains for being cited."""
        if (document, path) in self.provisions:
            return _PROVISION_GAIN
        return _DOCUMENT_GAIN if document in self.documents else 0.0


NO_MENTIONS = Mentions()


class Resolver:
    """Finds cited documents and provisions in one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers = [document.number for document in library.documents()]

    def resolve(self, text: str) -> list[Found]:
        """Return what *text* points at when it is a citation and nothing else; else nothing.

        A citation without a document ("Điều 8") points nowhere.
        """
        for written in dict.fromkeys((text, expand_abbreviations(text))):
            citation = parse(written)
            if citation is not None and (held := self._documents(citation)):
                return [self._found(document, citation) for document in held[:_MOST]]
        return []

    def mentions(self, text: str) -> Mentions:
        """Return what the running text of a question cites."""
        documents: set[str] = set()
        provisions: set[tuple[str, str]] = set()
        unheld = False
        for citation, _, _ in find(text):
            held = self._documents(citation)
            unheld = unheld or (not held and "/" in citation.document)
            for document in held:
                documents.add(document.number)
                found = self._found(document, citation).provision
                if found is not None:
                    article = self._library.article_of(found)
                    provisions.add((document.number, article.path))
        return Mentions(frozenset(documents), frozenset(provisions), unheld and not documents)

    def _documents(self, citation: Citation) -> list[Document]:
        if citation.document:
            wanted = f"{citation.kind} {citation.document}".strip()
            return [self._library.document(n) for n in match_number(wanted, self._numbers)]
        if citation.title:
            return self._titled(citation)
        return []

    def _titled(self, citation: Citation) -> list[Document]:
        """Return the documents of that title; in force and newest first.

        Titles are said loosely: a year may follow, small words and endings may be missing.
        """
        title, year = _without_year(citation.title)
        wanted = _title_words(title)
        held = [
            document
            for document in self._library.documents()
            if (not citation.kind or fold(document.kind) == fold(citation.kind))
            and year in ("", *_years(document))
            and _title_words(document.title)[: len(wanted)] == wanted
        ]
        return sorted(held, key=_newest, reverse=True)

    def _found(self, document: Document, citation: Citation) -> Found:
        path = citation.path
        if not path:
            return Found(document, None)
        provisions = self._library.provisions(document.number)
        exact = next((p for p in provisions if p.path == path), None)
        # "Điều 8" of a quy chế that was issued with a decision stands under its appendix.
        inside = next((p for p in provisions if p.path.endswith(f".{path}")), None)
        found = exact or inside
        return Found(document, found, missing=found is None)


def _newest(document: Document) -> tuple[bool, date]:
    return document.effective_to is None, document.effective_from or date.min


def _years(document: Document) -> set[str]:
    """Return the years a document is called by: of its number and of its day of issue."""
    issued = str(document.issued.year) if document.issued else ""
    return {issued, *document.number.split("/")[1:2]}


def _without_year(title: str) -> tuple[str, str]:
    """Split "phòng, chống tham nhũng năm 2018" into title and year; "" where there is none."""
    found = _YEAR.search(title)
    return (title[: found.start()], found["year"]) if found else (title, "")


def _title_words(title: str) -> list[str]:
    """Return the folded words of a title as it is compared, without the small ones."""
    words = "".join(c if c.isalnum() else " " for c in fold(normalise(title))).split()
    return [word for word in words if word not in _SMALL_WORDS]
