"""What a bare citation means in a library, however loosely it is said."""

import pytest

from knowledge.assistant import Assistant
from knowledge.library import Library
from knowledge.resolver import Resolver


@pytest.fixture(scope="module")
def resolver(held: Library) -> Resolver:
    """Return the resolver of the small library."""
    return Resolver(held)


@pytest.mark.parametrize(
    "title",
    [
        "luật nếp sống nơi làm việc",
        "Luật Nếp sống nơi làm việc 2019",
        "luật nếp sống nơi làm việc năm 2019",
        "luat nep song noi lam viec",
        "luật nếp sống",
    ],
)
def test_a_document_is_known_by_its_title(resolver: Resolver, title: str) -> None:
    """With a year or without, in part, with or without marks."""
    (found,) = resolver.resolve(f"điều 3 {title}")

    assert ("801/2019/QH14", "dieu3") == (found.document.number, found.provision.path)


def test_another_year_means_another_document(resolver: Resolver) -> None:
    """The year must be one that the document is called by."""
    assert [] == resolver.resolve("điều 3 luật nếp sống nơi làm việc 2008")


def test_of_two_with_that_title_the_one_in_force_comes_first(resolver: Resolver) -> None:
    """ "Luật Ngựa công" is the new one; the old one is called otherwise."""
    assert "804/2019/QH14" == resolver.resolve("điều 1 luật ngựa công")[0].document.number


def test_a_provision_that_is_not_there_is_said_to_be_missing(resolver: Resolver) -> None:
    """The document is held, the Điều is not."""
    (found,) = resolver.resolve("điều 44 luật 801/2019/QH14")

    assert found.missing
    assert found.provision is None


def test_a_question_is_no_citation(resolver: Resolver) -> None:
    """Only a text that is a citation and nothing else points somewhere."""
    assert [] == resolver.resolve("điều 3 luật 801/2019/QH14 nói gì về khen thưởng?")


def test_a_question_s_citations_are_its_mentions(resolver: Resolver) -> None:
    """They weigh in the ranking; a document that is not held is told apart."""
    held = resolver.mentions("điều 3 luật 801/2019/QH14 nói gì về khen thưởng?")
    foreign = resolver.mentions("nghị định 100/2019/NĐ-CP phạt bao nhiêu?")

    assert {("801/2019/QH14", "dieu3")} == held.provisions
    assert not held.unheld
    assert foreign.unheld


def test_a_whole_document_is_answered_with_its_first_provision(assistant: Assistant) -> None:
    """A number alone is a citation too."""
    (quote,) = assistant.ask("801/2019/QH14").quotes

    assert "Điều 1 Luật 801/2019/QH14" == quote.citation
