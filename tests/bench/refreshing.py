"""Times the refresh of one changed document: ``python -m tests.bench.refreshing HOME FOLDER``.

HOME holds the library of the regulations in FOLDER; both are copied before anything changes.
Prints one JSON object.
"""

import argparse
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

_STARTED = perf_counter()

from indexer.refresh import refresh  # noqa: E402
from knowledge.embedding import load_embedder  # noqa: E402
from knowledge.vietnamese import Segmenter  # noqa: E402
from tests.bench.data import CLOCK  # noqa: E402

_CHANGED = "112-2020-NĐ-CP.txt"
"""A decree of middle length."""
_ADDED = " Quy định này được áp dụng thống nhất."


def main() -> None:
    """Change one line of one file and refresh."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    embedder = load_embedder()
    Segmenter().words(["nghỉ trưa"])
    start_up = perf_counter() - _STARTED
    with TemporaryDirectory() as name:
        home, folder = Path(name) / "home", Path(name) / "files"
        for part in ("library", "sources", "cache"):
            shutil.copytree(options.home / part, home / part)
        shutil.copytree(options.folder, folder)
        _change_one_line(folder / _CHANGED)
        started, worked = perf_counter(), process_time()
        report = refresh(home, [folder], clock=CLOCK, embedder=embedder)
        taken, work = perf_counter() - started, process_time() - worked
    print(
        json.dumps(
            {
                "refresh_s": round(taken, 2),
                "refresh_cpu_s": round(work, 2),
                "refresh_start_up_s": round(start_up, 2),
                "refresh_changed": list(report.changed),
            }
        )
    )


def _change_one_line(path: Path) -> None:
    """Add a sentence to a line in the middle of the file."""
    path.chmod(0o644)
    lines = path.read_text("utf-8").split("\n")
    at = next(at for at in range(len(lines) // 2, len(lines)) if lines[at].strip())
    lines[at] += _ADDED
    path.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main()
