"""The table of amendments after a change is the one that a whole library would have."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from indexer import increment
from indexer.search_index import SearchIndexer
from indexer.snapshot import Batch, Incoming, build
from knowledge.clock import FixedClock
from knowledge.library import Library
from knowledge.model import DocumentTree, Relation, RelationKind
from knowledge.store import number_key
from knowledge.vietnamese import Segmenter
from tests.indexer.embedder import HashEmbedder
from tests.knowledge.amended import CARE, GARDEN, NEW, NEWEST, care, garden, later


def rows(library: Library) -> list[tuple[Any, ...]]:
    """Return the table as it stands."""
    return [tuple(row.values()) for row in library._rows("SELECT * FROM amendments ORDER BY rowid")]


def build_of(
    root: Path,
    clock: FixedClock,
    trees: Sequence[DocumentTree],
    previous: Library | None = None,
    without: str = "",
) -> Library:
    """Build a snapshot of *trees*, with those of *previous* but the one *without*."""
    root.mkdir(exist_ok=True)
    gone = frozenset({number_key(without)} if without else ())
    batch = Batch([Incoming(tree, "0.txt") for tree in trees], superseded=gone)
    indexer = SearchIndexer(HashEmbedder(), Segmenter())
    return Library.open(build(root, previous, batch, indexer, clock))


def silent(tree: DocumentTree) -> DocumentTree:
    """Return a document of the same number that amends nothing."""
    return DocumentTree(tree.document, "Điều 1. Chung\n", ())


def renamed(tree: DocumentTree) -> DocumentTree:
    """Return the same text under a title and a number that nobody means."""
    document = replace(tree.document, number="9/2029/NĐ-CP", title="Ao cá")
    provisions = tuple(replace(p, document=document.number) for p in tree.provisions)
    return DocumentTree(document, tree.text, provisions)


def ended(number: str, by: DocumentTree) -> DocumentTree:
    """Return *by* as a document that says that it repeals another."""
    repeals = Relation(RelationKind.REPEALS, by.document.number, number)
    return replace(by, relations=(*by.relations, repeals))


@pytest.mark.parametrize(
    ("before", "changes", "without"),
    [
        ([garden(), care()], [later()], ""),
        ([garden(), later()], [care()], ""),
        ([care(), later()], [garden()], ""),
        ([care(), later(), renamed(garden())], [garden()], ""),
        ([garden(), care(), later()], [garden(clause=NEWEST)], ""),
        ([garden(clause=f"{NEW}\n3. Nước mưa được giữ lại.", point=""), care()], [garden()], ""),
        ([garden(), care(), later()], [silent(care())], ""),
        ([garden(), care(), later()], [ended(GARDEN, silent(later()))], ""),
        ([garden(), care(), later()], [], GARDEN),
        ([garden(), care(), later()], [renamed(garden())], CARE),
    ],
)
def test_it_is_the_table_of_a_library_built_at_once(
    tmp_path: Path,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    before: list[DocumentTree],
    changes: list[DocumentTree],
    without: str,
) -> None:
    """Whether what amends comes, goes or changes, or what is amended."""
    monkeypatch.setattr(increment, "LEAST", 1)
    first = build_of(tmp_path / "steps", clock, before)

    second = build_of(tmp_path / "steps", clock, changes, first, without)

    last = {tree.document.number: tree for tree in (*before, *changes)}
    last.pop(without, None)
    whole = build_of(tmp_path / "whole", clock, list(last.values()))
    assert rows(second) == rows(whole)
