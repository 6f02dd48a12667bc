"""Markdown, with or without front matter: a digest of the starter library, or any text.

The marks of Markdown are furniture and never reach the stored text. What the front matter says
of a document overrides what the parser finds in its words.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from indexer.errors import ReadError
from indexer.notes import without_notes
from indexer.readers.files import check_size
from indexer.readers.text import read_as_it_stands
from indexer.readers.trees import renumber
from indexer.structure import parse_document
from indexer.unwrap import unwrap
from knowledge.model import Document, DocumentTree, Relation, RelationKind

_FENCE = "---"
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_FIELD = re.compile(r"([a-z_]+):(?:\s+(.*))?$")
_COMMENT = re.compile(r"\s+#\s.*$")
_RELATIONS = {
    "replaces": RelationKind.REPLACES,
    "repeals": RelationKind.REPEALS,
    "amends": RelationKind.AMENDS,
    "implements": RelationKind.IMPLEMENTS,
    "based_on": RelationKind.BASED_ON,
}
_DATES = ("issued", "effective_from", "effective_to")
_WORDS = ("number", "kind", "title", "issuer", "source", "note")
_WORDING = "wording_from"
"""First day of the wording that the file holds, where the document is older than it."""
_KNOWN = {*_DATES, *_WORDS, *_RELATIONS, _WORDING, "replaced_by", "topics", "digest"}
_TRUTH = {"true": True, "false": False}

Fields = Mapping[str, str]


def read(path: Path) -> DocumentTree:
    """Return the document of a Markdown file, read in this process: of files of our own only.

    Raises:
        ReadError: when it is not text, or its front matter is wrong.
    """
    check_size(path)
    return document_of(read_as_it_stands(path).text, path.name, path.name)


def document_of(text: str, name: str, source: str) -> DocumentTree:
    """Return the document that a Markdown text is; *name* is the file in errors.

    Raises:
        ReadError: when its front matter is wrong.
    """
    fields, body = split_front_matter(text, name)
    body = plain(body)
    if not fields:
        return without_notes(parse_document(unwrap(body), source))
    body = body.strip("\n") + "\n" if body.strip() else ""
    tree = parse_document(body, source) if body else _empty(source)
    return _override(tree, fields, name)


def words_of(text: str, name: str) -> str:
    """Return the words of a Markdown text, without its front matter and marks.

    Raises:
        ReadError: when its front matter is wrong.
    """
    return plain(split_front_matter(text, name)[1])


def plain(text: str) -> str:
    """Return *text* without the marks of headings and of strong words."""
    return _STRONG.sub(r"\2", _HEADING.sub(r"\1", text))


def split_front_matter(text: str, name: str) -> tuple[dict[str, str], str]:
    """Return the fields at the head of a Markdown text, and the rest of it.

    Raises:
        ReadError: naming the line that is not "field: value" or not a known field.
    """
    lines = text.lstrip("\n").split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text
    end = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        raise ReadError("open-front-matter", name)
    fields: dict[str, str] = {}
    for at, line in enumerate(lines[1:end], 2):
        if not line.strip() or line.startswith("#"):
            continue
        found = _FIELD.match(line)
        if found is None or found[1] not in _KNOWN or found[1] in fields:
            known = ", ".join(sorted(_KNOWN))
            raise ReadError("bad-field", name, line=at, field=repr(line.strip()[:60]), known=known)
        fields[found[1]] = _COMMENT.sub("", found[2] or "").strip()
    return {key: value for key, value in fields.items() if value}, "\n".join(lines[end + 1 :])


def _override(tree: DocumentTree, fields: Fields, name: str) -> DocumentTree:
    document = _document(tree.document, fields, name)
    if not document.number:
        raise ReadError("no-number", name)
    tree = _with_wording_from(renumber(tree, document), fields, name)
    found = () if not document.verbatim else tree.relations
    return replace(tree, relations=tuple(dict.fromkeys([*found, *_relations(document, fields)])))


def _with_wording_from(tree: DocumentTree, fields: Fields, name: str) -> DocumentTree:
    if _WORDING not in fields:
        return tree
    day = _day(fields[_WORDING], _WORDING, name)
    provisions = tuple(replace(each, effective_from=day) for each in tree.provisions)
    return replace(tree, provisions=provisions)


def _document(found: Document, fields: Fields, name: str) -> Document:
    words = {key: fields[key] for key in _WORDS if key in fields}
    days = {key: _day(fields[key], key, name) for key in _DATES if key in fields}
    digest = _TRUTH.get(fields.get("digest", "false").lower())
    if digest is None:
        raise ReadError("bad-digest", name)
    return Document(
        number=words.get("number", found.number),
        kind=words.get("kind", found.kind),
        title=words.get("title", found.title),
        issuer=words.get("issuer", found.issuer),
        issued=days.get("issued", found.issued),
        effective_from=days.get("effective_from", found.effective_from),
        effective_to=days.get("effective_to", found.effective_to),
        verbatim=not digest,
        topics=tuple(_list(fields.get("topics", ""))),
        source=words.get("source", found.source),
        note=words.get("note", found.note),
    )


def _relations(document: Document, fields: Fields) -> Iterable[Relation]:
    for key, kind in _RELATIONS.items():
        for target in _list(fields.get(key, "")):
            yield Relation(kind, document.number, target)
    for source in _list(fields.get("replaced_by", "")):
        day = document.effective_to
        yield Relation(RelationKind.REPLACES, source, document.number, effective_from=day)


def _list(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def _day(value: str, key: str, name: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ReadError("bad-day", name, field=key, value=repr(value)) from None


def _empty(name: str) -> DocumentTree:
    return DocumentTree(Document("", "", "", source=name), "", ())
