"""The process that reads a file: what takes it over gains nothing, and leaves nothing behind."""

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from ast import literal_eval
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

from indexer.errors import ReadError
from indexer.readers import sandbox, sandbox_limits
from indexer.readers.sandbox_folder import PREFIX


class GivenUpError(Exception):
    """Somebody stopped waiting."""


TRY = """
def attempt(do):
    try:
        said.append(str(do())[:40])
    except OSError as error:
        said.append(type(error).__name__)
"""
FORK = """
import os, signal
try:
    for number in range({most}):
        if os.fork() == 0:
            signal.pause()
        said.append(str(number))
except OSError:
    pass
"""
_TOGETHER = pytest.mark.parametrize("how", ["", "together"], ids=["apart", "together"])


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for temporary files, which is this test's own."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.fixture
def ran(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str], sandbox.Answer]]:
    """Return what reads a file that has taken its process over, and look what it left."""
    monkeypatch.setattr(sandbox, "_CHILD", "tests.indexer.readers.overtaken")

    def run(code: str) -> sandbox.Answer:
        path = tmp_path / "taken.txt"
        path.write_text(code, encoding="utf-8")
        with sandbox.opened(path, "taken.txt") as answer:
            return answer

    yield run
    assert end_of_processes("tests.indexer.readers.overtaken") == []
    assert left_folders() == set()


def left_folders() -> set[str]:
    """Return the folders of readings that lie there."""
    return {path.name for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*")}


def end_of_processes(word: str) -> list[int]:
    """Return the processes with *word* in their command that do not end within ten seconds."""
    return [number for number in _processes(word) if not _ends(number)]


def _processes(word: str) -> Iterator[int]:
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if word.encode() in command:
            yield int(folder.name)


def _ends(number: int) -> bool:
    try:
        handle = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], 10)[0])
    finally:
        os.close(handle)


def said(answer: sandbox.Answer) -> list[str]:
    """Return what a program that took the process over has to say."""
    return list(literal_eval(answer.extracted.text))


class TestReach:
    """What code in the process can get at."""

    @_TOGETHER
    def test_it_opens_no_connection(self, ran: Callable[[str], sandbox.Answer], how: str) -> None:
        """Neither by IP nor over the machine's own links, with namespaces and without."""
        families = "(socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET)"
        code = f"{TRY}\nimport socket\nfor f in {families}: attempt(lambda: socket.socket(f))"

        assert said(ran(how + code)) == ["PermissionError"] * 4

    @_TOGETHER
    def test_it_reads_nothing_of_ours(
        self, ran: Callable[[str], sandbox.Answer], tmp_path: Path, how: str
    ) -> None:
        """Not a file beside the one it was given, not another process's settings."""
        (tmp_path / "service.key").write_text("secret")
        code = f"""{TRY}
attempt(lambda: open({str(tmp_path / "service.key")!r}).read())
attempt(lambda: open("/proc/{os.getpid()}/environ").read())
attempt(lambda: open("/etc/shadow").read())
import os; attempt(lambda: os.listdir({str(Path(__file__).parents[3])!r}))
"""
        refused = {"PermissionError", "FileNotFoundError"}

        assert set(said(ran(how + code))) <= refused

    @_TOGETHER
    def test_it_writes_only_in_its_folder(
        self, ran: Callable[[str], sandbox.Answer], tmp_path: Path, how: str
    ) -> None:
        """Wherever it is, it finds its own folder writable and nothing else."""
        code = f"""{TRY}
import os
attempt(lambda: open(os.path.join(os.environ["TMPDIR"], "own"), "w").write("words"))
attempt(lambda: open("/var/tmp/congvu-escaped", "w"))
attempt(lambda: open({str(tmp_path / "escaped")!r}, "w"))
attempt(lambda: os.link("/etc/passwd", "passwd"))
"""
        assert said(ran(how + code))[0] == "5"
        assert set(said(ran(how + code))[1:]) <= {"PermissionError", "FileNotFoundError", "OSError"}
        assert not (tmp_path / "escaped").exists()

    def test_it_learns_nothing_of_the_service(
        self, ran: Callable[[str], sandbox.Answer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The token of the bot is not in the environment."""
        monkeypatch.setenv("CONGVU_TOKEN", "12345:secret")
        code = "import os\nsaid += [k for k in os.environ if 'CONGVU' in k] + [str(os.getcwd())]"

        assert not any("CONGVU" in word for word in said(ran(code)))

    def test_it_signals_nobody(self, ran: Callable[[str], sandbox.Answer]) -> None:
        """Not even to ask whether a process is there."""
        code = f"{TRY}\nimport os\nattempt(lambda: os.kill({os.getpid()}, 0))"

        assert said(ran("together" + code)) == ["PermissionError"]


class TestCost:
    """What a file can cost: one clear sentence."""

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("bytearray(2 << 30)", "memory"),
            ("import os; os.abort()", "crashed"),
            ("import ctypes; ctypes.string_at(0)", "crashed"),
            ("import os; os._exit(0)", "crashed"),
            ("import sys; sys.exit(7)", "crashed"),
            ("print('noise' * 99); raise KeyError", "not-understood"),
            ("def f(): f()\nf()", "not-understood"),
            ("answer = {'error': 'no such code', 'values': {}}", "crashed"),
            ("answer = {'kind': '.txt', 'text': 5, 'remarks': {}}", "crashed"),
            ("answer = {'error': 'slow', 'values': {'second': 5}}", "crashed"),
        ],
    )
    def test_what_goes_wrong_in_it_is_one_error(
        self, ran: Callable[[str], sandbox.Answer], code: str, expected: str
    ) -> None:
        """Whatever becomes of the process, and whatever it answers."""
        with pytest.raises(ReadError) as caught:
            ran(code)

        assert (caught.value.code, caught.value.name) == (expected, "taken.txt")

    def test_a_hang_ends(
        self, ran: Callable[[str], sandbox.Answer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After its time it is over, with the programs that it started in sessions of their own."""
        monkeypatch.setattr(sandbox, "SECONDS", 1)
        code = """
import os, signal
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        signal.pause()
signal.pause()
"""
        with pytest.raises(ReadError, match="could not be read within 1 seconds"):
            ran(code)

    def test_a_flood_of_words_ends(
        self, ran: Callable[[str], sandbox.Answer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """An answer has a longest length."""
        monkeypatch.setattr(sandbox, "MOST_ANSWERED", 1 << 20)

        with pytest.raises(ReadError) as caught:
            ran("said += ['x' * (8 << 20)]")
        assert caught.value.code == "unsafe"

    def test_a_flood_of_files_ends(
        self, ran: Callable[[str], sandbox.Answer], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """So has what it writes, file by file and in all."""
        monkeypatch.setattr(sandbox, "MOST_WRITTEN", 1 << 20)
        code = "import os, signal\nopen('big', 'wb').write(os.urandom(8 << 20))\nsignal.pause()"

        with pytest.raises(ReadError) as caught:
            ran(code)
        assert caught.value.code == "unsafe"

    @_TOGETHER
    def test_many_processes_end(self, ran: Callable[[str], sandbox.Answer], how: str) -> None:
        """None of those that it starts outlives it, nor keeps its answer."""
        assert len(said(ran(how + FORK.format(most=40)))) == 40

    @pytest.mark.skipif(os.getuid() == 0, reason="The system lets root start any number.")
    def test_processes_without_end_end(self, ran: Callable[[str], sandbox.Answer]) -> None:
        """It can start so many and no more."""
        most = sandbox_limits.PROCESSES

        assert len(said(ran(FORK.format(most=2 * most)))) < most

    def test_an_interruption_ends_it(self, ran: Callable[[str], sandbox.Answer]) -> None:
        """Who gives up waiting leaves nothing at work."""

        def interrupt(_number: int, _frame: FrameType | None) -> None:
            raise GivenUpError

        before = signal.signal(signal.SIGALRM, interrupt)
        signal.setitimer(signal.ITIMER_REAL, 0.7)
        try:
            with pytest.raises(GivenUpError):
                ran("import signal; signal.pause()")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


_PARENT = """
import subprocess, sys
from pathlib import Path
from indexer.readers import sandbox
sandbox._CHILD = "tests.indexer.readers.overtaken"
start = subprocess.Popen.__init__
def shown(self, *words, **values):
    start(self, *words, **values)
    print(self.pid, values["cwd"], flush=True)
subprocess.Popen.__init__ = shown
with sandbox.opened(Path(sys.argv[1]), "a.txt"):
    pass
"""


@_TOGETHER
def test_a_killed_service_leaves_no_process(tmp_path: Path, how: str) -> None:
    """Nobody is left to end the process that reads; it ends all the same, and is swept up after."""
    hanging = tmp_path / "hang.txt"
    hanging.write_text(f"{how}\nimport signal, os\nos.fork()\nsignal.pause()", encoding="utf-8")
    command = [sys.executable, "-c", _PARENT, str(hanging)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        number, folder = parent.stdout.readline().split()
        parent.kill()

    assert _ends(int(number))
    assert end_of_processes("tests.indexer.readers.overtaken") == []
    os.utime(folder, (0, 0))
    plain = tmp_path / "plain.txt"
    plain.write_text("Chào.", encoding="utf-8")
    with sandbox.opened(plain, "plain.txt") as answer:
        assert answer.extracted.text == "Chào."
        assert not Path(folder).exists()


def test_a_folder_in_use_is_not_swept_up(tmp_path: Path) -> None:
    """However long a reading takes, another one leaves its folder alone."""
    plain = tmp_path / "plain.txt"
    plain.write_text("Chào.", encoding="utf-8")
    with sandbox.opened(plain, "plain.txt"):
        own = left_folders()
        for name in own:
            os.utime(Path(tempfile.gettempdir(), name), (0, 0))
        with sandbox.opened(plain, "plain.txt"):
            assert own < left_folders()


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A member that an overtaken process made a link to our files is none."""
    (tmp_path / "key").write_text("secret")
    (tmp_path / "member0.txt").symlink_to(tmp_path / "key")

    with (
        pytest.raises(ReadError, match="cannot be read"),
        sandbox.opened(tmp_path / "member0.txt", "a.zip › b.txt"),
    ):
        pass


def test_a_program_among_temporary_files_can_read(tmp_path: Path) -> None:
    """A checkout under /tmp is read from, where a process has a place of its own instead of it."""
    program = tmp_path  # under /tmp, unless somebody has set it elsewhere
    for package in ("indexer", "knowledge"):
        shutil.copytree(
            Path(sandbox.__file__).parents[2] / package,
            program / package,
            ignore=shutil.ignore_patterns("__pycache__", "starter"),
        )
    (program / "a.txt").write_text(
        "Điều 1. Phạm vi\nQuy định này áp dụng cho công chức.\n", "utf-8"
    )
    words = "from pathlib import Path\nfrom indexer.readers import read_text\n"
    words += "print(read_text(Path('a.txt')))"

    done = subprocess.run(
        [sys.executable, "-c", words],
        cwd=program,
        env={**os.environ, "PYTHONPATH": str(program)},
        capture_output=True,
        encoding="utf-8",
    )

    assert "áp dụng cho công chức" in done.stdout, done.stderr
