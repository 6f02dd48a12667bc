"""Checks of the programs that reading documents needs beside this one."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from bot.doctor.finding import Finding, Level
from bot.settings import Settings

_OFFICE = "apt install libreoffice-writer-nogui"
_WORDS = "apt install tesseract-ocr tesseract-ocr-vie"
_SAMPLE = r"{\rtf1\ansi 1. A\par 2. B\par}"


def _check_libreoffice(_: Settings) -> Finding:
    from indexer.errors import ReadError
    from indexer.readers import libreoffice, read_text

    if not libreoffice.program():
        what = "LibreOffice is not installed: .doc, .rtf and .odt cannot be read."
        return Finding(Level.WARN, what, _OFFICE)
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "sample.rtf")
        sample.write_text(_SAMPLE, "ascii")
        try:
            read_text(sample)
        except ReadError as error:
            what = f"LibreOffice does not read: {error}"
            return Finding(Level.WARN, what, f"install it anew ({_OFFICE}).")
    return Finding(Level.OK, "LibreOffice reads .doc, .rtf and .odt.")


def _check_tesseract(_: Settings) -> Finding:
    from indexer.readers import ocr

    if "vie" in ocr.languages():
        return Finding(Level.OK, "Tesseract reads scans and photographs.")
    absent = "its Vietnamese data are" if ocr.languages() else "it is"
    what = f"Tesseract: {absent} not installed: scans and photographs cannot be read."
    return Finding(Level.WARN, what, _WORDS)


CHECKS: tuple[Callable[[Settings], Finding], ...] = (_check_libreoffice, _check_tesseract)
