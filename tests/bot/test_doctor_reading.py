"""The doctor on the programs that reading needs: there, absent, or without Vietnamese."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.doctor import Finding, Level, reading
from bot.settings import Settings
from indexer.readers import libreoffice, ocr


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    """Forget which languages Tesseract has, before and after."""
    ocr.languages.cache_clear()
    yield
    ocr.languages.cache_clear()


def found() -> list[Finding]:
    """Return what the checks find."""
    return [check(Settings(_env_file=None)) for check in reading.CHECKS]  # type: ignore[call-arg]


def put(folder: Path, program: str, prints: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program that only prints where programs are looked for, alone."""
    path = folder / program
    path.write_text(f"#!/bin/sh\necho '{prints}'\n", encoding="ascii")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_all_is_there() -> None:
    """Each program is tried, not only looked for."""
    if not libreoffice.program() or "vie" not in ocr.languages():
        pytest.skip("LibreOffice or Tesseract with Vietnamese is not on this machine.")

    assert [finding.level for finding in found()] == [Level.OK, Level.OK]


def test_nothing_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Absent programs are warnings that name the packages."""
    monkeypatch.setenv("PATH", str(tmp_path))

    office, words = found()

    assert (office.level, words.level) == (Level.WARN, Level.WARN)
    assert "libreoffice-writer-nogui" in office.mend
    assert "tesseract-ocr-vie" in words.mend
    assert "it is not installed" in words.what


def test_vietnamese_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tesseract without its Vietnamese data reads no Vietnamese."""
    put(tmp_path, "tesseract", "eng", monkeypatch)

    assert "Vietnamese data are not installed" in found()[1].what


def test_an_office_that_does_not_work_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is there and converts nothing is told."""
    # What reads sees no /tmp but its own, and would find the program of this machine instead.
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        put(Path(folder), "soffice", "", monkeypatch)

        office = found()[0]

    assert office.level is Level.WARN
    assert "does not read" in office.what
