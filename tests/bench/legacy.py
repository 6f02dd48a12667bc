"""How well real files in fonts older than Unicode are read, file by file.

Twenty-nine documents of the years 1998 to 2007, each with its true text. Those texts keep what a
reader of the page does not see: letters as they were typed where a font shows capitals, and what
tracked changes deleted. The share is told in the case of the true text and in any case; where a
file has tracked deletions it is told also for the file with its deletions left in.
"""

import time
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from indexer.errors import ReadError
from indexer.readers import docx_text, read_text
from indexer.readers.libreoffice import as_docx
from tests.bench.aligned import Accuracy, accuracy

KINDS = (".doc", ".rtf", ".pdf", ".docx", ".odt")
AVERAGE, LEAST = 0.98, 0.90
"""The share that is asked of all files on average, and of each."""


@dataclass(frozen=True, slots=True)
class FileAccuracy:
    """What came back of one file."""

    name: str
    letters: int
    """Letters with diacritics in its true text."""
    share: float
    share_in_any_case: float
    share_with_deletions: float | None
    """In any case, when what tracked changes deleted is left in; None where nothing was."""
    seconds: float
    problem: str = ""
    """Why it could not be read."""


def measure(folder: Path) -> Iterator[FileAccuracy]:
    """Yield what is read of each file in *folder* that has its true text beside it."""
    for path in sorted(folder.iterdir()):
        truth = path.with_suffix(".txt")
        if path.suffix.lower() in KINDS and truth.is_file():
            yield _measured(path, truth.read_text("utf-8"))


def averages(files: Sequence[FileAccuracy]) -> FileAccuracy:
    """Return the mean of the files' shares, each counting the same; letters and seconds add up."""
    return FileAccuracy(
        name=f"average of {len(files)}",
        letters=sum(one.letters for one in files),
        share=round(fmean(one.share for one in files), 4),
        share_in_any_case=round(fmean(one.share_in_any_case for one in files), 4),
        share_with_deletions=round(
            fmean(one.share_with_deletions or one.share_in_any_case for one in files), 4
        ),
        seconds=round(sum(one.seconds for one in files), 1),
        problem=", ".join(one.name for one in files if one.problem),
    )


def _measured(path: Path, truth: str) -> FileAccuracy:
    start = time.perf_counter()
    text, problem = "", ""
    try:
        text = read_text(path)
    except ReadError as error:
        problem = error.code
    seconds = time.perf_counter() - start
    found = accuracy(truth, text)
    kept = None if problem else _with_deletions(path, truth)
    return FileAccuracy(
        name=path.name,
        letters=found.letters,
        share=round(found.share, 4),
        share_in_any_case=round(found.share_in_any_case, 4),
        share_with_deletions=None if kept is None else round(kept.share_in_any_case, 4),
        seconds=round(seconds, 2),
        problem=problem,
    )


def _with_deletions(path: Path, truth: str) -> Accuracy | None:
    """Return the accuracy when tracked deletions are read as text; None where there are none."""
    if path.suffix.lower() == ".pdf":
        return None
    with as_docx(path) as docx, TemporaryDirectory() as folder:
        with zipfile.ZipFile(docx) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        document = members["word/document.xml"]
        if b"<w:del " not in document:
            return None
        for deleted, kept in (
            (b"w:delText", b"w:t"),
            (b"<w:del ", b"<w:ins "),
            (b"</w:del>", b"</w:ins>"),
        ):
            document = document.replace(deleted, kept)
        undone = Path(folder) / "undone.docx"
        with zipfile.ZipFile(undone, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, document if name == "word/document.xml" else data)
        return accuracy(truth, docx_text.read(undone).text)
