"""Reading a published snapshot: trees, relations, validity, and the refusal of damage."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from indexer.publish import publish
from indexer.search_index import SearchIndexer
from indexer.snapshot import Batch, Incoming, build
from indexer.structure import parse_document
from knowledge.clock import SystemClock
from knowledge.errors import CitationNotFoundError, LibraryError, NoLibraryError
from knowledge.library import Library, current_snapshot
from knowledge.model import (
    Document,
    DocumentTree,
    Level,
    Provision,
    Relation,
    RelationKind,
    Status,
)
from knowledge.store import SCHEMA_VERSION
from knowledge.vietnamese import Segmenter
from tests.indexer.embedder import HashEmbedder

OLD, NEW, OTHER = "22/2008/QH12", "80/2025/QH15", "5/2015/NĐ-CP"

OLD_TEXT = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Luật này nói về cây.
Điều 2. Nguyên tắc
1. Cây phải xanh.
2. Người trồng cây:
a) Có xẻng;
b) Có nước.
Chương II
CHĂM SÓC
Điều 3. Tưới
Tưới mỗi ngày.
"""


def tree(document: Document, text: str, *relations: Relation) -> DocumentTree:
    """Return the parsed text as the tree of *document*."""
    parsed = parse_document(text)
    provisions = tuple(
        Provision(
            document.number, p.path, p.parent, p.level, p.label, p.heading, p.start, p.end, p.path
        )
        for p in parsed.provisions
    )
    return DocumentTree(document, text, provisions, relations)


def trees() -> list[DocumentTree]:
    """Return three laws: one replaced by the second, partly repealed by the third."""
    old = Document(
        OLD, "Luật", "Cây xanh", issued=date(2008, 11, 13), effective_from=date(2010, 1, 1)
    )
    new = Document(
        NEW, "Luật", "Cây xanh", issued=date(2025, 6, 24), effective_from=date(2025, 7, 1)
    )
    other = Document(OTHER, "Nghị định", "Tưới cây", effective_from=date(2015, 3, 1))
    return [
        tree(old, OLD_TEXT),
        tree(
            new,
            "Điều 1. Phạm vi\nLuật này nói về cây.\n",
            Relation(RelationKind.REPLACES, NEW, "", "Luật Cây xanh năm 2008"),
        ),
        tree(
            other,
            "Điều 1. Bãi bỏ\nBãi bỏ khoản 2 Điều 2 của Luật Cây xanh.\n",
            Relation(RelationKind.REPEALS, OTHER, "22/2008/qh12", target_path="dieu2.khoan2"),
            Relation(RelationKind.BASED_ON, OTHER, "1/1999/QH10", "Luật Cỏ"),
        ),
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a snapshot of the three laws."""
    root = tmp_path_factory.mktemp("home") / "library"
    root.mkdir()
    batch = Batch([Incoming(t, "x.txt") for t in trees()])
    return build(root, None, batch, SearchIndexer(HashEmbedder(), Segmenter()), SystemClock())


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    """Return the library, open."""
    opened = Library.open(folder)
    yield opened
    opened.close()


class TestReading:
    """What the snapshot holds comes back as it went in."""

    def test_documents_come_ordered_by_number(self, library: Library) -> None:
        """All documents are listed, with what is known of them."""
        assert [d.number for d in library.documents()] == [OLD, OTHER, NEW]
        assert library.document("22/2008/qh12").title == "Cây xanh"
        assert (library.manifest.documents, library.manifest.passages) == (3, 5)

    def test_a_number_is_found_in_any_spelling(self, library: Library) -> None:
        """Case, marks, dashes and leading zeros do not matter."""
        assert library.document("05/2015/nd–cp").number == OTHER
        assert "05/2015/ND-CP" in library
        assert "6/2015/NĐ-CP" not in library

    def test_text_and_provisions_are_verbatim(self, library: Library) -> None:
        """A provision's words are the stored span."""
        clause = library.provision(OLD, "dieu2.khoan2")

        assert library.text(OLD) == OLD_TEXT
        assert library.provision_text(clause) == "2. Người trồng cây:\na) Có xẻng;\nb) Có nước.\n"
        assert [p.label for p in library.children(clause)] == ["a", "b"]

    def test_the_article_of_a_point_is_found(self, library: Library) -> None:
        """From a điểm the way up leads to its Điều; a chapter is its own."""
        point = library.provision(OLD, "dieu2.khoan2.diema")
        chapter = library.provision(OLD, "chuong1")

        assert library.article_of(point).path == "dieu2"
        assert library.article_of(chapter) == chapter

    def test_neighbours_cross_chapters_and_end_at_the_ends(self, library: Library) -> None:
        """The next Điều may stand in the next chapter; the first has none before it."""
        first, middle, last = (library.provision(OLD, f"dieu{n}") for n in (1, 2, 3))

        assert library.neighbours(first) == (None, middle)
        assert library.neighbours(middle) == (first, last)
        assert library.neighbours(last) == (middle, None)

    def test_passages_come_in_the_order_of_their_rows(self, library: Library) -> None:
        """A row number leads to the same passage as the iteration does."""
        passages = list(library.passages())

        assert [library.passage(row) for row in range(len(passages))] == passages
        assert [(p.document, p.path) for p in passages][:3] == [
            (OLD, "dieu1"),
            (OLD, "dieu2"),
            (OLD, "dieu3"),
        ]
        assert all(p.text in library.text(p.document) for p in passages)

    def test_passages_carry_the_days_of_their_document(self, library: Library) -> None:
        """The search can leave out what is not in force without asking further."""
        passage = library.passage(0)

        assert (passage.effective_from, passage.effective_to) == (
            date(2010, 1, 1),
            date(2025, 7, 1),
        )

    def test_unknown_things_are_named(self, library: Library) -> None:
        """What the library does not hold is said in one sentence."""
        with pytest.raises(CitationNotFoundError, match="no document with the number 9/9"):
            library.document("9/9")
        with pytest.raises(CitationNotFoundError, match="no provision at dieu99"):
            library.provision(OLD, "dieu99")
        with pytest.raises(IndexError, match="row number 5"):
            library.passage(5)

    def test_threads_share_one_library(self, library: Library) -> None:
        """Many threads read at once and each gets what it asked for."""
        numbers = [OLD, NEW, OTHER] * 50

        with ThreadPoolExecutor(8) as pool:
            provisions = list(pool.map(library.provisions, numbers))

        assert [found[0].document for found in provisions] == numbers


class TestValidity:
    """What binds on which day."""

    def test_a_replaced_law_ends_when_the_new_one_begins(self, library: Library) -> None:
        """The day comes from the law that replaces it, though it named only the title and year."""
        old = library.document(OLD)

        before = library.validity(old, date(2025, 6, 30))
        after = library.validity(old, date(2025, 7, 1))

        assert (before.status, before.effective_to) == (Status.IN_FORCE, date(2025, 7, 1))
        assert (after.status, after.replaced_by) == (Status.ENDED, (NEW,))

    def test_the_law_that_shares_the_title_is_not_meant(self, library: Library) -> None:
        """The new law of the same name stays in force: the year told them apart."""
        assert library.validity(library.document(NEW), date(2026, 1, 1)).in_force
        assert library.validity(library.document(NEW), date(2025, 1, 1)).status is Status.NOT_YET

    def test_a_repealed_clause_ends_before_its_law(self, library: Library) -> None:
        """Only the clause and what stands in it end, and the decree that did it is named."""
        day = date(2016, 1, 1)
        first, second = (library.provision(OLD, f"dieu2.khoan{n}") for n in (1, 2))
        point = library.provision(OLD, "dieu2.khoan2.diemb")

        assert library.validity(first, day).in_force
        assert library.validity(second, day).effective_to == date(2015, 3, 1)
        assert library.validity(point, day).status is Status.ENDED
        assert library.validity(point, day).replaced_by == (NEW, OTHER)

    def test_a_law_without_days_counts_as_in_force(self, tmp_path: Path) -> None:
        """No known day is shown as unknown, and binds."""
        unknown = tree(Document("1/2001/QĐ", "", "Cỏ"), "Điều 1. Cỏ\nCỏ mọc.\n")
        indexer = SearchIndexer(HashEmbedder(), Segmenter())
        folder = build(tmp_path, None, Batch([Incoming(unknown, "x.txt")]), indexer, SystemClock())

        validity = Library.open(folder).validity(unknown.document, date(2026, 1, 1))

        assert (validity.status, validity.in_force) == (Status.UNKNOWN, True)

    def test_relations_lead_both_ways(self, library: Library) -> None:
        """What a document says of others, and what others say of it, by the library's numbers."""
        (replaces,) = library.relations_from(NEW)
        to_old = library.relations_to(OLD)

        assert (replaces.kind, replaces.target) == (RelationKind.REPLACES, OLD)
        assert {(r.source, r.target_path) for r in to_old} == {(NEW, ""), (OTHER, "dieu2.khoan2")}
        assert "1/1999/QH10" in {r.target for r in library.relations_from(OTHER)}


class TestOpening:
    """Only an undamaged snapshot of this version is opened."""

    def test_a_home_without_a_library_says_what_to_do(self, tmp_path: Path) -> None:
        """Nothing published is an error of its own."""
        with pytest.raises(NoLibraryError, match="congvu refresh"):
            current_snapshot(tmp_path)

    def test_the_published_snapshot_is_found(self, folder: Path) -> None:
        """`current` names the folder."""
        home = folder.parents[1]
        publish(home, folder.name)

        assert current_snapshot(home) == folder

    def test_another_schema_version_is_refused(self, folder: Path, tmp_path: Path) -> None:
        """A snapshot of the future is not read wrongly."""
        manifest = (folder / "manifest.json").read_text(encoding="utf-8")
        changed = manifest.replace(f'"schema_version": {SCHEMA_VERSION}', '"schema_version": 99')
        (tmp_path / "manifest.json").write_text(changed, encoding="utf-8")

        with pytest.raises(LibraryError, match="schema version 99"):
            Library.open(tmp_path)

    def test_levels_survive_storage(self, library: Library) -> None:
        """A stored provision is the same value that was parsed."""
        assert [p.level for p in library.provisions(OLD)][:2] == [Level.CHAPTER, Level.ARTICLE]
