"""The audit log: complete, durable, never changed, and true about acts whose process died."""

import csv
import io
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from indexer.audit import NAME, Act, AuditLog
from indexer.errors import IndexerError
from knowledge.clock import FixedClock


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    """Return the log of a new home."""
    return AuditLog(tmp_path)


def make_live(home: Path, snapshot: str) -> None:
    """Name a snapshot in ``library/current``, as publishing does."""
    (home / "library" / snapshot).mkdir(parents=True, exist_ok=True)
    (home / "library" / "current").write_text(snapshot)


def test_what_was_recorded_is_shown_newest_first(log: AuditLog, clock: FixedClock) -> None:
    """Who, when, what, to what, before and after; an id goes on where a page ended."""
    first = log.record("telegram:1001", "discard", "a.docx", clock=clock)
    log.record("cli:root", "announce", "1/2026/NĐ-CP", {"told": 0}, {"told": 12}, clock)

    newest, oldest = log.entries()

    assert (newest.actor, newest.act, newest.target) == ("cli:root", "announce", "1/2026/NĐ-CP")
    assert (newest.before, newest.after) == ({"told": 0}, {"told": 12})
    assert (newest.at, newest.outcome) == ("2026-11-22T12:00:00+07:00", "done")
    assert oldest.id == first
    assert log.entries(1) == [newest]
    assert log.entries(before=newest.id) == [oldest]
    assert log.entries(act="discard") == [oldest]


def test_looking_makes_no_file(log: AuditLog, tmp_path: Path) -> None:
    """A home without acts has an empty log and nothing on disk."""
    log.settle()
    log.write_csv(io.BytesIO())

    assert log.entries() == []
    assert list(tmp_path.iterdir()) == []


def test_a_log_whose_making_was_interrupted_is_begun(
    log: AuditLog, tmp_path: Path, clock: FixedClock
) -> None:
    """An empty file is no log yet, and in nobody's way."""
    (tmp_path / NAME).touch(0o600)
    log.settle(clock)
    assert log.entries() == []

    log.record("a", "discard", "x", clock=clock)

    assert len(log.entries()) == 1


def test_only_the_programs_user_may_read_it(log: AuditLog, tmp_path: Path) -> None:
    """It names people."""
    log.record("telegram:1001", "discard", "a.docx")

    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("table", ["entries", "outcomes"])
def test_nothing_in_it_can_be_changed_or_taken_out(
    log: AuditLog, tmp_path: Path, table: str
) -> None:
    """The database itself refuses."""
    log.record("telegram:1001", "discard", "a.docx")
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET at = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                connection.execute(statement)

    assert len(log.entries()) == 1


def test_an_act_and_its_parts_share_an_outcome(
    log: AuditLog, tmp_path: Path, clock: FixedClock
) -> None:
    """What becomes live is done; what does not is failed, whatever ended it."""
    parts = [Act("a", "publish", "one"), Act("a", "end", "1/2020/QH14")]
    with log.acting(parts, clock):
        make_live(tmp_path, "one")
    with pytest.raises(KeyboardInterrupt), log.acting([Act("a", "publish", "two")], clock):
        raise KeyboardInterrupt

    assert [(e.act, e.outcome) for e in log.entries()] == [
        ("publish", "failed"),
        ("end", "done"),
        ("publish", "done"),
    ]


def test_an_interruption_after_the_deed_does_not_undo_what_was_done(
    log: AuditLog, tmp_path: Path, clock: FixedClock
) -> None:
    """What is live counts, not how its doing ended."""
    with pytest.raises(KeyboardInterrupt), log.acting([Act("a", "publish", "one")], clock):
        make_live(tmp_path, "one")
        raise KeyboardInterrupt

    assert log.entries()[0].outcome == "done"


def died(log: AuditLog, clock: FixedClock, acts: list[Act]) -> None:
    """Begin *acts* in a process that is gone before it can say how they went."""
    child = os.fork()
    if child == 0:
        with log.acting(acts, clock):
            os._exit(0)
    os.waitpid(child, 0)


def test_an_act_whose_process_died_is_shown_as_such(
    log: AuditLog, tmp_path: Path, clock: FixedClock
) -> None:
    """Where its snapshot is not live nothing was done; where it is, the act was done."""
    make_live(tmp_path, "zero")
    died(log, clock, [Act("a", "publish", "one"), Act("a", "remove", "1/2020/QH14")])
    assert {e.outcome for e in log.entries()} == {"died"}

    make_live(tmp_path, "one")
    assert {e.outcome for e in log.entries()} == {"done"}


def test_the_next_act_settles_those_before_it(
    log: AuditLog, tmp_path: Path, clock: FixedClock
) -> None:
    """Afterwards the outcome stays, though another snapshot is live by then."""
    make_live(tmp_path, "one")
    died(log, clock, [Act("a", "publish", "one")])
    died(log, clock, [Act("a", "publish", "two")])

    log.settle(clock)
    make_live(tmp_path, "two")

    assert [(e.target, e.outcome) for e in log.entries()] == [("two", "failed"), ("one", "done")]


def test_the_table_opens_in_spreadsheets_and_computes_nothing(
    log: AuditLog, clock: FixedClock
) -> None:
    """UTF-8 with its mark, oldest first; a cell that begins like a formula is text."""
    log.record("a", "end", "1/2020/QH14", None, {"reason": 'Thay thế, "bởi"\nluật mới'}, clock)
    log.record('=HYPERLINK("x")', "discard", "@SUM(1).docx", clock=clock)
    stream = io.BytesIO()

    log.write_csv(stream)

    assert stream.getvalue().startswith(b"\xef\xbb\xbfid,at,actor")
    rows = list(csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig"))))
    assert rows[0]["after"] == '{"reason": "Thay thế, \\"bởi\\"\\nluật mới"}'
    assert rows[1]["actor"] == '\'=HYPERLINK("x")'
    assert rows[1]["target"] == "'@SUM(1).docx"


def test_a_damaged_log_is_told_with_its_mend(log: AuditLog, tmp_path: Path) -> None:
    """It is not overwritten: it may still be evidence."""
    (tmp_path / NAME).write_bytes(b"no database" * 1000)

    with pytest.raises(IndexerError, match="keep it under another name"):
        log.record("a", "discard", "x")

    assert (tmp_path / NAME).read_bytes() == b"no database" * 1000
