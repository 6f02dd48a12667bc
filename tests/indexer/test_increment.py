"""A small change to a large library: everything as if it had been built anew, at little cost."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from indexer import increment
from indexer.search_index import SearchIndexer
from indexer.snapshot import Batch, Incoming, build
from indexer.structure import parse_document
from knowledge.clock import VIETNAM, FixedClock
from knowledge.engines import Terms
from knowledge.engines.local import LocalEngine
from knowledge.engines.local_writer import SINCE, rows_of
from knowledge.library import Library
from knowledge.manifest import verify
from knowledge.model import DocumentTree, Relation, RelationKind
from knowledge.query import MARKS
from knowledge.vietnamese import Segmenter
from knowledge.vietnamese.ngrams import Ngrams
from tests.indexer.embedder import HashEmbedder

START, DAY = date(2022, 1, 1), date(2026, 1, 1)
PLANTS = ("tre", "mai", "đào", "sen", "quế", "hồi", "lim", "gụ")


def law(number: int, plant: str, *relations: Relation) -> DocumentTree:
    """Return an invented law of three Điều about growing *plant*."""
    text = (
        f"QUỐC HỘI\nLuật số: {number}/2020/QH14\nLUẬT\nTRỒNG CÂY {plant.upper()}\n"
        f"Điều 1. Chỗ trồng\nCây {plant} trồng sau nhà.\n"
        f"Điều 2. Tưới cây\nCây {plant} được tưới buổi sáng.\n"
        f"Điều 3. Hiệu lực\nLuật này có hiệu lực từ ngày 01 tháng 01 năm 2021.\n"
    )
    tree = parse_document(text, f"{number}.txt")
    return DocumentTree(tree.document, tree.text, tree.provisions, relations)


LAWS = [law(n, f"{a} {b}") for n, (a, b) in enumerate(((a, b) for a in PLANTS for b in PLANTS), 1)]


@pytest.fixture(autouse=True)
def _from_the_first_passage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let libraries as small as these be added to."""
    monkeypatch.setattr(increment, "LEAST", 1)


class Shelf:
    """Snapshots built one from the other, and how much each had to embed."""

    def __init__(self, root: Path, clock: FixedClock, library: Library | None = None) -> None:
        self._root, self._clock = root, clock
        self.embedder = HashEmbedder()
        self._indexer = SearchIndexer(self.embedder, Segmenter())
        self.library = library

    def add(self, trees: Iterable[DocumentTree]) -> Library:
        """Build the next snapshot with *trees* in it."""
        batch = Batch([Incoming(tree, "0.txt") for tree in trees])
        folder = build(self._root, self.library, batch, self._indexer, self._clock)
        self.library = Library.open(folder)
        return self.library


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return a library of 64 laws."""
    clock = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM))
    return Shelf(tmp_path_factory.mktemp("laws"), clock).add(LAWS)


@pytest.fixture
def shelf(tmp_path: Path, clock: FixedClock, laws: Library) -> Shelf:
    """Return a shelf that begins with them."""
    return Shelf(tmp_path, clock, laws)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    """Return an empty folder on another device, where files here cannot have a second name."""
    memory = Path("/dev/shm")
    if not memory.is_dir() or memory.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("There is no second device here to refuse a hard link.")
    with TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def found(library: Library, words: str, day: date | None = DAY) -> set[tuple[str, str]]:
    """Return which provisions hold one of *words*."""
    hits = LocalEngine.open(library.folder).lexical(Terms(words.split()), 500).on(day)
    units = library.units()
    return {units[unit][:2] for unit in hits.units}


def nearest(library: Library, text: str, day: date | None = DAY) -> tuple[str, str]:
    """Return the provision whose passage has the vector of *text*."""
    vector = HashEmbedder().encode_query([text])[0]
    (unit,) = LocalEngine.open(library.folder).dense(vector, 1).on(day).units
    document, path, _ = library.units()[unit]
    return document, path


def worded(library: Library) -> dict[tuple[str, ...], tuple[object, ...]]:
    """Return how each provision is worded."""
    wordings = {unit[:2]: library.wording(at) for at, unit in enumerate(library.units())}
    return {
        name: (one.phrases.tolist(), one.heading, one.length)
        for name, one in wordings.items()
        if one is not None
    }


def how_often(learnt: Ngrams) -> dict[str, int]:
    """Return how often each syllable was met."""
    counts = dict(zip(learnt.vocabulary, learnt.unigrams.tolist(), strict=True))
    return {syllable: count for syllable, count in counts.items() if count}


def test_only_what_changed_is_indexed(shelf: Shelf, laws: Library) -> None:
    """One law of many is embedded; the vectors of the others are the same file."""
    after = shelf.add([law(7, "dừa nước")])

    assert shelf.embedder.embedded == 3
    assert (after.folder / "vectors.faiss").samefile(laws.folder / "vectors.faiss")
    assert rows_of(after.folder) == (195, 6)
    assert after.manifest.passages == len(list(after.passages())) == 192
    verify(after.folder, after.manifest)


def test_where_files_cannot_have_two_names_the_index_is_copied(
    tmp_path: Path, clock: FixedClock, elsewhere: Path
) -> None:
    """On another device a hard link is refused, and the index is added to all the same."""
    before = Shelf(elsewhere, clock).add(LAWS)

    after = Shelf(tmp_path, clock, before).add([law(7, "dừa nước")])

    assert before.folder.stat().st_dev != after.folder.stat().st_dev
    assert rows_of(after.folder) == (195, 6)
    assert len(found(after, "dừa")) == 2
    assert found(after, "sen") == found(before, "sen")
    verify(after.folder, after.manifest)


def test_what_went_is_not_found_and_what_came_is(shelf: Shelf, laws: Library) -> None:
    """By words and by meaning, on a day and whenever."""
    number = next(p.document for p in laws.passages() if "sen" in p.text)

    after = shelf.add([law(int(number.split("/")[0]), "dừa nước")])

    assert found(after, "dừa") == {(number, f"dieu{n}") for n in (1, 2)}
    assert not {unit for unit in found(after, "sen", None) if unit[0] == number}
    new = [p for p in after.passages() if p.document == number]
    text = ". ".join([*new[0].context.split("\n"), new[0].text])
    assert nearest(after, text) == nearest(after, text, None) == (number, "dieu1")


def test_it_is_as_if_it_had_been_built_anew(
    shelf: Shelf, tmp_path: Path, clock: FixedClock
) -> None:
    """After several changes each unit is found with the cosine that a whole build gives it."""
    changes = [law(3, "dừa nước"), law(101, "cau"), law(3, "dừa lửa")]
    for change in changes:
        after = shelf.add([change])
    last = {tree.document.number: tree for tree in (*LAWS, *changes)}
    (tmp_path / "whole").mkdir()
    whole = Shelf(tmp_path / "whole", clock).add(last.values())
    vector = HashEmbedder().encode_query(["Ai trồng cây?"])[0]

    cosines = []
    for library in (after, whole):
        engine = LocalEngine.open(library.folder)
        units = library.units()
        hits = engine.dense(vector, 1000).on(DAY)
        everything = np.arange(len(engine), dtype=np.int64)
        assert len(hits.units) == len(units) == len(engine)
        best = engine.best_of(vector, everything)
        cosines.append({unit[:2]: round(float(c), 5) for unit, c in zip(units, best, strict=True)})
    assert cosines[0] == cosines[1]
    assert found(after, "dừa") == found(whole, "dừa")
    assert sorted(after.units()) == sorted(whole.units())
    assert worded(after) == worded(whole)
    assert (after.folder / SINCE).exists()
    learnt = [Ngrams.load(library.folder / MARKS) for library in (after, whole)]
    assert how_often(learnt[0]) == how_often(learnt[1])


def test_a_document_that_another_one_ends_is_indexed_with_its_new_end(shelf: Shelf) -> None:
    """It did not come in, but is in force no longer."""
    target = LAWS[10].document.number
    ends = Relation(RelationKind.REPLACES, "500/2020/QH14", target, effective_from=START)

    after = shelf.add([law(500, "cau", ends)])

    assert {p.effective_to for p in after.passages() if p.document == target} == {START}
    assert (target, "dieu1") not in found(after, "cây")
    assert (target, "dieu1") in found(after, "cây", None)
    assert not LocalEngine.open(after.folder).all_in_force(DAY)


def test_a_provision_that_another_document_ends_is_indexed_with_its_new_end(shelf: Shelf) -> None:
    """Its document stays in force; when nobody says so any more, it is in force again too."""
    target = LAWS[10].document.number
    ends = Relation(
        RelationKind.REPEALS, "500/2020/QH14", target, target_path="dieu2", effective_from=START
    )

    ended = shelf.add([law(500, "cau", ends)])
    assert [p.path for p in ended.passages_of(target) if p.effective_to] == ["dieu2"]
    assert (target, "dieu2") not in found(ended, "cây")
    assert (target, "dieu1") in found(ended, "cây")

    again = shelf.add([law(500, "cau")])
    assert not any(p.effective_to for p in again.passages_of(target))
    assert (target, "dieu2") in found(again, "cây")


def test_many_changes_lay_everything_out_anew(shelf: Shelf, laws: Library) -> None:
    """From a tenth on, rows that were let go of and rows at the end are worth it."""
    after = shelf.add([law(n, "dừa nước") for n in range(1, 12)])

    assert not (after.folder / "vectors.faiss").samefile(laws.folder / "vectors.faiss")
    assert rows_of(after.folder) == (192, 0)
    assert len(found(after, "dừa")) == 22


def test_a_snapshot_that_is_added_to_stays_as_it_was(shelf: Shelf, laws: Library) -> None:
    """Its bytes are proved, and its answers are the old ones."""
    before = found(laws, "cây")

    shelf.add([law(7, "dừa nước")])

    verify(laws.folder, laws.manifest)
    assert found(laws, "dừa") == set()
    assert found(laws, "cây") == before
