"""The wordings of a provision by date, each quoted from where it stands."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.errors import CitationNotFoundError
from knowledge.library import Library
from knowledge.versions import Version, Wording, version_on, versions
from tests.knowledge.amended import (
    CARE,
    GARDEN,
    LATER,
    NEW,
    NEWEST,
    OLD,
    care,
    garden,
    later,
    library_of,
)

Row = tuple[Wording, date | None, date | None, str]


@pytest.fixture(scope="module")
def library() -> Library:
    """Return the decree on gardens and the two that amend it."""
    return library_of(garden(), care(), later())


def rows(found: tuple[Version, ...]) -> list[Row]:
    """Return kind, days and words of each version."""
    return [(v.wording, v.since, v.until, v.text) for v in found]


def test_each_wording_counts_until_the_next(library: Library) -> None:
    """The held text first, then what each amending decree says, all of it verbatim."""
    found = versions(library, GARDEN, "dieu3.khoan2")

    assert rows(found) == [
        (Wording.HELD, date(2028, 8, 1), date(2031, 7, 1), OLD),
        (Wording.QUOTED, date(2031, 7, 1), date(2033, 1, 1), NEW),
        (Wording.QUOTED, date(2033, 1, 1), None, NEWEST),
    ]
    assert [v.document for v in found] == [GARDEN, CARE, LATER]
    assert all(v.text in library.text(v.document) for v in found)
    assert found[1].source == "khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP"


def test_a_provision_nobody_changed_has_one_version(library: Library) -> None:
    """From the day of effect on, without an end."""
    (only,) = versions(library, GARDEN, "dieu1")

    assert (only.wording, only.since, only.until) == (Wording.HELD, date(2028, 8, 1), None)


def test_a_repeal_ends_a_provision(library: Library) -> None:
    """The sentence that repeals it is what there is to read; a new Điều comes later."""
    found = versions(library, GARDEN, "dieu4.khoan1.diemb")

    assert rows(found)[1] == (
        Wording.ENDED,
        date(2031, 7, 1),
        date(2033, 1, 1),
        "Bãi bỏ điểm b khoản 1 Điều 4.",
    )


def test_a_new_article_gives_its_parts_their_words(library: Library) -> None:
    """The khoản is quoted out of the Điều that replaced the whole."""
    found = versions(library, GARDEN, "dieu4.khoan2")

    assert (found[-1].text, found[-1].subject) == ("2. Cỏ tươi được ủ.", "dieu4.khoan2")


def test_an_exchanged_phrase_is_shown_as_the_sentence_that_says_so(library: Library) -> None:
    """Nothing is put together that nobody printed."""
    found = versions(library, GARDEN, "dieu2.khoan2")

    assert found[1].wording is Wording.SAID
    assert found[1].text.startswith("Thay thế cụm từ “biển” bằng cụm từ “thẻ”")
    assert version_on(found, date(2032, 1, 1)) == found[0]


def test_an_inserted_provision_has_only_its_new_words(library: Library) -> None:
    """It is not in the held text, yet it can be read."""
    (only,) = versions(library, GARDEN, "dieu3.khoan3")

    assert (only.wording, only.since, only.text) == (
        Wording.QUOTED,
        date(2031, 7, 1),
        "3. Nước mưa được giữ lại.",
    )


def test_what_exists_nowhere_is_refused(library: Library) -> None:
    """Neither the text nor an amendment has it."""
    with pytest.raises(CitationNotFoundError, match="no provision at dieu9"):
        versions(library, GARDEN, "dieu9")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2028, 7, 31), None),
        (date(2030, 1, 1), OLD),
        (date(2031, 7, 1), NEW),
        (date(2040, 1, 1), NEWEST),
    ],
)
def test_the_words_of_a_day(library: Library, day: date, words: str | None) -> None:
    """The day of effect belongs to the new wording."""
    found = version_on(versions(library, GARDEN, "dieu3.khoan2"), day)

    assert (found.text if found else None) == words


def test_a_consolidated_text_stands_where_it_belongs() -> None:
    """The words before it are not held, those after it are quoted."""
    found = versions(library_of(garden(clause=NEW), care(), later()), GARDEN, "dieu3.khoan2")

    assert rows(found) == [
        (Wording.UNHELD, date(2028, 8, 1), date(2031, 7, 1), ""),
        (Wording.HELD, date(2031, 7, 1), date(2033, 1, 1), NEW),
        (Wording.QUOTED, date(2033, 1, 1), None, NEWEST),
    ]


def test_the_days_of_a_digest_are_not_known_once_it_was_amended() -> None:
    """It may tell the law before or after."""
    tree = garden()
    digest = replace(tree, document=replace(tree.document, verbatim=False))

    own, new = versions(library_of(digest, care()), GARDEN, "dieu3.khoan2")

    assert (own.wording, own.since, own.until) == (Wording.HELD, None, None)
    assert (new.wording, new.since) == (Wording.QUOTED, date(2031, 7, 1))


def test_a_library_made_before_has_one_version() -> None:
    """Snapshots without the table open, and know of no amendments."""
    old = library_of(garden(), care(), amendments=False)

    assert [v.wording for v in versions(old, GARDEN, "dieu3.khoan2")] == [Wording.HELD]
