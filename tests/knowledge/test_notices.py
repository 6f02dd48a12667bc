"""What must be said of an amended provision on a given day, and what must not."""

from datetime import date

import pytest

from knowledge.library import Library
from knowledge.notices import Notice, notices
from tests.knowledge.amended import GARDEN, NEW, NEWEST, care, garden, later, library_of

BEFORE, BETWEEN, AFTER = date(2030, 1, 1), date(2032, 1, 1), date(2034, 1, 1)


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the decree on gardens and the two that amend it."""
    return library_of(garden(), care(), later())


def told(library: Library, path: str, day: date) -> tuple[Notice, ...]:
    """Return the notices of a provision of the decree on gardens."""
    return notices(library, library.provision(GARDEN, path), day)


def test_before_the_day_an_amendment_is_only_announced(library: Library) -> None:
    """The held words are still the law."""
    found = told(library, "dieu3.khoan2", BEFORE)

    assert [(n.begun, n.shown_is_old) for n in found] == [(False, False), (False, False)]


def test_from_the_day_the_held_words_are_old_and_the_new_ones_quoted(library: Library) -> None:
    """The one still to come is announced beside it."""
    first, second = told(library, "dieu3.khoan2", BETWEEN)

    assert (first.shown_is_old, first.new_wording) == (True, NEW)
    assert first.source == "khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP"
    assert second.begun is False


def test_an_amendment_that_another_made_history_is_left_out(library: Library) -> None:
    """Only the words in force are given."""
    (only,) = told(library, "dieu3.khoan2", AFTER)

    assert only.new_wording == NEWEST


def test_an_article_tells_of_its_parts(library: Library) -> None:
    """Which khoản was changed is said; the others stay."""
    found = told(library, "dieu3", BETWEEN)

    assert [n.subject for n in found if n.begun] == ["dieu3.khoan2", "dieu3.khoan3"]


def test_a_consolidated_text_is_not_called_old() -> None:
    """It has the words already; there is nothing to quote."""
    (only,) = told(library_of(garden(clause=NEW), care()), "dieu3.khoan2", BETWEEN)

    assert (only.begun, only.shown_is_old, only.new_wording) == (True, False, "")


def test_a_consolidated_text_is_called_newer_than_the_day() -> None:
    """Asked of an earlier day, the held words were not yet the law."""
    (only,) = told(library_of(garden(clause=NEW), care()), "dieu3.khoan2", BEFORE)

    assert only.shown_is_newer is True


def test_a_provision_nobody_changed_has_none(library: Library) -> None:
    """Neighbours do not count."""
    assert told(library, "dieu3.khoan1", AFTER) == ()
