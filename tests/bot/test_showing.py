"""The command show: the words of a day, all wordings by date, and what is said on the side."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import cli
from bot.questions.citing import cited_screen
from bot.questions.screen import View
from bot.texts import Texts
from indexer.publish import publish
from indexer.search_index import SearchIndexer
from indexer.snapshot import Batch, Incoming, build
from knowledge.assistant import Assistant
from knowledge.clock import VIETNAM, FixedClock, SystemClock
from knowledge.vietnamese import Segmenter
from tests.indexer.embedder import HashEmbedder
from tests.knowledge.amended import GARDEN, NEW, NEWEST, OLD, care, garden, later

CLAUSE = f"khoản 2 Điều 3 Nghị định {GARDEN}"


@pytest.fixture(scope="module")
def gardens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that holds the decree on gardens and the two that amend it."""
    home = tmp_path_factory.mktemp("gardens")
    (home / "library").mkdir()
    incoming = [Incoming(tree, "0.txt") for tree in (garden(), care(), later())]
    indexer = SearchIndexer(HashEmbedder(), Segmenter())
    folder = build(home / "library", None, Batch(incoming), indexer, SystemClock())
    publish(home, folder.name)
    return home


def show(home: Path, *words: str) -> Result:
    """Run the command on *home*."""
    environment = {"CONGVU_HOME": str(home), "CONGVU_STARTER": "0"}
    return CliRunner(env=environment).invoke(cli, ["show", *words])


@pytest.mark.parametrize(
    ("day", "words"),
    [("2030-01-01", OLD), ("01/07/2031", NEW), ("2035-01-01", NEWEST)],
)
def test_the_words_of_a_day(gardens: Path, day: str, words: str) -> None:
    """They are printed alone; where they are quoted from goes to standard error."""
    result = show(gardens, CLAUSE, "--as-of", day)

    assert result.stdout == f"{words}\n"
    assert ("Trích" in result.stderr) == (words != OLD)


def test_all_wordings(gardens: Path) -> None:
    """By date, each with its days and its source."""
    lines = show(gardens, CLAUSE, "--versions").stdout.splitlines()

    assert [line.strip() for line in lines if line.startswith("    ")] == [OLD, NEW, NEWEST]
    assert "Áp dụng từ 01/07/2031 đến trước 01/01/2033" in lines


def test_an_inserted_provision_is_shown(gardens: Path) -> None:
    """Its only words stand in the decree that put it in."""
    result = show(gardens, f"khoản 3 Điều 3 Nghị định {GARDEN}", "--as-of", "2032-01-01")

    assert result.stdout == "3. Nước mưa được giữ lại.\n"
    assert "Trích khoản 2 Điều 1 Nghị định 71/2031/NĐ-CP" in result.stderr


def test_what_was_repealed_by_that_day_is_not_printed(gardens: Path) -> None:
    """One line says who repealed it and since when."""
    result = show(gardens, f"điểm b khoản 1 Điều 4 Nghị định {GARDEN}", "--as-of", "2032-01-01")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "was repealed by khoản 4 Điều 1 Nghị định 71/2031/NĐ-CP from 2031-07-01" in result.stderr


def test_the_plain_command_prints_the_held_text_and_says_what_amended_it(gardens: Path) -> None:
    """Scripts get the document's own words; people are told on the side."""
    result = show(gardens, CLAUSE)

    assert result.stdout == f"{OLD}\n"
    assert "được sửa đổi bởi khoản 1 Điều 1 Nghị định 71/2031/NĐ-CP" in result.stderr


def test_a_day_and_all_wordings_are_not_asked_for_at_once(gardens: Path) -> None:
    """One or the other."""
    assert show(gardens, CLAUSE, "--versions", "--as-of", "2032-01-01").exit_code == 2


def test_the_chat_shows_an_inserted_provision_too(gardens: Path) -> None:
    """A citation that the document's own text lacks leads to the words that put it in."""
    clock = FixedClock(datetime(2032, 1, 1, 12, tzinfo=VIETNAM))
    assistant = Assistant(gardens, clock, HashEmbedder())
    view = View(assistant.library, Texts.load(), clock.today())

    held = cited_screen(view, assistant, "khoản 3 điều 3 nghị định 12/2028")
    missing = cited_screen(view, assistant, "khoản 9 điều 3 nghị định 12/2028")

    assert held is not None and "3. Nước mưa được giữ lại." in held.html
    assert missing is not None and "không có “khoản 9 điều 3" in missing.html
