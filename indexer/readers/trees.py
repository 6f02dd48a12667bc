"""Changes of a parsed tree that keep it a tree."""

from dataclasses import replace

from knowledge.model import Document, DocumentTree, Provision, Relation


def renumber(tree: DocumentTree, document: Document) -> DocumentTree:
    """Return *tree* as the tree of *document*: its number in all provisions, ids, relations."""
    old, new = tree.document.number, document.number

    def provision(p: Provision) -> Provision:
        rest = p.id.removeprefix(old + "|") if p.id.startswith(old + "|") else p.path
        return replace(p, document=new, id=f"{new}|{rest}")

    def relation(r: Relation) -> Relation:
        source = new if r.source == old else r.source
        return replace(r, source=source, target=new if r.target == old and old else r.target)

    return replace(
        tree,
        document=document,
        provisions=tuple(provision(p) for p in tree.provisions),
        relations=tuple(relation(r) for r in tree.relations),
    )
