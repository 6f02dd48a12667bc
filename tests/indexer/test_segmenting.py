"""Cutting texts into words in several processes gives what one gives, whatever becomes of them."""

import os
import select
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from indexer.segmenting import WORTH, Words, _Helper, segmenting
from knowledge.cache import Cache
from knowledge.vietnamese import Segmenter

TEXTS = [f"Công chức trực nhật tưới {n} cây mỗi buổi sáng." for n in range(11)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the cache is."""
    return tmp_path / "segments.db"


@pytest.fixture
def segmenter(path: Path) -> Iterator[Segmenter]:
    """Return a segmenter with that cache."""
    with closing(Cache(path)) as cache:
        yield Segmenter(cache)


@pytest.fixture
def _three_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let three processes work."""
    monkeypatch.setenv("OMP_NUM_THREADS", "3")


def helpers_of(words_of: Words) -> list[_Helper]:
    """Return the processes that work beside this one."""
    helpers: list[_Helper] = words_of.args[1]  # type: ignore[attr-defined]
    return helpers


@pytest.mark.usefixtures("_three_cores")
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 11])
def test_several_processes_cut_what_one_cuts(segmenter: Segmenter, path: Path, count: int) -> None:
    """In the same order, however few there are, and all of it is in the cache afterwards."""
    with segmenting(segmenter, path, WORTH) as words_of:
        words = words_of(TEXTS[:count])

    assert Segmenter().words(TEXTS[:count]) == words
    with closing(sqlite3.connect(path)) as cache:
        assert (count,) == cache.execute("SELECT COUNT(*) FROM entries").fetchone()


@pytest.mark.usefixtures("_three_cores")
def test_what_a_process_that_died_would_have_cut_is_cut_here(
    segmenter: Segmenter, path: Path
) -> None:
    """Killed before it was asked, or after."""
    with segmenting(segmenter, path, WORTH) as words_of:
        first, second = helpers_of(words_of)
        first.process.kill()
        first.process.wait()
        second.ask(["đang làm"])
        second.process.kill()

        assert Segmenter().words(TEXTS) == words_of(TEXTS)


@pytest.mark.usefixtures("_three_cores")
def test_no_process_outlives_the_work(segmenter: Segmenter, path: Path) -> None:
    """An error in between ends them too, though they are at work."""
    helpers: list[_Helper] = []
    with pytest.raises(KeyboardInterrupt), segmenting(segmenter, path, WORTH) as words_of:
        helpers += helpers_of(words_of)
        helpers[0].ask(TEXTS)
        raise KeyboardInterrupt

    assert [-signal.SIGKILL] * 2 == [helper.process.returncode for helper in helpers]


@pytest.mark.parametrize(("passages", "cores"), [(WORTH - 1, "3"), (WORTH, "1")])
def test_little_work_or_one_core_starts_no_process(
    segmenter: Segmenter, path: Path, monkeypatch: pytest.MonkeyPatch, passages: int, cores: str
) -> None:
    """The segmenter works alone."""
    monkeypatch.setenv("OMP_NUM_THREADS", cores)

    with segmenting(segmenter, path, passages) as words_of:
        assert segmenter.words == words_of


def test_a_process_ends_with_the_one_that_was_killed(path: Path) -> None:
    """It reads on until nobody can write any more."""
    code = (
        "import sys; from pathlib import Path; from indexer.segmenting import _Helper\n"
        "helper = _Helper(Path(sys.argv[1])); helper.ask(['làm việc'])\n"
        "print(helper.process.pid, helper.answer(), flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout is not None
        pid, _, answer = process.stdout.readline().partition(" ")
        assert "[['làm_việc']]\n" == answer
        watched = os.pidfd_open(int(pid))
        process.kill()

        ended, _, _ = select.select([watched], [], [], 60)
    os.close(watched)
    assert ended
