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


def supplement(tree: DocumentTree, digest: DocumentTree) -> DocumentTree:
    """Return *tree* with what it leaves unsaid and a digest of the same document knows.

    A text does not say when it was replaced, often not when it took effect, and never under
    which topics people look for it. What the text does say stands.
    """
    own, other = tree.document, digest.document
    document = replace(
        own,
        kind=own.kind or other.kind,
        title=own.title or other.title,
        issuer=own.issuer or other.issuer,
        issued=own.issued or other.issued,
        effective_from=own.effective_from or other.effective_from,
        effective_to=own.effective_to or other.effective_to,
        topics=own.topics or other.topics,
    )
    said = {(r.kind, r.source, r.target) for r in tree.relations}
    more = (r for r in digest.relations if (r.kind, r.source, r.target) not in said)
    return replace(tree, document=document, relations=(*tree.relations, *more))
