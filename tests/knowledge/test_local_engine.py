"""The engine finds by words and by meaning, and only what binds on the day."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from knowledge.engines import Scores, Terms, local
from knowledge.engines.local import LocalEngine
from knowledge.engines.local_writer import IndexRow, LocalWriter
from knowledge.errors import LibraryError
from knowledge.model import Passage

DAY = date(2021, 6, 1)


def row(
    document: str,
    path: str,
    words: str,
    starts: date | None = None,
    ends: date | None = None,
) -> IndexRow:
    """Return an index row for one passage of segmented *words*."""
    passage = Passage(document, path, 0, 1, "\n", words, starts, ends)
    return IndexRow(passage, context=[], heading=[], body=words.split())


ROWS = [
    row("A", "dieu1", "uống rượu trong giờ làm_việc"),
    row("A", "dieu1", "đánh_bạc ở cơ_quan"),
    row("A", "dieu2", "đeo thẻ công_chức"),
    row("B", "dieu1", "uống rượu ở nhà", date(2022, 1, 1)),
    row("C", "dieu1", "uống rượu thời xưa", date(2000, 1, 1), date(2021, 6, 1)),
]
VECTORS = np.eye(5, dtype=np.float32)


def build(folder: Path, rows: Sequence[IndexRow], vectors: Scores) -> None:
    """Write an index of *rows*."""
    with LocalWriter(folder, vectors.shape[1]) as writer:
        writer.add_rows(rows)
        writer.add_vectors(vectors)
        writer.finish()


@pytest.fixture
def engine(tmp_path: Path) -> LocalEngine:
    """Return an engine over the rows above; its units are 0 (A 1), 1 (A 2), 2 (B), 3 (C)."""
    build(tmp_path, ROWS, VECTORS)
    return LocalEngine.open(tmp_path)


def test_words_find_the_unit_that_holds_them(engine: LocalEngine) -> None:
    """A unit has the score of its best passage, and appears once."""
    hits = engine.lexical(Terms(["đánh_bạc", "rượu"]), 10).on(DAY)

    assert [0] == hits.units.tolist()


def test_only_what_is_in_force_on_the_day_is_found(engine: LocalEngine) -> None:
    """The first day counts, the day of the end does not."""
    terms = Terms(["rượu"])

    assert {0} == set(engine.lexical(terms, 10).on(DAY).units.tolist())
    assert {0, 3} == set(engine.lexical(terms, 10).on(date(2021, 5, 31)).units.tolist())
    assert {0, 2} == set(engine.lexical(terms, 10).on(date(2022, 1, 1)).units.tolist())
    assert {0, 2, 3} == set(engine.lexical(terms, 10).on(None).units.tolist())


def test_the_day_does_not_change_a_score(engine: LocalEngine) -> None:
    """Filtering adds nothing to BM25."""
    with_day = engine.lexical(Terms(["rượu"]), 10).on(DAY).scores[0]
    without = engine.lexical(Terms(["rượu"]), 10).on(None)

    assert with_day == without.scores[without.units.tolist().index(0)]


def test_meaning_finds_the_nearest_passage_s_unit(engine: LocalEngine) -> None:
    """The second passage of unit 0 speaks for it."""
    hits = engine.dense(VECTORS[1], 2).on(DAY)

    assert 0 == hits.units[0]
    assert pytest.approx(1.0) == hits.scores[0]


def test_meaning_too_finds_only_what_is_in_force(engine: LocalEngine) -> None:
    """A law to come is no neighbour."""
    assert 2 not in engine.dense(VECTORS[3], 10).on(DAY).units
    assert 2 == engine.dense(VECTORS[3], 10).on(None).units[0]


def test_what_is_in_force_is_found_however_much_is_not(tmp_path: Path) -> None:
    """Where the best passages are all of ended rules, those that bind are looked for."""
    ended = [
        row(f"cũ {n}", "dieu1", "rượu rượu rượu", date(2000, 1, 1), date(2010, 1, 1))
        for n in range(40)
    ]
    bind = [row(f"mới {n}", "dieu1", "uống rượu ở nhà hay ở quán") for n in range(3)]
    vectors = np.array([[1.0, 0.0]] * 40 + [[0.6, 0.8]] * 3, np.float32)
    build(tmp_path, [*ended, *bind], vectors)
    engine = LocalEngine.open(tmp_path)

    for found in (engine.lexical(Terms(["rượu"]), 2), engine.dense(vectors[0], 2)):
        assert set(found.on(None).units.tolist()) < set(range(40))
        assert set(found.on(DAY).units.tolist()) < {40, 41, 42}
        assert 2 == len(found.on(DAY).units)


def test_in_a_large_index_the_commonest_terms_are_not_looked_up(
    engine: LocalEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless the question has no others."""
    common, rare = Terms(["uống", "rượu"]), Terms(["uống", "rượu", "thẻ"])
    before = set(engine.lexical(rare, 10).on(None).units.tolist())
    monkeypatch.setattr(local, "_LARGE", 5)
    monkeypatch.setattr(local, "_COMMON", 0.5)

    assert {0, 1, 2, 3} == before
    assert [1] == engine.lexical(rare, 10).on(None).units.tolist()
    assert {0, 2, 3} == set(engine.lexical(common, 10).on(None).units.tolist())


def test_a_question_without_words_finds_nothing(engine: LocalEngine) -> None:
    """No words, no hits, no error."""
    assert 0 == len(engine.lexical(Terms([]), 10).on(DAY).units)


def test_bare_syllables_are_found_when_asked_for(engine: LocalEngine) -> None:
    """The safety net under a restored question."""
    assert [1] == engine.lexical(Terms([], ["the"]), 10).on(DAY).units.tolist()


def test_a_rare_term_weighs_more_than_a_common_one(engine: LocalEngine) -> None:
    """Rarity is BM25's own."""
    assert engine.rarity("syllables", "thẻ") > engine.rarity("syllables", "rượu")


def test_an_unreadable_index_is_one_clear_error(engine: LocalEngine, tmp_path: Path) -> None:
    """The message says how to mend it."""
    (tmp_path / "vectors.faiss").write_bytes(b"damaged")

    with pytest.raises(LibraryError, match="congvu rollback"):
        LocalEngine.open(tmp_path)


def test_it_says_whether_anything_is_out_of_force(engine: LocalEngine, tmp_path: Path) -> None:
    """So that nobody looks for old rules where there are none."""
    (tmp_path / "timeless").mkdir()
    build(tmp_path / "timeless", ROWS[:3], VECTORS[:3])

    assert not engine.all_in_force(DAY)
    assert LocalEngine.open(tmp_path / "timeless").all_in_force(DAY)
