"""Words that a .doc shows struck out are published only by a person who has seen them."""

import zipfile
from pathlib import Path

import pytest

from indexer.preview import preview
from indexer.proposal import Order
from indexer.refresh import RefreshReport, carry_out
from knowledge.clock import FixedClock
from tests.indexer.embedder import HashEmbedder
from tests.indexer.files import DECREE, LATER
from tests.indexer.homes import DECREE_NUMBER, LATER_NUMBER, live
from tests.indexer.readers.converting import STRUCK, struck


@pytest.fixture(scope="module")
def doc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the invented decree as a .doc with words struck out in khoản 2 Điều 2."""
    return struck(tmp_path_factory.mktemp("doc"), DECREE, "2. Viên chức")


@pytest.fixture
def packed(doc: Path, tmp_path: Path) -> Path:
    """Return an archive of that file and of another decree."""
    path = tmp_path / "goi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(doc, doc.name)
        archive.writestr("later.md", LATER)
    return path


def carried_out(home: Path, clock: FixedClock, *paths: Path, **order: object) -> RefreshReport:
    """Publish *paths* as an order says, with the tiny model and without the starter library."""
    asked = Order(tuple(map(str, paths)), **order)  # type: ignore[arg-type]
    return carry_out(home, asked, clock=clock, embedder=HashEmbedder(), starter=False)


def test_nothing_of_such_a_file_is_published_unattended(
    home: Path, doc: Path, clock: FixedClock
) -> None:
    """One sentence says how many there are and what to do; the file is refused, not kept."""
    report = carried_out(home, clock, doc, unattended=True)

    (problem,) = report.problems
    assert ("tracked-deletions", {"count": 1}, True) == (
        problem.code,
        problem.values,
        problem.refused,
    )
    assert "struck.doc holds 1 tracked deletions" in problem.message
    assert "accept all changes" in problem.message
    assert () == report.added
    assert not (home / "sources").exists() or not any((home / "sources").iterdir())


def test_a_person_who_has_seen_the_card_may_publish_it(
    home: Path, doc: Path, clock: FixedClock
) -> None:
    """The card warns before anything else; the text is as the file shows itself."""
    (card,) = preview(home, Order((str(doc),)), clock=clock, starter=False).cards
    report = carried_out(home, clock, doc)

    assert ("tracked-deletions", {"count": 1}) == (card.cautions[0].code, card.cautions[0].values)
    assert (DECREE_NUMBER,) == report.added
    assert f"{STRUCK}2. Viên chức" in live(home).text(DECREE_NUMBER)


def test_what_a_person_has_let_in_stays_without_further_questions(
    home: Path, doc: Path, clock: FixedClock
) -> None:
    """Giving the file again changes nothing, and a correction of a field needs nobody."""
    carried_out(home, clock, doc)

    again = carried_out(home, clock, doc, unattended=True)
    key = preview(home, Order((str(doc),)), clock=clock, starter=False).cards[0].key
    fields = {key: {"title": "Về cây"}}
    corrected = carried_out(home, clock, corrections=fields, unattended=True)

    assert ((), False) == (again.problems, again.published)
    assert ((), (DECREE_NUMBER,)) == (corrected.problems, corrected.corrected)


def test_what_an_older_reader_read_is_not_let_in_by_that(
    home: Path, doc: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whose text would now have the words that it left out is held back like a new one."""
    monkeypatch.setattr("indexer.incoming.READER_VERSION", "3")
    carried_out(home, clock, doc)
    monkeypatch.undo()

    report = carried_out(home, clock, doc, unattended=True)

    assert ["tracked-deletions"] == [problem.code for problem in report.problems]


def test_the_rest_of_an_archive_is_published(home: Path, packed: Path, clock: FixedClock) -> None:
    """Only the member is held back, by its name; a person can let it in from the same archive."""
    first = carried_out(home, clock, packed, unattended=True)
    second = carried_out(home, clock, packed, unattended=True)
    third = carried_out(home, clock, packed)

    assert ("goi.zip › struck.doc", (LATER_NUMBER,)) == (first.problems[0].name, first.added)
    assert (["tracked-deletions"], ()) == ([p.code for p in second.problems], second.added)
    assert ((), (DECREE_NUMBER,)) == (third.problems, third.added)
