"""Citations: reading "k2 đ8 nđ 112/2020", printing "khoản 2 Điều 8 Nghị định 112/2020".

What is typed is compared folded, so marks and capitals do not matter; only "điểm đ" and "điểm d"
are told apart by their mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge import citation_grammar as grammar
from knowledge.document_number import canonical_number, match_number
from knowledge.vietnamese.aligned import AlignedFold, fold_aligned

__all__ = ["Citation", "find", "format_citation", "match_number", "parse"]


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation names; "" where it does not say."""

    document: str = ""
    """Number, in full or in part: "112/2020/NĐ-CP", "112/2020", "112"."""
    kind: str = ""
    """"Nghị định"."""
    article: str = ""
    """"8", "5a"."""
    clause: str = ""
    point: str = ""
    """"a", "đ"."""
    appendix: str = ""
    """As printed: "I", "2"."""
    item: str = ""
    """The numbered item of a directive: "3" in "mục 3 Chỉ thị 26/CT-TTg"."""
    title: str = ""
    """Name of the document cited without a number, as typed; to be matched with titles."""

    @property
    def path(self) -> str:
        """Address in the document's tree: "dieu8.khoan2.diema"; "" for a whole document."""
        steps = (
            ("phuluc", self.appendix),
            ("dieu", self.article),
            ("so", self.item),
            ("khoan", self.clause),
            ("diem", self.point),
        )
        return ".".join(name + grammar.slug(label) for name, label in steps if label)

    def __str__(self) -> str:
        return format_citation(self)


def format_citation(citation: Citation) -> str:
    """Return the citation as law prints it: "điểm a khoản 2 Điều 8 Nghị định 112/2020/NĐ-CP"."""
    steps = (
        ("điểm", citation.point),
        ("khoản", citation.clause),
        ("Điều", citation.article),
        ("mục", citation.item),
        ("Phụ lục", citation.appendix),
    )
    named = [f"{word} {label}" for word, label in steps if label]
    document = citation.document or citation.title
    if citation.document and not citation.kind and not re.search(r"[^\W\d]", document):
        document = f"văn bản số {document}"
    return " ".join([*named, citation.kind, document]).replace("  ", " ").strip()


def parse(text: str) -> Citation | None:
    """Return the citation that *text* is, or None when it is more than a citation.

    A few words around it are allowed ("xem …", "… quy định gì?"). A document may be named by
    its title instead of its number; whether such a document exists is for the caller to see.
    """
    folded = fold_aligned(text)
    start, end = grammar.without_fillers(folded.text)
    fields: dict[str, str] = {}
    at = start
    loose: list[tuple[int, int]] = []
    for match in grammar.COMPONENT.finditer(folded.text, start, end):
        if not grammar.GAP.fullmatch(folded.text, at, match.start()):
            loose.append((at, match.start()))
        found = _fields(folded, match)
        if fields.keys() & found.keys():
            return None
        fields |= found
        at = match.end()
    if not grammar.GAP.fullmatch(folded.text, at, end):
        loose.append((at, end))
    return _whole(folded, fields, loose)


def _whole(
    folded: AlignedFold, fields: dict[str, str], loose: list[tuple[int, int]]
) -> Citation | None:
    """Return the citation of *fields* if what is left over is nothing, or a document's name."""
    if not loose:
        return Citation(**fields) if _points_somewhere(fields) else None
    if len(loose) > 1 or "document" in fields:
        return None
    start, end = loose[0]
    if not fields and (bare := grammar.BARE_PARTIAL.fullmatch(folded.text, start, end)):
        return Citation(document=canonical_number(folded.original(*bare.span())))
    named = grammar.TITLE.fullmatch(folded.text, start, end)
    if named is None or grammar.is_question(named["title"]):
        return None
    title = folded.original(*named.span("title")).strip(" ,.;:")
    return Citation(**fields, kind=grammar.kind_name(named["named"]), title=title)


def find(text: str) -> list[tuple[Citation, int, int]]:
    """Return the citations inside *text* with their spans (start, end), in order.

    A khoản or điểm alone ("khoản 2 Điều này") is not one: it must name an article, an item, an
    appendix or a document.
    """
    folded = fold_aligned(text)
    found: list[tuple[Citation, int, int]] = []
    for matches in _chains(folded):
        fields: dict[str, str] = {}
        for match in matches:
            fields |= _fields(folded, match)
        if _points_somewhere(fields) and (len(matches) > 1 or grammar.stands_alone(matches[0])):
            span = folded.span(matches[0].start(), matches[-1].end())
            found.append((Citation(**fields), *span))
    return found


def _chains(folded: AlignedFold) -> Iterator[list[re.Match[str]]]:
    """Yield the runs of components that make up one citation each."""
    chain: list[re.Match[str]] = []
    names: set[str] = set()
    for match in grammar.COMPONENT.finditer(folded.text):
        new = set(_fields(folded, match))
        joined = chain and grammar.TIGHT_GAP.fullmatch(folded.text, chain[-1].end(), match.start())
        if chain and (not joined or names & new):
            yield chain
            chain, names = [], set()
        chain.append(match)
        names |= new
    if chain:
        yield chain


def _fields(folded: AlignedFold, match: re.Match[str]) -> dict[str, str]:
    """Return the fields of a citation that one component fills."""
    name = match.lastgroup or ""
    written = folded.original(*match.span(name)).strip()
    if name in ("number", "partial"):
        kind = grammar.kind_name(match["kind"] or match["kind_of_partial"] or "")
        number = canonical_number(written)
        return {"document": number, "kind": kind} if kind else {"document": number}
    field = name.removeprefix("short_")
    return {field: written.upper() if field in ("appendix", "item") else written.lower()}


def _points_somewhere(fields: dict[str, str]) -> bool:
    return bool(fields.keys() & {"document", "article", "item", "appendix"})
