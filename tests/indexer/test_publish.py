"""Publishing, history and rollback: one name changes, and never to something broken."""

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.audit import AuditLog
from indexer.errors import BusyError
from indexer.publish import (
    builder_lock,
    history,
    library_folder,
    prune,
    publish,
    rollback,
    undone,
)
from indexer.search_index import SearchIndexer
from indexer.snapshot import Batch, Incoming, build
from knowledge.clock import FixedClock
from knowledge.errors import LibraryError, NoLibraryError
from knowledge.library import Library, current_snapshot
from knowledge.manifest import Changes
from knowledge.model import Document, DocumentTree
from knowledge.vietnamese import Segmenter
from tests.indexer.embedder import HashEmbedder


def add(home: Path, clock: FixedClock, number: str) -> str:
    """Publish a snapshot with one more document known by name; return its id."""
    root = library_folder(home)
    try:
        previous = Library.open(current_snapshot(home))
    except NoLibraryError:
        previous = None
    incoming = [Incoming(DocumentTree(Document(number, "Luật", ""), "", ()), "0.md")]
    batch = Batch(incoming, (), Changes(added=(number,)))
    indexer = SearchIndexer(HashEmbedder(), Segmenter())
    folder = build(root, previous, batch, indexer, clock)
    publish(home, folder.name)
    return folder.name


@pytest.fixture
def three(tmp_path: Path, clock: FixedClock) -> list[str]:
    """Return the ids of three snapshots published one after the other."""
    return [add(tmp_path, clock, f"{n}/2020/QH14") for n in (1, 2, 3)]


def numbers(home: Path) -> list[str]:
    """Return the numbers of the documents in the live library."""
    return [d.number for d in Library.open(current_snapshot(home)).documents()]


def test_the_last_one_published_is_live(tmp_path: Path, three: list[str]) -> None:
    """`current` names it, and it holds all three documents."""
    assert current_snapshot(tmp_path).name == three[-1]
    assert len(numbers(tmp_path)) == 3


def test_history_tells_what_each_snapshot_changed(tmp_path: Path, three: list[str]) -> None:
    """Newest first, with counts and the live one marked."""
    entries = history(tmp_path)

    assert [entry.id for entry in entries] == three[::-1]
    assert [entry.current for entry in entries] == [True, False, False]
    assert [entry.documents for entry in entries] == [3, 2, 1]
    assert entries[0].changes.added == ("3/2020/QH14",)


def test_a_home_without_a_library_has_no_history(tmp_path: Path) -> None:
    """Nothing published, nothing listed."""
    assert history(tmp_path) == []


def test_rollback_goes_one_step_at_a_time(tmp_path: Path, three: list[str]) -> None:
    """Twice back from the third is the first, and there it ends."""
    assert [rollback(tmp_path), rollback(tmp_path)] == [three[1], three[0]]
    assert numbers(tmp_path) == ["1/2020/QH14"]
    with pytest.raises(LibraryError, match="no snapshot before"):
        rollback(tmp_path)


def test_rollback_to_a_named_snapshot_goes_either_way(tmp_path: Path, three: list[str]) -> None:
    """Any snapshot on disk can be made live, a newer one too."""
    rollback(tmp_path, three[0])

    rollback(tmp_path, three[2])

    assert len(numbers(tmp_path)) == 3


def test_rollback_after_a_refresh_after_a_rollback_skips_what_was_taken_back(
    tmp_path: Path, clock: FixedClock, three: list[str]
) -> None:
    """One step back is the snapshot this one was made from, not the rejected one."""
    rollback(tmp_path, three[1])
    add(tmp_path, clock, "4/2020/QH14")

    assert rollback(tmp_path) == three[1]


@pytest.mark.parametrize("name", ["nothing", "../library", ".lock", ""])
def test_an_unknown_snapshot_changes_nothing(tmp_path: Path, three: list[str], name: str) -> None:
    """A wrong name is refused before anything is touched."""
    with pytest.raises(LibraryError, match="congvu history"):
        publish(tmp_path, name)

    assert current_snapshot(tmp_path).name == three[-1]


def test_a_damaged_snapshot_is_not_published(tmp_path: Path, three: list[str]) -> None:
    """Rolling back to a damaged snapshot leaves the live one live."""
    with (tmp_path / "library" / three[0] / "vectors.faiss").open("ab") as stream:
        stream.write(b"x")

    with pytest.raises(LibraryError, match=r"vectors\.faiss"):
        rollback(tmp_path, three[0])

    assert current_snapshot(tmp_path).name == three[-1]


@pytest.mark.parametrize("name", ["library.db", "manifest.json"])
def test_rollback_leaves_a_damaged_live_snapshot(
    tmp_path: Path, three: list[str], name: str
) -> None:
    """The advice to roll back works even when the live manifest is what is damaged."""
    (tmp_path / "library" / three[2] / name).write_bytes(b"x")

    assert rollback(tmp_path) == three[1]
    assert len(numbers(tmp_path)) == 2


@pytest.mark.parametrize("content", [b"nonsense\n", b"", b"\xcd\xff", b"\0\0\0", None])
def test_a_lost_name_of_the_live_snapshot_is_no_empty_library(
    tmp_path: Path, three: list[str], content: bytes | None
) -> None:
    """A library is not begun anew over snapshots that are there; rollback finds the newest."""
    current = tmp_path / "library" / "current"
    current.unlink() if content is None else current.write_bytes(content)

    with pytest.raises(LibraryError, match="congvu rollback") as raised:
        current_snapshot(tmp_path)

    assert not isinstance(raised.value, NoLibraryError)
    assert [entry.current for entry in history(tmp_path)] == [False] * 3
    assert rollback(tmp_path) == three[-1]
    assert len(numbers(tmp_path)) == 3


def test_a_first_snapshot_that_was_never_published_is_no_library(
    tmp_path: Path, clock: FixedClock
) -> None:
    """Killed before its publishing, the first build leaves what the next one passes over."""
    add(tmp_path, clock, "1/2020/QH14")
    (tmp_path / "library" / "current").unlink()

    with pytest.raises(NoLibraryError):
        current_snapshot(tmp_path)


def test_a_reader_of_the_old_snapshot_goes_on(
    tmp_path: Path, clock: FixedClock, three: list[str]
) -> None:
    """Publishing does not disturb who has the snapshot before it open."""
    reader = Library.open(current_snapshot(tmp_path))

    add(tmp_path, clock, "4/2020/QH14")

    assert [d.number for d in reader.documents()] == ["1/2020/QH14", "2/2020/QH14", "3/2020/QH14"]
    assert reader.text("1/2020/QH14") == ""
    assert len(numbers(tmp_path)) == 4


def test_prune_keeps_the_newest_and_the_live_one(tmp_path: Path, three: list[str]) -> None:
    """The live snapshot stays, however old it is."""
    rollback(tmp_path, three[0])

    prune(tmp_path, keep=1)

    assert {entry.id for entry in history(tmp_path)} == {three[0], three[2]}


def test_prune_keeps_what_an_undo_needs(
    tmp_path: Path, clock: FixedClock, three: list[str]
) -> None:
    """The snapshot that the live one came from stays, however many were made since."""
    rollback(tmp_path, three[0])
    four = add(tmp_path, clock, "4/2020/QH14")

    prune(tmp_path, keep=1)

    left = {entry.id for entry in history(tmp_path)}
    assert three[1] not in left
    assert left >= {four, three[0]}
    assert rollback(tmp_path) == three[0]


def test_an_undo_can_be_undone_and_that_again(tmp_path: Path, three: list[str]) -> None:
    """What was taken back last is known until something else is published."""
    assert undone(tmp_path) == ""
    rollback(tmp_path, actor="cli:a")
    assert undone(tmp_path) == three[2]

    rollback(tmp_path, undone(tmp_path))

    assert current_snapshot(tmp_path).name == three[2]
    assert undone(tmp_path) == three[1]


def test_a_rollback_is_in_the_audit_log(
    tmp_path: Path, clock: FixedClock, three: list[str]
) -> None:
    """Who, when, from which snapshot to which; one that was refused changed nothing."""
    with (tmp_path / "library" / three[0] / "vectors.faiss").open("ab") as stream:
        stream.write(b"x")
    rollback(tmp_path, actor="telegram:1001", clock=clock)
    with pytest.raises(LibraryError):
        rollback(tmp_path, actor="telegram:1001", clock=clock)
    with pytest.raises(LibraryError):
        rollback(tmp_path, "nothing", actor="telegram:1001", clock=clock)

    refused, done = AuditLog(tmp_path).entries()

    assert (done.actor, done.act, done.outcome) == ("telegram:1001", "rollback", "done")
    assert (done.before, done.after) == ({"snapshot": three[2]}, {"snapshot": three[1]})
    assert (refused.target, refused.outcome) == (three[0], "failed")


def test_going_back_to_what_is_live_is_no_act(tmp_path: Path, three: list[str]) -> None:
    """Nothing changed, and nothing is said to have."""
    assert rollback(tmp_path, three[2]) == three[2]
    assert AuditLog(tmp_path).entries() == []


def test_only_one_builder_works_at_a_time(tmp_path: Path, three: list[str]) -> None:
    """A second process is told to wait in one sentence, and the lock goes with its holder."""
    code = (
        "import sys; from pathlib import Path; from indexer.publish import builder_lock\n"
        "with builder_lock(Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"locked\n"
        with pytest.raises(BusyError, match="wait until it is done"):
            rollback(tmp_path)
        holder.kill()

    with builder_lock(tmp_path):
        assert current_snapshot(tmp_path).name == three[-1]
