"""An attachment is taken in as a sealed original and a sealed copy without its properties."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.reports.attachments import names_of, take_in
from bot.reports.files import SealedFiles
from tests.bot.reports import canaries

KEY, CASE = b"k" * 32, b"c" * 16


@pytest.fixture
def files(tmp_path: Path) -> SealedFiles:
    """Return an empty folder of sealed files."""
    return SealedFiles(tmp_path)


def in_pieces(data: bytes, size: int = 1000) -> Iterator[bytes]:
    """Yield *data* as a network brings it."""
    for start in range(0, len(data), size):
        yield data[start : start + size]


def test_a_photograph_is_kept_as_it_was_and_shown_without_its_place(
    files: SealedFiles, tmp_path: Path
) -> None:
    """The original is evidence; nothing on the disk shows either."""
    original = canaries.jpeg()
    taken = take_in(files, KEY, CASE, in_pieces(original), "IMG_1.jpg")
    stored = [path.read_bytes() for path in tmp_path.iterdir()]

    assert original == files.read(KEY, CASE, taken.file)
    assert not canaries.left_in(files.read(KEY, CASE, taken.cleaned))
    assert ("image/jpeg", len(original), "", "IMG_1.jpg") == (
        taken.media_type,
        taken.size,
        taken.uncleaned,
        taken.name,
    )
    assert {taken.file, taken.cleaned} == set(names_of([taken])) == _names(tmp_path)
    assert not any(canaries.left_in(one) for one in stored)


def test_what_cannot_be_cleaned_is_kept_and_marked(files: SealedFiles, tmp_path: Path) -> None:
    """A video, a file that is broken: one sealed file, and the reason."""
    video = b"\0\0\0\x18ftypmp42" + bytes(300_000)
    for data, reason in ((video, "video"), (canaries.jpeg()[:300], "broken"), (b"", "unknown")):
        taken = take_in(files, KEY, CASE, in_pieces(data, 65536))
        assert ("", reason) == (taken.cleaned, taken.uncleaned)
        assert [taken.file] == list(names_of([taken]))
        assert data == files.read(KEY, CASE, taken.file)
    assert 3 == len(list(tmp_path.iterdir()))


def test_a_download_that_breaks_off_leaves_nothing(files: SealedFiles, tmp_path: Path) -> None:
    """It is told to whoever takes it in."""

    def breaking() -> Iterator[bytes]:
        yield canaries.jpeg()
        raise TimeoutError

    with pytest.raises(TimeoutError):
        take_in(files, KEY, CASE, breaking())
    assert [] == list(tmp_path.iterdir())


def test_an_error_while_the_copy_is_sealed_leaves_nothing(
    files: SealedFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fills up then: the original goes too, since half an attachment is none."""

    def full(descriptor: int) -> None:
        if len(list(tmp_path.iterdir())) == 2:  # the original, and the copy that is being written
            raise OSError(28, "No space left on device")
        real(descriptor)

    real = os.fsync
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        take_in(files, KEY, CASE, in_pieces(canaries.jpeg()))
    monkeypatch.undo()

    assert set() == _names(tmp_path)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
