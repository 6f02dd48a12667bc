"""Which Điều of a document differ from those that the library holds under its number."""

from collections.abc import Sequence

from indexer.proposal import Difference
from knowledge.model import DocumentTree, Level, Provision

_COMPARED = (Level.ARTICLE, Level.ITEM)


def compared(before: DocumentTree, after: DocumentTree) -> Difference:
    """Return which Điều (or numbered items) come, go, or read differently; spaces do not count."""
    old, new = _units(before), _units(after)
    return Difference(
        added=tuple(label for path, (label, _) in new.items() if path not in old),
        removed=tuple(label for path, (label, _) in old.items() if path not in new),
        changed=tuple(
            label for path, (label, text) in new.items() if path in old and old[path][1] != text
        ),
    )


def units_of(provisions: Sequence[Provision]) -> list[Provision]:
    """Return the Điều, or the items of a document without Điều, that lie in no other."""
    of_level = [p for p in provisions if p.level is Level.ARTICLE]
    of_level = of_level or [p for p in provisions if p.level is Level.ITEM]
    paths = {p.path for p in of_level}
    return [p for p in of_level if p.parent not in paths]


def _units(tree: DocumentTree) -> dict[str, tuple[str, str]]:
    appendices = {p.path: p.label for p in tree.provisions if p.level is Level.APPENDIX}
    return {
        p.path: (_label(p, appendices), " ".join(tree.text[p.start : p.end].split()))
        for p in units_of(tree.provisions)
    }


def _label(provision: Provision, appendices: dict[str, str]) -> str:
    """Return the label as printed, led by its appendix: "5", "PL I.5"."""
    outer = provision.path.partition(".")[0]
    if outer not in appendices:
        return provision.label
    return f"PL {appendices[outer]}.{provision.label}".replace(" .", ".")
