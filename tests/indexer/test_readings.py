"""What reading a file gave is kept for a while, so that a scan is recognised once."""

import os
from pathlib import Path

import pytest

from indexer.errors import ReadError
from indexer.readers.reading import ReadDocument, Reading, Remarks
from indexer.readings import Readings
from indexer.structure import parse_document
from tests.indexer.files import DECREE


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Read every file as the invented decree with one damaged member; list what was read."""
    read: list[str] = []

    def reading(path: Path) -> Reading:
        read.append(path.name)
        found = ReadDocument(parse_document(DECREE, path.name), Remarks(("VNI",), 0.5, 3, 2))
        return Reading((found,), (ReadError("too-many-pages", "a.pdf", pages=900, most=500),))

    monkeypatch.setattr("indexer.readings.read", reading)
    return read


def test_a_file_is_read_once(tmp_path: Path, counted: list[str]) -> None:
    """The second time everything comes from the cache: trees, remarks, problems."""
    first = Readings(tmp_path / "kept").read(Path("a.pdf"), "0.pdf")

    again = Readings(tmp_path / "kept").read(Path("a.pdf"), "0.pdf")

    assert counted == ["a.pdf"]
    assert again.documents == first.documents
    assert [str(p) for p in again.problems] == [str(p) for p in first.problems]


def test_other_bytes_and_other_names_are_read(tmp_path: Path, counted: list[str]) -> None:
    """A document without a number is known by its file's name, so that counts too."""
    readings = Readings(tmp_path / "kept")
    for name, origin in (("a.pdf", "0.pdf"), ("b.pdf", "0.pdf"), ("a.pdf", "1.pdf")):
        readings.read(Path(name), origin)

    assert counted == ["a.pdf", "b.pdf", "a.pdf"]


def test_a_newer_reader_reads_again(
    tmp_path: Path, counted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an older one understood does not count."""
    readings = Readings(tmp_path / "kept")
    readings.read(Path("a.pdf"), "0.pdf")
    monkeypatch.setattr("indexer.readings.READER_VERSION", "newer")

    readings.read(Path("a.pdf"), "0.pdf")

    assert len(counted) == 2


def test_what_is_kept_is_private_and_goes_after_a_day(tmp_path: Path, counted: list[str]) -> None:
    """A file that was sent and discarded leaves nothing for long."""
    Readings(tmp_path / "kept").read(Path("a.pdf"), "0.pdf")
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    yesterday = kept.stat().st_mtime - 25 * 60 * 60
    os.utime(kept, (yesterday, yesterday))

    Readings(tmp_path / "kept").read(Path("b.pdf"), "1.pdf")

    assert not kept.exists()
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_a_damaged_entry_is_read_again(tmp_path: Path, counted: list[str]) -> None:
    """It can be computed; it is not worth a word."""
    Readings(tmp_path / "kept").read(Path("a.pdf"), "0.pdf")
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(b"nothing")

    assert Readings(tmp_path / "kept").read(Path("a.pdf"), "0.pdf").documents
    assert len(counted) == 2


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, counted: list[str]) -> None:
    """A file in the place of the folder keeps nobody from reading."""
    (tmp_path / "kept").write_text("")

    assert Readings(tmp_path / "kept").read(Path("a.pdf"), "0.pdf").documents
