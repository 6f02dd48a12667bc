"""What is stored of a unit's wording is what its text says."""

from itertools import pairwise
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from knowledge.engines import Terms, pairs_of
from knowledge.engines.local import LocalEngine
from knowledge.library import Library, current_snapshot
from knowledge.resemblance import Comparer, Resemblance
from knowledge.vietnamese import plain_syllables
from knowledge.wordings import Wording, numbers_of, which_have, wording_of
from tests.indexer.homes import make_older


def has(one: Wording, pairs: list[str]) -> list[bool]:
    """Return which of *pairs* it has."""
    found: list[bool] = which_have([one], numbers_of(pairs))[0].tolist()
    return found


def test_each_unit_has_the_wording_of_its_own_text(held: Library) -> None:
    """Its phrases, its heading and its length are those of the Điều and of its document's title."""
    for at, (number, path, _) in enumerate(held.units()):
        provision = held.provision(number, path)
        syllables = plain_syllables(held.provision_text(provision))
        stored = held.wording(at)

        assert stored is not None
        assert len(syllables) == stored.length
        assert set(plain_syllables(provision.heading)) == set(stored.heading)
        assert all(has(stored, [f"{a}_{b}" for a, b in pairwise(syllables)]))
        assert all(has(stored, pairs_of(plain_syllables(held.document(number).title))))


def test_a_phrase_is_two_syllables_beside_each_other() -> None:
    """In this order, in whatever case and spelling; across a line, but not in the heading alone."""
    one = wording_of("Quy chế", "Giờ làm việc", "Trực ban từ\n7 giờ. Khoá cổng.")
    asked = ["trực_ban", "từ_7", "khóa_cổng", "quy_chế", "ban_trực", "trực_7", "làm_việc"]

    assert [True] * 4 + [False] * 3 == has(one, asked)
    assert (("giờ", "làm", "việc"), 7) == (one.heading, one.length)


@pytest.mark.parametrize("asked", [[], ["a_b"], ["a_b", "c_d"]])
def test_a_unit_without_two_syllables_has_no_phrase(asked: list[str]) -> None:
    """It has nothing to look in."""
    assert [False] * len(asked) == has(wording_of("", "", "a"), asked)


def test_many_units_are_looked_at_at_once() -> None:
    """Each has what it says itself, in the order in which it was asked."""
    said = ["a b c", "", "c d", "b c d a b"]

    found = which_have([wording_of("", "", text) for text in said], numbers_of(["c_d", "a_b"]))

    assert [[False, True], [False, False], [True, False], [True, True]] == found.tolist()
    assert (0, 2) == which_have([], numbers_of(["c_d", "a_b"])).shape


def test_snapshots_that_do_not_tell_are_compared_all_the_same(
    answering_home: Path, held: Library, tmp_path: Path
) -> None:
    """What an older one lacks is read from its text."""
    folder = current_snapshot(answering_home)
    make_older(Path(copytree(folder, tmp_path / "older")))
    engine, older = LocalEngine.open(folder), Library.open(tmp_path / "older")
    units = held.units()
    everything = np.arange(len(units), dtype=np.int64)
    terms = Terms(["nhân_viên", "giấy_khen", "khen_thưởng", "ngựa"])

    def compared(library: Library) -> Resemblance:
        return Comparer(library, engine, units).compare(terms, everything)

    new, old = compared(held), compared(older)
    assert older.wording(0) is None
    assert new.phrases.any() and new.headings.any()
    for name in ("phrases", "headings", "lengths"):
        assert np.array_equal(getattr(new, name), getattr(old, name)), name
