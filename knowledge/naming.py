"""Names a provision the way officials cite it: "điểm a khoản 2 Điều 8 Nghị định 112/2020/NĐ-CP"."""

from collections.abc import Iterator

from knowledge.citation import Citation, format_citation
from knowledge.library import Library
from knowledge.model import Level, Provision

_FIELDS = {
    Level.APPENDIX: "appendix",
    Level.ARTICLE: "article",
    Level.ITEM: "item",
    Level.CLAUSE: "clause",
    Level.POINT: "point",
}


_ATTACHED = "phần kèm theo"
"""What stands for an attachment that has no number of its own: a phụ lục, a quy chế …"""


def citation_of(library: Library, provision: Provision) -> str:
    """Return the citation of *provision*, its document included."""
    document = library.document(provision.document)
    labels = list(_labels(library, provision))
    fields = {_FIELDS[level]: label for level, label in labels if level in _FIELDS}
    if fields.get("appendix") == "":
        inner = format_citation(Citation(**fields)) if any(fields.values()) else ""
        return f"{inner} {_ATTACHED} {document.name}".strip()
    return format_citation(Citation(document=document.number, kind=document.kind, **fields))


def _labels(library: Library, provision: Provision) -> Iterator[tuple[Level, str]]:
    """Yield level and label from the outermost provision in; the innermost of a level wins."""
    if provision.parent:
        yield from _labels(library, library.provision(provision.document, provision.parent))
    yield provision.level, provision.label
