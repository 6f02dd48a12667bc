"""Files in the formats of older word processors, written by LibreOffice for the tests."""

import subprocess
from pathlib import Path

import pytest

from indexer.readers import libreoffice
from tests.indexer.readers.word import paragraph, run, write_word

STRUCK = "Trước nay chỉ "
"""Words that stand struck out before a line of ``struck``."""


def convert(folder: Path, kind: str, *names: str) -> None:
    """Let LibreOffice write files in another format beside them."""
    profile = (folder / "profile").as_uri()
    command = [libreoffice.program(), f"-env:UserInstallation={profile}", "--headless"]
    paths = [str(folder / name) for name in names]
    for _ in range(2):  # a first start may want a second one
        subprocess.run(
            [*command, "--convert-to", kind, "--outdir", str(folder), *paths],
            capture_output=True,
            check=False,
            timeout=120,
        )
        if all((folder / name).with_suffix(f".{kind}").is_file() for name in names):
            return


def deletion(text: str) -> str:
    """Return a tracked deletion of *text*, for a paragraph."""
    by = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'
    words = f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'
    return f"<w:del {by}>{words}</w:del>"


def struck(folder: Path, text: str, before: str, name: str = "struck.doc") -> Path:
    """Return a .doc of *text* in which ``STRUCK`` stands deleted before the line *before*.

    Skips the test where LibreOffice is absent.
    """
    if not libreoffice.program():
        pytest.skip("LibreOffice is not on this machine.")
    lines = (
        paragraph(deletion(STRUCK), run(line)) if line.startswith(before) else paragraph(run(line))
        for line in text.splitlines()
    )
    folder.mkdir(parents=True, exist_ok=True)
    word = write_word((folder / name).with_suffix(".docx"), "".join(lines))
    convert(folder, "doc", word.name)
    return folder / name
