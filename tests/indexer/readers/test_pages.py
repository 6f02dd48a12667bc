"""Who waits for a long file hears which page is being read, whatever its process says else."""

import os
from pathlib import Path

import pytest
from PIL import Image

from indexer.readers import pages, read_text
from tests.indexer.readers.scans import needs_tesseract, page

WORDS = ["Công chức trực nhật tưới cây mỗi sáng thứ hai, kể cả khi trời sắp mưa."] * 12


def heard_of(folder: Path) -> list[tuple[int, int]]:
    """Return what is told of the file in *folder*."""
    heard: list[tuple[int, int]] = []
    with pages.heard_by(lambda done, total: heard.append((done, total))):
        pages.tell_of(folder)
    return heard


def test_pages_are_told_while_a_file_is_read(tmp_path: Path) -> None:
    """The words go from the reading process to whoever listens here, page by page."""
    needs_tesseract()
    sheet = page(WORDS)
    more: list[Image.Image] = [sheet, sheet]
    sheet.save(tmp_path / "scan.tiff", save_all=True, append_images=more)
    heard: list[tuple[int, int]] = []

    with pages.heard_by(lambda done, total: heard.append((done, total))):
        read_text(tmp_path / "scan.tiff")

    assert heard
    assert sorted(heard) == heard
    assert {3} == {total for _, total in heard}
    assert 2 >= heard[-1][0]


def test_what_was_left_is_told(tmp_path: Path) -> None:
    """The newest word counts."""
    pages.write(tmp_path, 1, 40)
    pages.write(tmp_path, 17, 40)

    assert [(17, 40)] == heard_of(tmp_path)


@pytest.mark.parametrize("words", [b"", b"x", b"9 3", b"1 2 3", b"-1 3", b"1 99999", b"1 " * 99])
def test_what_is_no_number_of_pages_is_passed_over(tmp_path: Path, words: bytes) -> None:
    """The process that reads a stranger's file may have been taken over by it."""
    (tmp_path / ".pages").write_bytes(words)

    assert [] == heard_of(tmp_path)


def test_neither_links_nor_pipes_are_followed(tmp_path: Path) -> None:
    """A link would lead elsewhere, a pipe would keep the reader waiting."""
    pages.write(tmp_path, 1, 2)
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / ".pages").symlink_to(tmp_path / ".pages")
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / ".pages")

    assert [] == heard_of(tmp_path / "link")
    assert [] == heard_of(tmp_path / "pipe")


def test_nobody_need_listen(tmp_path: Path) -> None:
    """Reading without a listener says nothing and goes on."""
    pages.tell(1, 2)
    pages.write(tmp_path / "missing", 1, 2)
    pages.tell_of(tmp_path / "missing")
