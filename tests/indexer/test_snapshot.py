"""Building a snapshot: complete or absent, and every byte of it accounted for."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from indexer.search_index import SearchIndexer
from indexer.snapshot import BUILDING, Batch, Incoming, build, sweep
from indexer.structure import parse_document
from knowledge import manifest as manifests
from knowledge.clock import FixedClock
from knowledge.engines.local import LocalEngine
from knowledge.errors import LibraryError
from knowledge.library import Library
from knowledge.manifest import Changes
from knowledge.model import Document, DocumentTree, Relation, RelationKind
from knowledge.vietnamese import Restorer, Segmenter
from tests.indexer.embedder import HashEmbedder
from tests.indexer.files import DECREE

NUMBER = "901/2021/NĐ-CP"


def decree(*relations: Relation) -> DocumentTree:
    """Return the invented decree, parsed."""
    tree = parse_document(DECREE, "a.txt")
    return DocumentTree(tree.document, tree.text, tree.provisions, relations)


def named(number: str, *relations: Relation, start: date | None = None) -> DocumentTree:
    """Return a document known only by name."""
    return DocumentTree(Document(number, "Luật", "", effective_from=start), "", (), relations)


@pytest.fixture(scope="module")
def indexer() -> SearchIndexer:
    """Return an indexer with the tiny model."""
    return SearchIndexer(HashEmbedder(), Segmenter())


def build_of(root: Path, clock: FixedClock, indexer: SearchIndexer, *trees: DocumentTree) -> Path:
    """Build a first snapshot of *trees* under *root*."""
    incoming = [Incoming(tree, "0.txt") for tree in trees]
    changes = Changes(added=tuple(tree.document.number for tree in trees))
    return build(root, None, Batch(incoming, (), changes), indexer, clock)


def test_a_snapshot_holds_all_its_parts(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """Database, lexical index, vectors, restorer: each can be opened, and is in the manifest."""
    folder = build_of(tmp_path, clock, indexer, decree())

    manifest = Library.open(folder).manifest
    assert {name.split("/")[0] for name in manifest.files} == {
        "library.db",
        "lexical",
        "vectors.faiss",
        "units.npz",
        "marks.npz",
    }
    assert (manifest.documents, manifest.provisions, manifest.passages) == (1, 7, 3)
    assert (manifest.model_id, manifest.dimension) == ("test/hash-1", 16)
    assert manifest.created == "2026-11-22T12:00:00+07:00"
    assert manifest.changes.added == (NUMBER,)
    assert len(LocalEngine.open(folder)) == 3
    assert Restorer.load(folder / "marks.npz").restore("tuoi cay") == "tưới cây"


def test_an_empty_library_can_be_built(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """A library of documents known only by name has no passages and opens all the same."""
    folder = build_of(tmp_path, clock, indexer, named("1/2020/QH14"))

    assert list(Library.open(folder).passages()) == []
    assert len(LocalEngine.open(folder)) == 0


def test_a_changed_byte_in_any_file_is_refused(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """Whichever file is touched, opening names it and says how to mend or leave it."""
    folder = build_of(tmp_path, clock, indexer, decree())
    names = [*manifests.load(folder).files, manifests.NAME]

    for name in names:
        path = folder / name
        whole = path.read_bytes()
        middle = len(whole) // 2
        path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        mend = "rollback" if name in ("library.db", manifests.NAME) else "refresh"
        with pytest.raises(LibraryError, match=f"congvu {mend}") as caught:
            Library.open(folder)
        assert name in str(caught.value)
        path.write_bytes(whole)

    assert len(names) >= 6
    Library.open(folder).close()


def test_a_missing_file_is_refused(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """A file that is gone is named too."""
    folder = build_of(tmp_path, clock, indexer, decree())
    (folder / "vectors.faiss").unlink()

    with pytest.raises(LibraryError, match=r"vectors\.faiss .* is missing"):
        Library.open(folder)


def test_what_is_not_replaced_is_carried_on(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """The second snapshot has the old documents unchanged and the new one beside them."""
    first = Library.open(build_of(tmp_path, clock, indexer, decree(), named("1/2020/QH14")))
    batch = Batch([Incoming(named("2/2020/QH14"), "1.txt")])

    second = Library.open(build(tmp_path, first, batch, indexer, clock))

    assert [d.number for d in second.documents()] == ["1/2020/QH14", "2/2020/QH14", NUMBER]
    assert second.text(NUMBER) == first.text(NUMBER)
    assert second.provisions(NUMBER) == first.provisions(NUMBER)
    assert (second.manifest.sequence, second.manifest.previous) == (2, first.folder.name)


def test_the_same_number_in_another_spelling_is_replaced(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """One document never stands twice in a library."""
    first = Library.open(build_of(tmp_path, clock, indexer, named("01/2020/QH14")))
    batch = Batch([Incoming(named("1/2020/qh14", start=date(2021, 1, 1)), "1.txt")])

    second = Library.open(build(tmp_path, first, batch, indexer, clock))

    assert [d.number for d in second.documents()] == ["1/2020/qh14"]


def test_days_of_ending_follow_what_later_snapshots_add_and_take_away(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """A carried document ends when a new one replaces it, and no longer when that one changes."""
    first = Library.open(build_of(tmp_path, clock, indexer, decree()))
    replaces = Relation(RelationKind.REPLACES, "2/2024/QH15", NUMBER)
    new = named("2/2024/QH15", replaces, start=date(2024, 7, 1))
    same = named("2/2024/QH15", start=date(2024, 7, 1))

    second = Library.open(build(tmp_path, first, Batch([Incoming(new, "1.txt")]), indexer, clock))
    third = Library.open(build(tmp_path, second, Batch([Incoming(same, "2.txt")]), indexer, clock))

    assert first.document(NUMBER).effective_to is None
    assert second.document(NUMBER).effective_to == date(2024, 7, 1)
    assert {p.effective_to for p in second.passages()} == {date(2024, 7, 1)}
    assert third.document(NUMBER).effective_to is None


AMENDING = """QUỐC HỘI
Luật số: 5/2022/QH15
LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT CÂY XANH VÀ LUẬT CÂY CẢNH
Điều 1. Sửa đổi, bổ sung một số điều của Luật Cây xanh
1. Mỗi phòng một chậu.
Điều 2. Sửa đổi, bổ sung một số điều của Luật Cây cảnh
Mỗi nhà hai chậu.
Điều 3. Hiệu lực thi hành
Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2022.
"""


def test_what_only_amends_ends_with_what_it_amends(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """Each Điều of an amending law ends with its own law, the amending law with the last."""
    parsed = parse_document(AMENDING, "a.txt")
    amends = (
        Relation(RelationKind.AMENDS, "5/2022/QH15", "1/2010/QH12"),
        Relation(RelationKind.AMENDS, "5/2022/QH15", "1/2010/QH12", "", "dieu1"),
        Relation(RelationKind.AMENDS, "5/2022/QH15", "2/2010/QH12", "", "dieu2", "dieu9"),
    )
    amending = DocumentTree(parsed.document, parsed.text, parsed.provisions, amends)

    def law(number: str, end: date | None) -> DocumentTree:
        document = Document(number, "Luật", "", effective_from=date(2010, 1, 1), effective_to=end)
        return DocumentTree(document, "", ())

    ended, ending = law("1/2010/QH12", date(2024, 1, 1)), law("2/2010/QH12", date(2025, 1, 1))
    root = tmp_path / "both"
    root.mkdir()
    with closing(Library.open(build_of(root, clock, indexer, amending, ended, ending))) as library:
        assert library.document("5/2022/QH15").effective_to == date(2025, 1, 1)
        ends = {p.path: p.effective_to for p in library.passages()}
    assert ends == {
        "dieu1": date(2024, 1, 1), "dieu2": date(2025, 1, 1), "dieu3": date(2025, 1, 1)
    }  # fmt: skip

    binding = law("2/2010/QH12", None)
    both = build_of(tmp_path, clock, indexer, amending, ended, binding)
    with closing(Library.open(both)) as library:
        assert library.document("5/2022/QH15").effective_to is None
        ends = {p.path: p.effective_to for p in library.passages()}
    assert ends == {"dieu1": date(2024, 1, 1), "dieu2": None, "dieu3": None}


def test_a_failed_build_leaves_nothing_behind(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """An error half-way, Ctrl-C included, takes the half-built folder with it."""

    def interrupt(stage: str, done: int, total: int, name: str) -> None:
        if stage == "index":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(tmp_path, None, Batch([Incoming(decree(), "0.txt")]), indexer, clock, interrupt)

    assert list(tmp_path.iterdir()) == []


def test_leftovers_of_killed_builds_are_swept(tmp_path: Path) -> None:
    """What a kill left is removed, and nothing else."""
    (tmp_path / f"{BUILDING}abc" / "lexical").mkdir(parents=True)
    (tmp_path / "20260101-000000-0001").mkdir()

    sweep(tmp_path)

    assert [p.name for p in tmp_path.iterdir()] == ["20260101-000000-0001"]


def test_a_reader_keeps_its_snapshot_even_when_it_is_deleted(
    tmp_path: Path, clock: FixedClock, indexer: SearchIndexer
) -> None:
    """Pruning a snapshot does not take the ground from under one who reads it."""
    folder = build_of(tmp_path, clock, indexer, decree())
    library = Library.open(folder)

    shutil.rmtree(folder)

    assert library.text(NUMBER) == DECREE
