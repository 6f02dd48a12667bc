"""What is published in a try-out is gone at its end: the library it shows is another home's."""

from datetime import date
from pathlib import Path

from bot.console.borrowed import borrowed_home
from bot.library_work import LibraryWork
from indexer.proposal import Ending, Order
from indexer.publish import history
from knowledge.library import Library, current_snapshot


async def test_publishing_in_a_borrowed_home_changes_nothing_of_the_other(
    home: Path, tmp_path: Path
) -> None:
    """The new snapshot lies in the borrowed home alone, and can be taken back there."""
    before = sorted(home.rglob("*"))
    other = borrowed_home(home, tmp_path / "try")
    work = LibraryWork(other, starter=False)
    ending = Ending("901/2019/QH14", date(2026, 1, 1), "thử")
    published = await work.publish(Order(endings=(ending,)))

    assert 2 == len(history(other))
    assert before == sorted(home.rglob("*"))
    assert published.snapshot != current_snapshot(home).name
    await work.undo()
    with_all = Library.open(current_snapshot(other))
    assert len(with_all.documents()) == Library.open(current_snapshot(home)).manifest.documents
    with_all.close()
