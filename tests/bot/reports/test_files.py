"""Attachments lie sealed on disk, whole or not at all, and leave no trace when erased."""

import errno
import os
import resource
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.reports.errors import VaultError
from bot.reports.files import CHUNK, SealedFiles

KEY, CASE = b"k" * 32, b"c" * 16
SIZES = (0, 1, 4095, 4096, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK - 1, 1_000_000)


@pytest.fixture
def files(tmp_path: Path) -> SealedFiles:
    """Return an empty folder of sealed files."""
    return SealedFiles(tmp_path / "cases")


def path_of(files: SealedFiles, file_id: str) -> Path:
    """Return where a sealed file lies."""
    return files._path(file_id)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_written_is_read(files: SealedFiles, size: int) -> None:
    """Around every border of chunks and padding; bytes of zero and 0x80 at the end too."""
    file_id = files.new_id()
    for content in (os.urandom(size), bytes(size), b"\x80" * size):
        files.write(KEY, CASE, file_id, content)
        assert content == files.read(KEY, CASE, file_id)
        assert all(0 < len(piece) <= CHUNK for piece in files.chunks(KEY, CASE, file_id))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(pieces=st.lists(st.binary(max_size=100_000), max_size=6))
def test_pieces_of_any_size_make_one_file(files: SealedFiles, pieces: list[bytes]) -> None:
    """As they come from the network."""
    file_id = files.new_id()
    with files.writer(KEY, CASE, file_id) as writer:
        for piece in pieces:
            writer.write(piece)

    assert b"".join(pieces) == files.read(KEY, CASE, file_id)
    files.erase(file_id)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.integers(min_value=0), bit=st.integers(0, 7), size=st.sampled_from([0, 100_000]))
def test_a_flipped_bit_is_refused(files: SealedFiles, place: int, bit: int, size: int) -> None:
    """In the header, in a chunk, in the padding."""
    file_id = files.new_id()
    files.write(KEY, CASE, file_id, bytes(size))
    path = path_of(files, file_id)
    altered = bytearray(path.read_bytes())
    altered[place % len(altered)] ^= 1 << bit
    path.write_bytes(altered)

    with pytest.raises(VaultError, match="altered, cut, or moved"):
        files.read(KEY, CASE, file_id)
    path.unlink()


@pytest.mark.parametrize("end", [0, 23, 24, 40, 24 + 17 + CHUNK, -1])
def test_a_cut_file_is_refused(files: SealedFiles, end: int) -> None:
    """At the border of a chunk too, where what is left looks whole."""
    file_id = files.new_id()
    files.write(KEY, CASE, file_id, bytes(3 * CHUNK))
    path = path_of(files, file_id)
    path.write_bytes(path.read_bytes()[:end])

    with pytest.raises(VaultError):
        files.read(KEY, CASE, file_id)


def test_a_lengthened_file_and_swapped_chunks_are_refused(files: SealedFiles) -> None:
    """Order and end belong to what is sealed."""
    file_id = files.new_id()
    files.write(KEY, CASE, file_id, bytes(4 * CHUNK))
    path = path_of(files, file_id)
    whole = path.read_bytes()
    first, second = 24, 24 + CHUNK + 17
    swapped = whole[second : second + CHUNK + 17] + whole[first:second]

    for wrong in (whole + b"\0", whole[:24] + swapped + whole[24 + len(swapped) :]):
        path.write_bytes(wrong)
        with pytest.raises(VaultError):
            files.read(KEY, CASE, file_id)


def test_a_file_moved_to_another_name_or_case_is_refused(files: SealedFiles) -> None:
    """Neither another file of the case nor another case's can take its place."""
    one, two = files.new_id(), files.new_id()
    files.write(KEY, CASE, one, b"one")
    path_of(files, one).rename(path_of(files, two))

    for key, case in ((KEY, CASE), (KEY, b"C" * 16), (b"K" * 32, CASE)):
        with pytest.raises(VaultError):
            files.read(key, case, two)
    with pytest.raises(VaultError, match="not there any more"):
        files.read(KEY, CASE, one)


def test_names_are_names_and_no_paths(files: SealedFiles) -> None:
    """Nothing outside the folder is read, written or erased."""
    for name in ("../bot.db", "", "a" * 31, "A" * 32, "a" * 32 + "\n", "/etc/passwd"):
        with pytest.raises(VaultError, match="no name of a sealed file"):
            files.erase(name)


def test_only_the_owner_reads_and_no_hour_is_told(files: SealedFiles) -> None:
    """The date of a file says nothing of when somebody wrote."""
    file_id = files.new_id()
    files.write(KEY, CASE, file_id, b"x")
    status = path_of(files, file_id).stat()

    assert 0o600 == status.st_mode & 0o777
    assert 0o700 == path_of(files, file_id).parent.stat().st_mode & 0o777
    assert 1980 == 1970 + status.st_mtime // (365.2 * 86400)


def test_sizes_are_rounded(files: SealedFiles) -> None:
    """A file that is known from elsewhere is not known again by its size."""
    sizes = set()
    for size in range(5_000_000, 5_040_000, 8_000):
        file_id = files.new_id()
        files.write(KEY, CASE, file_id, bytes(size))
        sizes.add(path_of(files, file_id).stat().st_size)
    [rounded] = sizes

    assert 5_040_000 < rounded < 5_000_000 * 1.12


def test_an_error_while_writing_leaves_nothing(files: SealedFiles) -> None:
    """A download that breaks off has never been there."""
    file_id = files.new_id()
    with pytest.raises(RuntimeError), files.writer(KEY, CASE, file_id) as writer:
        writer.write(bytes(200_000))
        raise RuntimeError

    assert not files.exists(file_id)
    assert [] == list(path_of(files, file_id).parent.iterdir())


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """The error is the disk's, and there is room again afterwards."""
    attempt = (
        "import resource, signal, sys, pathlib\n"
        "from bot.reports.files import SealedFiles\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n"
        "files = SealedFiles(pathlib.Path(sys.argv[1]))\n"
        "try: files.write(b'k' * 32, b'c' * 16, 'ab' * 16, bytes(400_000))\n"
        "except OSError as error: print(error.errno)\n"
    )
    command = [sys.executable, "-c", attempt, str(tmp_path / "cases")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert errno.EFBIG == int(done.stdout)
    assert [] == list((tmp_path / "cases").iterdir())


def test_a_killed_writer_leaves_an_orphan_that_is_found(tmp_path: Path) -> None:
    """Half a file does not count, and can be erased."""
    attempt = (
        "import os, sys, pathlib\n"
        "from bot.reports.files import SealedFiles\n"
        "files = SealedFiles(pathlib.Path(sys.argv[1]))\n"
        "files.writer(b'k' * 32, b'c' * 16, 'ab' * 16).write(bytes(400_000))\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", attempt, str(tmp_path)], check=False)
    files = SealedFiles(tmp_path)
    known, unknown = files.new_id(), files.new_id()
    files.write(KEY, CASE, known, b"known")
    files.write(KEY, CASE, unknown, b"unknown")

    assert -9 == done.returncode
    assert not files.exists("ab" * 16)
    assert {"ab" * 16, unknown} == files.orphans({known}, older_than=0)
    assert set() == files.orphans({known}, older_than=3600)
    for orphan in files.orphans({known}, older_than=0):
        files.erase(orphan)
    assert [known] == [path.name for path in tmp_path.iterdir()]


def test_erasing_overwrites_before_it_removes(files: SealedFiles) -> None:
    """What another name still leads to is noise; erasing twice is no error."""
    file_id = files.new_id()
    files.write(KEY, CASE, file_id, bytes(100_000))
    other_name = path_of(files, file_id).with_name("kept")
    os.link(path_of(files, file_id), other_name)
    before = other_name.read_bytes()
    files.erase(file_id)
    after = other_name.read_bytes()
    files.erase(file_id)

    assert not files.exists(file_id)
    assert len(before) == len(after)
    assert not any(before[i : i + 16] == after[i : i + 16] for i in range(0, len(after), 16))


def test_twenty_megabytes_take_little_memory(files: SealedFiles) -> None:
    """Sealing and opening hold a few chunks, however large the file."""

    def pieces() -> Iterator[bytes]:
        for _ in range(320):
            yield bytes(CHUNK)

    file_id = files.new_id()
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    tracemalloc.start()
    with files.writer(KEY, CASE, file_id) as writer:
        for piece in pieces():
            writer.write(piece)
    size = sum(len(piece) for piece in files.chunks(KEY, CASE, file_id))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert 320 * CHUNK == size
    assert peak < 1_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - resident < 8 * 1024
