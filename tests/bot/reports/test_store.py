"""The database of cases ends cleanly, whoever still uses it."""

import sqlite3
from functools import partial
from pathlib import Path

import pytest

from bot.reports.store import Store
from bot.reports.tables import migrations
from tests.bot.reading import ends_of_readers

COUNT = "SELECT count(*) FROM cases"


def test_a_close_waits_for_threads_that_read(tmp_path: Path) -> None:
    """Each of them ends with an error, and the process lives on."""
    for number in range(20):
        store = Store.open(tmp_path / f"{number}.db", migrations)

        ended = ends_of_readers(partial(store.rows, COUNT), store.close)

        assert [sqlite3.ProgrammingError] * 3 == ended


def test_what_comes_after_the_close_gets_an_error(tmp_path: Path) -> None:
    """Nothing is written; a second close is none."""
    store = Store.open(tmp_path / "cases.db", migrations)
    store.close()
    store.close()

    with pytest.raises(sqlite3.ProgrammingError), store.transaction():
        pass
    with pytest.raises(sqlite3.ProgrammingError):
        store.rows(COUNT)
    with pytest.raises(sqlite3.ProgrammingError), store.snapshot():
        pass
