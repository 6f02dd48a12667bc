"""The table of amendments: matched to the library, dated, and compared with what it holds."""

from dataclasses import replace
from datetime import date

from indexer.structure import parse_document
from knowledge.amendments import Change, Held
from knowledge.model import Relation, RelationKind
from tests.knowledge.amended import (
    CARE,
    CARE_TEXT,
    GARDEN,
    NEW,
    NEWEST,
    care,
    garden,
    later,
    library_of,
)


def test_each_amendment_is_dated_and_compared() -> None:
    """The day is that of the amending decree; the held text is the one before."""
    found = library_of(garden(), care()).amendments_to(GARDEN, "dieu3")

    assert [(a.change, a.target_path, a.source, a.source_path) for a in found] == [
        (Change.REPLACED, "dieu3.khoan2", CARE, "dieu1.khoan1"),
        (Change.INSERTED, "dieu3.khoan3", CARE, "dieu1.khoan2"),
    ]
    assert {a.day for a in found} == {date(2031, 7, 1)}
    assert {a.held for a in found} == {Held.BEFORE}


def test_a_consolidated_text_is_recognised() -> None:
    """What already reads as the amendment says is not called old."""
    library = library_of(garden(clause=f"{NEW}\n3. Nước mưa được giữ lại.", point=""), care())

    found = library.amendments_to(GARDEN, "dieu3") + library.amendments_to(GARDEN, "dieu4")

    assert [a.held for a in found] == [Held.AFTER, Held.AFTER, Held.AFTER]


def test_a_text_with_the_last_amendment_has_the_ones_before() -> None:
    """Its words differ from the first amendment's because the second changed them again."""
    found = library_of(garden(clause=NEWEST), care(), later()).amendments_to(GARDEN, "dieu3.khoan2")

    assert [(a.day, a.held) for a in found] == [
        (date(2031, 7, 1), Held.AFTER),
        (date(2033, 1, 1), Held.AFTER),
    ]


def test_nothing_is_claimed_of_a_digest() -> None:
    """Its words are ours and cannot be compared."""
    tree = garden()
    digest = replace(tree, document=replace(tree.document, verbatim=False))

    found = library_of(digest, care()).amendments_to(GARDEN, "dieu3.khoan2")

    assert [a.held for a in found] == [Held.UNKNOWN]


def test_a_digest_amends_nothing() -> None:
    """What it says in our words cannot be quoted as law."""
    tree = care()
    digest = replace(tree, document=replace(tree.document, verbatim=False))

    assert library_of(garden(), digest).amendments_to(GARDEN, "dieu3") == ()


def test_what_is_not_held_is_known_from_both_sides() -> None:
    """The amending provision tells its target though the library lacks it."""
    library = library_of(care())

    found = library.amendments_by(library.provision(CARE, "dieu1.khoan1"))

    assert [(a.target, a.target_path) for a in found] == [(GARDEN, "dieu3.khoan2")]


def test_a_document_is_not_amended_before_it_was_issued() -> None:
    """The number was misread, or another document is meant."""
    early = parse_document(
        CARE_TEXT.replace("năm 2031", "năm 2027").replace("71/2031/NĐ-CP", "71/2028/NĐ-CP")
    )

    assert library_of(garden(), early).amendments_to(GARDEN, "dieu3") == ()


def test_an_editors_note_in_the_text_itself_is_an_amendment_taken_in() -> None:
    """The text was printed with it; its words are not quoted again."""
    tree = garden()
    noted = Relation(
        RelationKind.AMENDS, "77/2030/NĐ-CP", GARDEN, "", "", "dieu2", date(2030, 5, 1)
    )

    found = library_of(replace(tree, relations=(noted,))).amendments_to(GARDEN, "dieu2.khoan1")

    assert [(a.source, a.day, a.held, bool(a.said)) for a in found] == [
        ("77/2030/NĐ-CP", date(2030, 5, 1), Held.AFTER, False)
    ]


def test_a_note_says_no_more_than_the_amending_document_itself() -> None:
    """Where that is held, its own sentences count."""
    tree = garden()
    noted = Relation(RelationKind.AMENDS, CARE, GARDEN, "", "", "dieu3", date(2031, 7, 1))

    found = library_of(replace(tree, relations=(noted,)), care()).amendments_to(GARDEN, "dieu3")

    assert all(a.said for a in found)
