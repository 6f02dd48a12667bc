"""How well real files in fonts older than Unicode are read, file by file.

Twenty-nine documents of the years 1998 to 2007, each with its true text. Those texts keep letters
as they were typed where a font shows capitals, so the share is told in the case of the true text
and in any case.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from indexer.errors import ReadError
from indexer.readers import read_text
from tests.bench.aligned import accuracy

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
    return FileAccuracy(
        name=path.name,
        letters=found.letters,
        share=round(found.share, 4),
        share_in_any_case=round(found.share_in_any_case, 4),
        seconds=round(seconds, 2),
        problem=problem,
    )
