"""Builds one library, and prints what that took: ``python -m tests.bench.build HOME PATH...``."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

from bot.console.progress import shown_progress
from indexer.refresh import refresh
from indexer.search_index import Progress
from indexer.taking import starter_files
from knowledge.cache import Cache
from knowledge.embedding import CachedEmbedder, Embedder, Floats, load_embedder
from knowledge.library import Library, current_snapshot
from knowledge.vietnamese import Segmenter
from tests.bench.data import CLOCK
from tests.bench.libraries import ROOT, Build, files_of, fingerprints, write_build
from tests.bench.light import LightEmbedder
from tests.bench.machine import peak_mb


class _Counting:
    """An embedder that counts the passages it was given."""

    def __init__(self, inner: Embedder) -> None:
        self._inner = inner
        self.model_id = inner.model_id
        self.dimension = inner.dimension
        self.passages = 0

    def encode_query(self, texts: Sequence[str]) -> Floats:
        return self._inner.encode_query(texts)

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        self.passages += len(texts)
        return self._inner.encode_document(texts, progress)


class _Stages:
    """Processor time of each stage, and the most memory held up to its end."""

    def __init__(self, shown: Progress) -> None:
        self.rows: dict[str, dict[str, float]] = {}
        self._shown = shown
        self._stage, self._since = "", process_time()

    def progress(self, stage: str, done: int, total: int, number: str) -> None:
        """Hear of progress and show it; another stage than before ends that one."""
        if stage != self._stage:
            self.end()
            self._stage = stage
        self._shown(stage, done, total, number)

    def end(self) -> None:
        """End the stage that is under way."""
        now = process_time()
        if self._stage:
            self.rows[self._stage] = {"cpu_s": round(now - self._since, 2), "mb": peak_mb()}
        self._stage, self._since = "", now


def main() -> None:
    """Refresh a home from paths, with progress on standard error."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--starter", action="store_true", help="with the starter library")
    parser.add_argument("--light", action="store_true", help="with vectors made of hashes")
    options = parser.parse_args()
    print(write_build(build(options.home, options.paths, options.starter, options.light)))


def build(home: Path, paths: list[Path], starter: bool, light: bool) -> Build:
    """Build the library of *home* and return how that went."""
    started = perf_counter()
    program = fingerprints(_program())
    counting = _Counting(LightEmbedder() if light else load_embedder())
    embedder = CachedEmbedder(counting, Cache(home / "cache" / "embeddings.db"))
    Segmenter().words(["nghỉ trưa"])
    loaded, worked = perf_counter(), process_time()
    with shown_progress() as shown:
        stages = _Stages(shown)
        report = refresh(
            home, paths, clock=CLOCK, embedder=embedder, progress=stages.progress, starter=starter
        )
        stages.end()
    done, used = perf_counter(), process_time()
    library = Library.open(current_snapshot(home))
    files = files_of(paths) + (starter_files() if starter else [])
    return Build(
        documents=len(library.documents()),
        passages=library.manifest.passages,
        embedded=counting.passages,
        light=light,
        start_up_s=round(loaded - started, 2),
        build_s=round(done - loaded, 2),
        cpu_s=round(used - worked, 2),
        peak_mb=peak_mb(),
        stages=stages.rows,
        problems=tuple(problem.message for problem in report.problems),
        inputs=fingerprints(file.resolve() for file in files) | _loaded(program),
    )


def _program() -> list[Path]:
    """Return the modules of the program that may have a part in building."""
    return [path for name in ("knowledge", "indexer") for path in (ROOT / name).rglob("*.py")]


def _loaded(program: dict[str, str]) -> dict[str, str]:
    """Return those fingerprints whose modules this process has loaded.

    They were taken at the start: what is edited during a build shows as changed afterwards.
    """
    loaded = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    return {name: digest for name, digest in program.items() if str(ROOT / name) in loaded}


if __name__ == "__main__":
    main()
