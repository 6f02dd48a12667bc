"""Plain text of a legal document -> its tree: header, provisions, dates and relations.

The text is kept as it is, character for character. Provisions are spans of it: what precedes the
first one (header, căn cứ, an editor's table) is the preamble, and what follows the last one of
the body or of an attachment (Nơi nhận, signatures) is a closing block that belongs to no
provision, so that quoting the last Điều never drags the signatures along.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from indexer.amendments import with_operations
from indexer.effect import effect_of, with_own_days
from indexer.errors import StructureError
from indexer.header import read_header
from indexer.items import item_outline
from indexer.labels import slug
from indexer.lines import Line, split_lines
from indexer.marks import Mark
from indexer.outline import outline
from indexer.relations import Saying, relations_of
from indexer.segments import Segment, segments
from knowledge.model import Document, DocumentTree, Level, Provision

_RANK = {level: rank for rank, level in enumerate(Level)}
_RANK[Level.ITEM] = _RANK[Level.ARTICLE]
_NESTED = (Level.SECTION, Level.SUBSECTION, Level.CLAUSE, Level.POINT)
"""Levels whose numbers start again under each parent, so that their path needs the parent's."""


_SCOPE = re.compile(
    r"\b\w+ này quy định (?:chi tiết )?(?:về )?(?P<what>[^.;:,\n]{8,150})(?=[.;:,\n]| bao gồm)"
)


def parse_document(text: str, source: str = "") -> DocumentTree:
    """Return the tree of *text*, a document with one paragraph per line where possible.

    *source* is the name of the file, kept in the document; a document without a number is keyed
    by it. The text should be in Unicode form NFC.
    """
    lines = split_lines(text)
    parts = segments(lines) if lines else []
    body_end = _first_line(parts)
    header = read_header(text, lines, body_end, source)
    nodes = _provisions(text, parts, header.number, header.body_line)
    said = _without_quotations(text, parts)
    header = header if header.title else replace(header, title=_scope(said, nodes))
    effect = effect_of(said, nodes, header)
    document = Document(
        number=header.number,
        kind=header.kind,
        title=header.title,
        issuer=header.issuer,
        issued=header.issued,
        effective_from=effect.starts,
        effective_to=effect.ends,
        source=source,
    )
    dated = with_own_days(nodes, effect)
    relations = relations_of(Saying(header, said, dated, effect.starts))
    return with_operations(DocumentTree(document, text, dated, relations))


def said_of(text: str) -> str:
    """Return *text* with what it quotes from other documents blanked out, at the same length."""
    lines = split_lines(text)
    return _without_quotations(text, segments(lines)) if lines else text


def provisions_of(text: str, number: str) -> tuple[Provision, ...]:
    """Return the provisions of *text*, a part of the document *number* that has no header.

    This is the parser without what it reads from a whole document (header, dates, relations).
    """
    lines = split_lines(text)
    return _provisions(text, segments(lines) if lines else [], number, 0)


def _provisions(
    text: str, parts: Sequence[Segment], number: str, body_line: int
) -> tuple[Provision, ...]:
    found: list[Provision] = []
    for part in parts:
        found += _segment_provisions(text, part, number, body_line)
    return _with_unique_paths(found)


def _without_quotations(text: str, parts: Sequence[Segment]) -> str:
    """Return *text* with what it quotes from other documents blanked out, at the same length."""
    pieces = []
    for part in parts:
        for line in part.lines[part.first : part.last]:
            said = text[line.start : line.end]
            pieces.append(re.sub(r"[^\n]", " ", said) if line.quoted else said)
    return "".join(pieces)


def _scope(said: str, provisions: Sequence[Provision]) -> str:
    """Return a title for a document without one: what its first Điều says it lays down."""
    for node in provisions[:3]:
        found = _SCOPE.search(said[node.start : node.end])
        if found is not None:
            return f"Quy định {found['what']}"
    return ""


def _first_line(parts: Sequence[Segment]) -> int | None:
    """Return the line of the body's first Điều; None when it has none."""
    if parts and parts[0].articles:
        return parts[0].articles[0].line
    return None


def _segment_provisions(text: str, part: Segment, number: str, body_line: int) -> list[Provision]:
    lines = part.lines
    if part.articles:
        marks, end = outline(text, part)
    elif part.appendix is None:
        marks, end_line = item_outline(part, body_line)
        end = _offset(lines, end_line)
    else:
        marks, end = [], _offset(lines, part.last)
    if part.appendix is not None:
        marks = [part.appendix, *(mark for mark in marks if mark.start > part.appendix.start)]
    return list(_nodes(marks, end, number))


def _offset(lines: Sequence[Line], index: int) -> int:
    return lines[index].start if index < len(lines) else lines[-1].end


def _nodes(marks: Sequence[Mark], end: int, number: str) -> Iterable[Provision]:
    """Yield a provision for each mark: it ends where the next of its rank or above begins."""
    above: list[Provision] = []
    for index, mark in enumerate(marks):
        rank = _RANK[mark.level]
        stop = next((m.start for m in marks[index + 1 :] if _RANK[m.level] <= rank), end)
        while above and _RANK[above[-1].level] >= rank:
            above.pop()
        node = Provision(
            document=number,
            path=_path(mark, above),
            parent=above[-1].path if above else "",
            level=mark.level,
            label=mark.label,
            heading=mark.heading,
            start=mark.start,
            end=stop,
        )
        above.append(node)
        yield node


def _path(mark: Mark, above: Sequence[Provision]) -> str:
    segment = mark.level.value + (slug(mark.label) or "1")
    if above and (mark.level in _NESTED or above[-1].level is Level.ITEM):
        return f"{above[-1].path}.{segment}"
    if above and mark.level is Level.ITEM:
        return f"{above[-1].path}.{segment}"
    outer = next((node.path for node in above if node.level is Level.APPENDIX), "")
    return f"{outer}.{segment}" if outer else segment


def _with_unique_paths(provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """Return *provisions* with "~2", "~3" on repeated paths, children following, and ids."""
    seen: dict[str, int] = {}
    open_nodes: list[tuple[Provision, Provision]] = []
    unique: list[Provision] = []
    for node in provisions:
        while open_nodes and open_nodes[-1][0].end <= node.start:
            open_nodes.pop()
        path = _renamed(node.path, open_nodes)
        seen[path] = seen.get(path, 0) + 1
        if seen[path] > 1:
            path = f"{path}~{seen[path]}"
        parent = open_nodes[-1][1] if open_nodes else None
        named = replace(
            node, path=path, parent=parent.path if parent else "", id=_id(node, path, parent)
        )
        open_nodes.append((node, named))
        unique.append(named)
    return tuple(unique)


def _renamed(path: str, open_nodes: Sequence[tuple[Provision, Provision]]) -> str:
    for before, after in reversed(open_nodes):
        if path.startswith(before.path + "."):
            return after.path + path[len(before.path) :]
    return path


def _id(node: Provision, path: str, parent: Provision | None) -> str:
    """Return "<number>|<Điều>"; what lies inside a Điều carries the id of that Điều."""
    if node.level in (Level.CLAUSE, Level.POINT) and parent is not None:
        return parent.id
    plain = path in (f"{node.level.value}{slug(node.label)}",)
    if node.level in (Level.ARTICLE, Level.ITEM) and plain:
        return f"{node.document}|{node.label}"
    return f"{node.document}|{path}"


def rejoin(tree: DocumentTree) -> str:
    """Return the text put together again from preamble, provisions and closing blocks.

    Raises StructureError where provisions overlap or children do not tile their parent.
    """
    children: dict[str, list[Provision]] = {}
    for node in tree.provisions:
        children.setdefault(node.parent, []).append(node)
    pieces, at = [], 0
    for root in children.get("", []):
        if root.start < at:
            raise StructureError(f"Provision {root.path} begins inside the one before it.")
        pieces += [tree.text[at : root.start], _rejoin_node(tree.text, root, children)]
        at = root.end
    return "".join([*pieces, tree.text[at:]])


def _rejoin_node(text: str, node: Provision, children: dict[str, list[Provision]]) -> str:
    inside = children.get(node.path, [])
    if not inside:
        return text[node.start : node.end]
    pieces, at = [text[node.start : inside[0].start]], inside[0].start
    for child in inside:
        if child.start != at:
            raise StructureError(f"Provision {child.path} does not follow on the one before it.")
        pieces.append(_rejoin_node(text, child, children))
        at = child.end
    if at != node.end:
        raise StructureError(f"The children of {node.path} do not reach its end.")
    return "".join(pieces)


def preamble(tree: DocumentTree) -> str:
    """Return what precedes the first provision: header, căn cứ, an editor's table."""
    return tree.text[: tree.provisions[0].start] if tree.provisions else tree.text


def closings(tree: DocumentTree) -> tuple[str, ...]:
    """Return the closing blocks (Nơi nhận, signatures) behind the body and the attachments."""
    roots = [node for node in tree.provisions if not node.parent]
    starts = [*(node.start for node in roots[1:]), len(tree.text)]
    gaps = (tree.text[node.end : start] for node, start in zip(roots, starts, strict=True))
    return tuple(gap for gap in gaps if gap)
