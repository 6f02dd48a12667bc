"""From what was typed to what is looked up."""

from datetime import date

import numpy as np
import pytest

from knowledge.embedding import Embedder
from knowledge.library import Library
from knowledge.query import MARKS, QueryReader
from knowledge.resolver import Resolver
from knowledge.vietnamese import Restorer, Segmenter

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def reader(held: Library, embedder: Embedder) -> QueryReader:
    """Return a reader with the tools of the small library."""
    restorer = Restorer.load(held.folder / MARKS)
    return QueryReader(restorer, Segmenter(), embedder, Resolver(held))


def test_a_question_is_read_as_it_was_meant(reader: QueryReader) -> None:
    """Marks come back and abbreviations are spelt out, before words are cut."""
    query = reader.read("cbcc uong ruou dc ko", TODAY)
    assert "cán bộ công chức uống rượu được không" == query.text
    assert "công_chức" in query.terms.words
    assert pytest.approx(1, abs=1e-5) == float(np.linalg.norm(query.vector))


def test_the_day_named_is_taken_out_of_the_words(reader: QueryReader) -> None:
    """It says when, not what; a day that is given besides counts more."""
    asked = "Công chức uống rượu năm 2019 thì sao?"
    query = reader.read(asked, TODAY)
    assert (date(2019, 12, 31), "Công chức uống rượu thì sao?") == (query.day, query.text)
    assert date(2020, 1, 1) == reader.read(asked, TODAY, date(2020, 1, 1)).day
    assert TODAY == reader.read("Công chức uống rượu thì sao?", TODAY).day


def test_what_was_guessed_is_searched_without_marks_too(reader: QueryReader) -> None:
    """Only where much was: with marks that the writer set there is nothing to guess."""
    assert ["cong", "chuc", "uong", "ruou"] == reader.read(
        "cong chuc uong ruou", TODAY
    ).terms.folded
    assert [] == reader.read("công chức uống rượu", TODAY).terms.folded


def test_what_was_typed_is_kept(reader: QueryReader) -> None:
    """A card can say back what the person wrote."""
    assert "  Cong  chuc? " == reader.read("  Cong  chuc? ", TODAY).typed
