"""Files dropped into the watched folder are taken once, whole, and none is ever lost."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.admin.job import Outcome, Refused, Stage
from bot.admin.watched import Watched
from bot.admin.watched_folder import WatchedFolder
from bot.delivery.health import Health
from bot.texts import Texts

CHAT = 1001


@dataclass
class Desk:
    """Jobs as the folder meets them: known for good, ended when the test says so."""

    opened: dict[str, dict[str, bytes]] = field(default_factory=dict)
    """By job: the name and content of each file."""
    ended: dict[str, Outcome] = field(default_factory=dict)
    at_once: bool = False
    full: bool = False

    async def open(
        self, files: Sequence[Path], chat: int, actor: str, *, at_once: bool = False, job: str
    ) -> str:
        """Keep copies of the files, unless the disk is full or the job is known."""
        if self.full:
            raise OSError(28, "No space left on device")
        assert (CHAT, "inbox") == (chat, actor)
        self.at_once = at_once
        self.opened.setdefault(job, {path.name: path.read_bytes() for path in files})
        return job

    def outcome(self, job: str) -> Outcome | None:
        """Return what the test decided."""
        return self.ended.get(job)

    def known(self, job: str) -> bool:
        """Say whether it was opened."""
        return job in self.opened

    def end(self, stage: Stage, **more: object) -> None:
        """Let all jobs that go on come to an end."""
        for job in self.opened.keys() - self.ended.keys():
            self.ended[job] = Outcome(stage, **more)  # type: ignore[arg-type]

    @property
    def files(self) -> list[str]:
        """Names of all files of all jobs."""
        return sorted(name for files in self.opened.values() for name in files)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Return the folder that is watched."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def desk() -> Desk:
    """Return a desk without jobs."""
    return Desk()


@pytest.fixture
def health() -> Health:
    """Return the health of a bot that has started."""
    health = Health()
    health.well("start")
    return health


@pytest.fixture
def watched(inbox: Path, desk: Desk, health: Health) -> Iterator[Watched]:
    """Return what watches the folder."""
    with watching(inbox, desk, health) as one:
        yield one


@contextlib.contextmanager
def watching(inbox: Path, desk: Desk, health: Health) -> Iterator[Watched]:
    """Hand out what watches *inbox*; afterwards another may."""
    folder = WatchedFolder(inbox)
    try:
        yield Watched(folder, desk, Texts.load(), health, CHAT)
    finally:
        folder.release()


async def look(watched: Watched, times: int = 2) -> None:
    """Look so often."""
    for _ in range(times):
        await watched.look()


def held(folder: Path) -> dict[str, str]:
    """Return the visible files under *folder*, with their texts."""
    return {
        str(path.relative_to(folder)): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


async def test_a_file_is_taken_when_it_did_not_change_between_two_looks(
    inbox: Path, desk: Desk, watched: Watched
) -> None:
    """One that is still being written waits; what is taken goes out of sight, whole."""
    (inbox / "a.txt").write_text("one")
    await look(watched, 1)
    (inbox / "a.txt").write_text("one two")
    await look(watched, 1)
    assert [] == desk.files

    await look(watched, 1)

    assert [{"a.txt": b"one two"}] == [*desk.opened.values()]
    assert not (inbox / "a.txt").exists()


@pytest.mark.parametrize(
    "name", [".a.docx", "a.docx.part", "a.tmp", "~$a.docx", "a.crdownload", "a~", "Thumbs.db"]
)
async def test_what_is_not_finished_or_not_meant_is_left_alone(
    inbox: Path, desk: Desk, watched: Watched, name: str
) -> None:
    """Hidden, temporary and half-loaded files stay where they are."""
    (inbox / name).write_text("half")

    await look(watched, 3)

    assert [] == desk.files
    assert (inbox / name).exists()


async def test_folders_and_links_are_left_alone(
    inbox: Path, desk: Desk, watched: Watched, tmp_path: Path
) -> None:
    """A link may point at what nobody meant to hand in."""
    (tmp_path / "secret").write_text("key")
    (inbox / "link.txt").symlink_to(tmp_path / "secret")
    (inbox / "folder").mkdir()
    (inbox / "folder" / "a.txt").write_text("a")

    await look(watched, 3)

    assert [] == desk.files


async def test_files_that_come_together_are_one_job(
    inbox: Path, desk: Desk, watched: Watched
) -> None:
    """Those that are complete wait a while for the one that is still being copied."""
    (inbox / "a.txt").write_text("a")
    for growing in range(4):
        (inbox / "b.txt").write_text("b" * growing)
        await look(watched, 1)
    assert [] == desk.files

    await look(watched, 1)

    assert [["a.txt", "b.txt"]] == [sorted(files) for files in desk.opened.values()]


async def test_a_file_that_never_ends_does_not_hold_up_the_others(
    inbox: Path, desk: Desk, watched: Watched
) -> None:
    """After a minute they go without it."""
    (inbox / "a.txt").write_text("a")
    for growing in range(14):
        (inbox / "b.txt").write_text("b" * growing)
        await look(watched, 1)

    assert ["a.txt"] == desk.files


async def test_more_files_than_a_job_takes_become_several(
    inbox: Path, desk: Desk, watched: Watched
) -> None:
    """A hundred go together at most."""
    for number in range(103):
        (inbox / f"{number:03}.txt").write_text("x")

    await look(watched)

    assert [3, 100] == sorted(len(files) for files in desk.opened.values())


async def test_published_files_are_put_away_as_done(
    inbox: Path, desk: Desk, watched: Watched
) -> None:
    """They wait out of sight until the job has ended."""
    (inbox / "a.txt").write_text("a")
    await look(watched, 4)
    assert ["a.txt"] == [Path(name).name for name in held(inbox)]

    desk.end(Stage.DONE)
    await look(watched, 1)

    assert {"done/a.txt": "a"} == held(inbox)


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (Stage.FAILED, "Chưa đưa được tệp này vào thư viện."),
        (Stage.DISCARDED, "Quản trị viên đã bỏ"),
        (Stage.CANCELLED, "đã bị dừng"),
    ],
)
async def test_other_files_are_put_away_with_a_reason(
    inbox: Path, desk: Desk, watched: Watched, stage: Stage, sentence: str
) -> None:
    """Beside each lies why: a sentence in Vietnamese, the detail in English."""
    (inbox / "a.docx").write_text("a")
    await look(watched)

    desk.end(stage, message="a.docx is damaged.")
    await look(watched, 1)

    files = held(inbox)
    assert {"failed/a.docx", "failed/a.docx.ly-do.txt"} == files.keys()
    first, second = files["failed/a.docx.ly-do.txt"].splitlines()
    assert sentence in first
    assert "a.docx is damaged." == second


async def test_of_a_job_that_is_done_the_refused_files_fail(
    inbox: Path, desk: Desk, watched: Watched
) -> None:
    """Each file ends where it belongs; of an archive the members that were refused are named."""
    for name in ("a.txt", "b:1.txt", "c.zip"):
        (inbox / name).write_text(name)
    await look(watched)

    refused = (Refused("b_1.txt", "b is empty."), Refused("d.doc", "d.doc is damaged."))
    desk.end(Stage.DONE, refused=refused)
    await look(watched, 1)

    files = held(inbox)
    assert {"a.txt", "c.zip", "c.zip.ly-do.txt"} == {
        Path(name).name for name in files if name.startswith("done/")
    }
    assert "d.doc is damaged." in files["done/c.zip.ly-do.txt"]
    assert "b is empty." in files["failed/b:1.txt.ly-do.txt"]


async def test_a_name_that_comes_again_gets_a_number(
    inbox: Path, desk: Desk, watched: Watched
) -> None:
    """Nothing in done/ or failed/ is ever written over."""
    for text in ("one", "two", "three"):
        (inbox / "a.b.docx").write_text(text)
        await look(watched)
        desk.end(Stage.DONE)
        await look(watched, 1)

    assert {"done/a.b.docx": "one", "done/a.b (2).docx": "two", "done/a.b (3).docx": "three"} == (
        held(inbox)
    )


async def test_odd_names_are_taken_too(inbox: Path, desk: Desk, watched: Watched) -> None:
    """Bytes that are no text, line breaks, and names as long as the disk allows."""
    names = [b"\xff\xfe.txt", b"a\nb.txt", "ộ".encode() * 83 + b".txt"]
    for name in names:
        (Path(os.fsdecode(os.fsencode(inbox) + b"/" + name))).write_text("x")

    await look(watched)
    desk.end(Stage.FAILED, message="no")
    await look(watched, 1)

    assert 3 == len(desk.files)
    assert 6 == len(held(inbox / "failed"))
    assert all(name.isprintable() for name in held(inbox / "failed"))


async def test_a_full_disk_is_told_and_the_file_waits(
    inbox: Path, desk: Desk, watched: Watched, health: Health
) -> None:
    """When there is room again, the job is opened, with the same file."""
    (inbox / "a.txt").write_text("a")
    desk.full = True
    await look(watched, 3)
    assert ["inbox"] == [trouble.part for trouble in health.findings]

    desk.full = False
    await look(watched, 1)

    assert ["a.txt"] == desk.files
    assert health.ready


async def test_two_bots_do_not_watch_one_folder(
    inbox: Path, desk: Desk, watched: Watched, health: Health
) -> None:
    """The second one takes nothing, and says why."""
    await look(watched, 1)
    (inbox / "a.txt").write_text("a")
    other = Desk()

    with watching(inbox, other, health) as second:
        await look(second, 3)

    assert [] == other.files
    assert "Another congvu" in str(health.findings[0])


async def test_without_anybody_to_ask_nothing_is_taken(
    inbox: Path, desk: Desk, health: Health
) -> None:
    """The files stay where they were dropped, and the trouble is told."""
    (inbox / "a.txt").write_text("a")
    watched = Watched(WatchedFolder(inbox), desk, Texts.load(), health, 0)

    await look(watched, 3)

    assert {"a.txt": "a"} == held(inbox)
    assert "CONGVU_ADMINS" in str(health.findings[0])


class PowerCut(BaseException):
    """The end of a process in the middle of something."""


_STEPS = ("rename", "replace", "mkdir", "rmdir", "unlink", "write_text")


@contextlib.contextmanager
def power_cut_at(step: int) -> Iterator[list[int]]:
    """End the process before change number *step* of the disk; hand out a count of them."""
    count = [0]
    with pytest.MonkeyPatch.context() as patch:
        for name in _STEPS:
            patch.setattr(Path, name, _counted(getattr(Path, name), step, count))
        yield count


def _counted(real: object, step: int, count: list[int]) -> object:
    def deed(*arguments: object, **options: object) -> object:
        if count[0] == step:
            raise PowerCut
        count[0] += 1
        return real(*arguments, **options)  # type: ignore[operator]

    return deed


async def _life(inbox: Path, desk: Desk, health: Health) -> None:
    """Do all there is to do: take, end the jobs, put away."""
    with watching(inbox, desk, health) as watched:
        await look(watched, 3)
        desk.end(Stage.DONE, refused=(Refused("b.docx", "b is damaged."),))
        await look(watched, 2)


async def test_a_power_cut_at_any_step_loses_and_repeats_nothing(
    tmp_path: Path, health: Health
) -> None:
    """Whatever the last change of the disk was, each file ends once, where it belongs."""
    step, died = 0, True
    while died:
        inbox, desk = tmp_path / str(step), Desk()
        inbox.mkdir()
        for name in ("a.txt", "b.docx"):
            (inbox / name).write_text(name)
        with power_cut_at(step):
            try:
                await _life(inbox, desk, health)
                died = False
            except PowerCut:
                pass
        await _life(inbox, desk, health)

        files = held(inbox)
        expected = {"done/a.txt", "failed/b.docx", "failed/b.docx.ly-do.txt"}
        assert expected == files.keys(), f"cut at change {step}"
        assert "b is damaged." in files["failed/b.docx.ly-do.txt"]
        assert ["a.txt", "b.docx"] == desk.files, f"cut at change {step}"
        step += 1
    assert step > 10
