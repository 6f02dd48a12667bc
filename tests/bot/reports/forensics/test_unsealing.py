"""The thief with the service key sees what is sealed; else seeing nothing proves nothing."""

import os
import sqlite3
from pathlib import Path

from bot.seal import Seal
from tests.bot.reports.forensics.unsealing import unsealed

TEXT = '{"secrets":"0123456789","what":"Ông Zuýnh đòi quà"}'


def test_a_sealed_text_is_found_among_random_bytes(tmp_path: Path) -> None:
    """Wherever it begins, it is opened, and nothing else is."""
    sealed = Seal.open(tmp_path).seal(TEXT)
    (tmp_path / "file").write_bytes(os.urandom(3001) + sealed + os.urandom(20_000))
    [(at, opened)] = unsealed(tmp_path, tmp_path / "file")
    assert (3001, TEXT.encode()) == (at, opened[: len(TEXT.encode())])


def test_a_sealed_row_that_was_only_marked_as_free_is_opened(tmp_path: Path) -> None:
    """Without ``secure_delete`` an erased draft would still be read."""
    connection = sqlite3.connect(tmp_path / "bot.db", isolation_level=None)
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE drafts (content BLOB)")
    connection.execute("INSERT INTO drafts VALUES (?)", (Seal.open(tmp_path).seal(TEXT),))
    connection.execute("DELETE FROM drafts")
    connection.close()
    assert [b'{"secrets"'] == [one[:10] for _, one in unsealed(tmp_path, tmp_path / "bot.db")]


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    """What was sealed on another machine stays closed."""
    (tmp_path / "file").write_bytes(Seal(bytes(32)).seal(TEXT) + os.urandom(5000))
    assert [] == list(unsealed(tmp_path, tmp_path / "file"))
