"""The ledger commits what it is given durably, many changes at once, each by itself."""

import sqlite3
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from bot.delivery.ledger import Ledger
from tests.bot.reading import ends_of_readers


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """Return a ledger of its own."""
    ledger = Ledger.open(tmp_path)
    yield ledger
    ledger.close()


def link(name: str):
    """Return a change that inserts a row called *name* and gives its name back."""

    def change(connection: sqlite3.Connection) -> str:
        connection.execute("INSERT INTO links VALUES (?, '')", (name,))
        return name

    return change


def links(ledger: Ledger) -> list[str]:
    """Return the names of the rows there are."""
    return [name for (name,) in ledger.rows("SELECT id FROM links ORDER BY id")]


def test_a_change_is_there_when_its_future_is_done(ledger: Ledger) -> None:
    """What a change gives comes back, and a reader sees what it wrote."""
    assert ledger.write(link("a")) == "a"
    assert links(ledger) == ["a"]


def test_a_change_that_fails_takes_nothing_with_it(ledger: Ledger) -> None:
    """Of changes that share a commit, one that raises is undone alone."""

    def half(connection: sqlite3.Connection) -> None:
        connection.execute("INSERT INTO links VALUES ('half', '')")
        raise ValueError("no")

    held = threading.Event()
    ledger.submit(lambda connection: held.wait())
    futures = [ledger.submit(change) for change in (link("a"), half, link("b"))]
    held.set()

    assert [futures[0].result(), futures[2].result()] == ["a", "b"]
    with pytest.raises(ValueError, match="no"):
        futures[1].result()
    assert links(ledger) == ["a", "b"]


def test_a_mistake_in_a_statement_is_no_trouble_with_the_disk(ledger: Ledger) -> None:
    """Only a disk that cannot be written raises OperationalError, which callers wait out."""
    with pytest.raises(sqlite3.ProgrammingError, match="no such table"):
        ledger.write(lambda connection: connection.execute("INSERT INTO nowhere VALUES (1)"))


def test_a_full_disk_fails_the_commit_and_the_next_one_works(ledger: Ledger) -> None:
    """SQLite's own limit on pages stands for the disk: nothing is half written."""

    def limited(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    ledger.write(limited)
    with pytest.raises(sqlite3.OperationalError, match="full"):
        ledger.write(lambda c: c.execute("INSERT INTO links VALUES ('big', ?)", ("x" * 1_000_000,)))
    ledger.write(lambda connection: connection.execute("PRAGMA max_page_count = 4294967294"))

    assert ledger.write(link("after")) == "after"
    assert links(ledger) == ["after"]


def test_closing_carries_out_what_was_submitted(tmp_path: Path) -> None:
    """Changes that still wait are committed before the file is closed."""
    ledger = Ledger.open(tmp_path)
    futures = [ledger.submit(link(f"{number:03}")) for number in range(500)]
    ledger.close()
    again = Ledger.open(tmp_path)

    assert all(future.done() for future in futures)
    assert len(links(again)) == 500
    again.close()


def test_many_changes_share_commits(ledger: Ledger) -> None:
    """Five hundred waiting changes are not five hundred flushes of the disk."""
    statements: list[str] = []
    held = threading.Event()
    ledger.write(lambda connection: connection.set_trace_callback(statements.append))
    ledger.submit(lambda connection: held.wait())
    futures = [ledger.submit(link(f"{number:03}")) for number in range(500)]
    ledger.submit(lambda connection: connection.set_trace_callback(None))
    held.set()
    for future in futures:
        future.result()

    assert 1 <= statements.count("COMMIT") <= 5


def test_what_was_erased_is_in_no_file_once_closed(tmp_path: Path) -> None:
    """Neither the database nor its write-ahead log keeps the bytes of a deleted row."""
    ledger = Ledger.open(tmp_path)
    ledger.write(link("canary-7f3a"))
    ledger.write(lambda connection: connection.execute("DELETE FROM links"))
    ledger.close()

    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"canary-7f3a" not in content


def test_a_file_of_the_first_version_is_carried_over(tmp_path: Path) -> None:
    """A bot.db from before the queue keeps its rows and gains the new tables."""
    Ledger.open(tmp_path).close()
    with sqlite3.connect(tmp_path / "bot.db") as old:
        for table in ("updates", "handled", "set_aside", "outbox", "dead_letters"):
            old.execute(f"DROP TABLE {table}")
        old.execute("DELETE FROM _sqlite_migrations WHERE name = 'add_delivery'")
        old.execute("INSERT INTO links VALUES ('kept', '')")
    old.close()

    ledger = Ledger.open(tmp_path)

    assert links(ledger) == ["kept"]
    assert ledger.rows("SELECT count(*) FROM outbox") == [(0,)]
    ledger.close()


def test_what_comes_after_the_close_gets_an_error(tmp_path: Path) -> None:
    """A thread that outlives the bot's stop neither waits for ever nor writes."""
    ledger = Ledger.open(tmp_path)
    ledger.write(link("a"))
    ledger.close()
    ledger.close()

    with pytest.raises(sqlite3.ProgrammingError):
        ledger.write(link("b"))
    with pytest.raises(sqlite3.ProgrammingError):
        links(ledger)
    again = Ledger.open(tmp_path)
    assert links(again) == ["a"]
    again.close()


def test_a_close_waits_for_threads_that_read(tmp_path: Path) -> None:
    """Each of them ends with an error, and the process lives on."""
    for number in range(20):
        ledger = Ledger.open(tmp_path / str(number))

        ended = ends_of_readers(partial(links, ledger), ledger.close)

        assert [sqlite3.ProgrammingError] * 3 == ended
