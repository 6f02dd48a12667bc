"""What a document does to single provisions of others: each instruction to amend, with its place.

The tree of the amending document is walked from its Điều down. A heading ("Sửa đổi, bổ sung một
số điều của Nghị định …") tells what the sentences under it bear on; a sentence that changes
provisions is followed by their new wording, as far as the next such sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from indexer.instructions import Context, Instruction, Target, is_instruction, read_instruction
from indexer.lines import mark_quoted, split_lines
from indexer.mentions import KIND, Mention, by_name, known_names, mentions
from indexer.wording import new_wordings, parts_of
from knowledge.amendments import Change, Span
from knowledge.model import DocumentTree, Level, Provision, Relation, RelationKind
from knowledge.store import number_key

_LINE = re.compile(
    r"^[^\w\n“\"]{0,6}(?:Điều\s+\w+\s*[.:]|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]\d?\s*\))?[^\S\n]*\n?[^\S\n]*"
    r"(?:(?:Sửa đổi|Bổ sung|Bãi bỏ|Hủy bỏ|Huỷ bỏ|Bỏ|Thay thế|Thay)\b"
    r"|(?:[Cc]ác\s+)?(?:[Đđ]iểm|[Kk]hoản|[Đđ]iều|Mục|Chương)\s[^\n]{1,200}?"
    r"\s(?:được|bị)\s+(?:sửa đổi|bổ sung|bãi bỏ|thay thế))",
    re.MULTILINE | re.IGNORECASE,
)
"""A line that may amend; most documents have none, and are done with quickly."""
_AMENDING_TITLE = re.compile(r"sửa đổi|bổ sung|bãi bỏ", re.IGNORECASE)
_INLINE = re.compile(r"như sau\s*:?\s*(?=[“\"«])")
_ELIDED = re.compile(r"^\s*(?:\d+[.)]|[a-zđ]\))?\s*(?:…|\.{3,})[\s;.]*$", re.MULTILINE)
"""A new wording that leaves out what stays ("2. …") is not the whole of it."""
_KINDS = {Change.REPEALED: RelationKind.REPEALS}
_LABEL = re.compile(r"\s*(?:Điều\s+\w+\s*[.:]|\d{1,3}[a-zđ]?\s*[.)]|[a-zđ]\d?\s*\))\s*")


@dataclass(frozen=True, slots=True)
class Operation:
    """One provision of another document changed by one sentence of this one."""

    change: Change
    target: Target
    target_path: str
    source_path: str
    said: Span
    """The sentence, without its label, in the document's text."""
    wording: Span
    """The new wording; empty where there is none, or it cannot be told for sure."""
    parts: tuple[tuple[str, Span], ...] = ()
    day: date | None = None
    """Where it takes effect on another day than the provision that says it."""


def may_amend(text: str) -> bool:
    """Return whether *text* has a line that may change another document."""
    return _LINE.search(text) is not None


def operations_of(tree: DocumentTree) -> tuple[Operation, ...]:
    """Return what *tree* changes in other documents, in the order of its text."""
    if not may_amend(tree.text):
        return ()
    found = list(_Walk(tree).operations())
    own = number_key(tree.document.number)
    # An article that amends its own document was put there by the editors of a consolidated text,
    # who set the closing provisions of another document under it.
    foreign = {_article(o) for o in found if number_key(o.target.number) == own}
    kept = [o for o in found if _article(o) not in foreign and _not_younger(o.target.number, own)]
    return tuple(kept)


def with_operations(tree: DocumentTree) -> DocumentTree:
    """Return *tree* with a relation for each provision it changes in another document.

    They take the place of the relations found in the same sentences by their words alone.
    """
    found = operations_of(tree)
    if not found:
        return tree
    spoken = {(number_key(o.target.number), above) for o in found for above in _above(o)}
    kept = [r for r in tree.relations if not _read_anew(r, spoken)]
    day = tree.document.effective_from
    read = [
        Relation(
            kind=_KINDS.get(o.change, RelationKind.AMENDS),
            source=tree.document.number,
            target=o.target.number,
            target_title=o.target.title,
            source_path=o.source_path,
            target_path=o.target_path,
            effective_from=o.day or day,
        )
        for o in found
    ]
    return replace(tree, relations=tuple(dict.fromkeys([*kept, *read])))


def _above(operation: Operation) -> list[str]:
    """Return the path of the sentence and of what holds it."""
    parts = operation.source_path.split(".")
    return [".".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _read_anew(relation: Relation, spoken: set[tuple[str, str]]) -> bool:
    stated = relation.kind in (RelationKind.AMENDS, RelationKind.REPEALS)
    place = (number_key(relation.target), relation.source_path)
    return stated and bool(relation.target_path) and place in spoken


def _article(operation: Operation) -> str:
    return operation.source_path.split(".")[0]


def _not_younger(target: str, source: str) -> bool:
    """Return whether the years in two numbers allow that *source* amends *target*."""
    years = [re.search(r"/((?:19|20)\d\d)/", number) for number in (target, source)]
    return years[0] is None or years[1] is None or years[0][1] <= years[1][1]


class _Walk:
    """One pass over a document."""

    def __init__(self, tree: DocumentTree) -> None:
        self._tree = tree
        self._children: dict[str, list[Provision]] = {}
        for node in tree.provisions:
            self._children.setdefault(node.parent, []).append(node)
        self._lines = [found.end() for found in _LINE.finditer(tree.text)]
        first = tree.provisions[0].start if tree.provisions else 0
        self._names = known_names([tree.text[:first], tree.document.title])

    def operations(self) -> Iterator[Operation]:
        context = Context(_title_target(self._tree.document.title, self._names))
        for node in self._tree.provisions:
            own = node.level in (Level.ARTICLE, Level.ITEM) and not node.path.startswith("phuluc")
            if own and not self._inside_article(node):
                yield from self._visit(node, context)

    def _inside_article(self, node: Provision) -> bool:
        return node.parent.startswith(("dieu", "so"))

    def _visit(self, node: Provision, context: Context) -> Iterator[Operation]:
        """Yield the operations that *node* states, itself or in what it holds."""
        if context.verb is None and not self._amending(node.start, node.end):
            return
        below = self._children.get(node.path, [])
        end = below[0].start if below else node.end
        sentences = self._sentences(node.start, end, context)
        for at, (span, instruction) in enumerate(sentences):
            last = at + 1 == len(sentences)
            stop = node.end if last else sentences[at + 1][0].start
            context = instruction.context
            if last and any(self._instructs(child, context) for child in below):
                break
            if last or self._tree.text[span.end : stop].strip():
                yield from self._stated(node, instruction, span, Span(span.end, stop))
            if last and instruction.places:
                return
        for child in below:
            yield from self._visit(child, context)

    def _sentences(self, start: int, end: int, context: Context) -> list[tuple[Span, Instruction]]:
        """Return the sentences between two offsets that amend, or introduce such."""
        text = self._tree.text[start:end]
        if context.verb is None and not self._amending(start, end):
            return []
        found: list[tuple[Span, Instruction]] = []
        for line in mark_quoted(split_lines(text), (), ()):
            if line.quoted or not is_instruction(line.text, context):
                continue
            raw = text[line.start : line.end]
            instruction = read_instruction(raw.strip(), context, self._names)
            if instruction is None or (found and not _tells_more(instruction, context)):
                continue
            found.append((_said(raw, start + line.start), instruction))
            context = instruction.context
            self._learn(context.target)
        return found

    def _amending(self, start: int, end: int) -> bool:
        """Return whether a line between two offsets may amend."""
        at = bisect_left(self._lines, start)
        return at < len(self._lines) and self._lines[at] <= end

    def _learn(self, target: Target | None) -> None:
        """Remember a document that a heading names with its number; below, its name may stand."""
        if target is not None and target.number and not KIND.fullmatch(target.title):
            known = Mention(target.number, target.title, 0, 0)
            self._names.setdefault(target.title.lower(), known)

    def _instructs(self, node: Provision, context: Context) -> bool:
        """Return whether *node* begins with a sentence that amends, or holds one that does."""
        line = self._tree.text[node.start : node.end].strip().split("\n", 1)[0]
        said = read_instruction(line, context, self._names)
        if said is not None and said.places:
            return True
        below = self._children.get(node.path, [])
        inner = said.context if said is not None else context
        return any(self._instructs(child, inner) for child in below)

    def _stated(
        self, node: Provision, instruction: Instruction, said: Span, block: Span
    ) -> Iterator[Operation]:
        places = instruction.places
        if not places:
            return
        text = self._tree.text
        wordings = [Span()] * len(places)
        if places[0].change in (Change.REPLACED, Change.INSERTED):
            wordings = new_wordings(text, block, [place.path for place in places])
        for place, wording in zip(places, wordings, strict=True):
            elided = _ELIDED.search(text[wording.start : wording.end]) is not None
            wording = Span() if elided else wording
            parts = parts_of(text, wording, place.path)
            yield Operation(
                Change.PARTLY if elided else place.change,
                place.target,
                place.path,
                node.path,
                said,
                wording,
                parts,
                instruction.day,
            )


def _tells_more(instruction: Instruction, context: Context) -> bool:
    """Return whether a further sentence of a lead-in changes something, or names the document."""
    target = instruction.context.target
    return bool(instruction.places) or (target is not None and target != context.target)


def _said(raw: str, start: int) -> Span:
    """Return the span of the sentence in the line *raw*, without label and new wording."""
    inline = _INLINE.search(raw)
    end = inline.end() if inline else len(raw)
    label = _LABEL.match(raw)
    begin = label.end() if label else len(raw) - len(raw.lstrip())
    return Span(start + begin, start + len(raw[:end].rstrip()))


def _title_target(title: str, names: dict[str, Mention]) -> Target | None:
    """Return the one document that the title says it amends."""
    if not _AMENDING_TITLE.match(title):
        return None
    numbered = [m for m in mentions(title) if m.number]
    if numbered:
        return Target(numbered[0].number, numbered[0].title) if _alone(title, numbered) else None
    named = by_name(title, names)
    return Target(*named[0]) if len(named) == 1 else None


def _alone(title: str, numbered: Sequence[Mention]) -> bool:
    """Return whether the title amends its first document only ("… và Nghị định số …" is two)."""
    rest = title[numbered[0].end :]
    return len(numbered) == 1 or not re.search(r"(?:,|;|\bvà)\s+(?:\w+\s+){1,6}số\s*$", rest)
