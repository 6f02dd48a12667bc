"""Builds a library with vectors that cost nothing: ``python -m tests.bench.light HOME PATH...``.

Everything else is real. Prints one JSON object: processor time and memory by stage.
"""

import argparse
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from indexer.refresh import refresh
from knowledge.embedding import Floats
from knowledge.library import Library, current_snapshot
from tests.bench.data import CLOCK
from tests.bench.machine import peak_mb


class LightEmbedder:
    """Unit vectors made of hashes, as long as those of the model that comes along."""

    model_id = "bench/light-1"
    dimension = 384

    def __init__(self) -> None:
        self.embedded = 0

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return one vector for each text."""
        raw = [hashlib.shake_128(text.encode()).digest(self.dimension) for text in texts]
        rows = np.frombuffer(b"".join(raw), np.uint8).reshape(-1, self.dimension) - np.float32(127)
        unit: Floats = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return unit

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return the same, and count."""
        self.embedded += len(texts)
        return self.encode_query(texts)


class Stages:
    """Processor time of each stage, and the most memory held up to its end."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, float]] = {}
        self._stage, self._since = "", process_time()

    def progress(self, stage: str, *_: object) -> None:
        """Hear of progress; another stage than before ends that one."""
        if stage != self._stage:
            now = process_time()
            if self._stage:
                self.rows[self._stage] = {"cpu_s": round(now - self._since, 2), "mb": peak_mb()}
            self._stage, self._since = stage, now


def main() -> None:
    """Refresh a home from paths and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("paths", type=Path, nargs="+")
    options = parser.parse_args()
    print(json.dumps(build(options.home, options.paths)))


def build(home: Path, paths: list[Path]) -> dict[str, Any]:
    """Refresh *home* and return what that took."""
    embedder, stages = LightEmbedder(), Stages()
    started, worked = perf_counter(), process_time()
    refresh(home, paths, clock=CLOCK, embedder=embedder, progress=stages.progress, starter=False)
    stages.progress("end")
    library = Library.open(current_snapshot(home))
    return {
        "documents": library.manifest.documents,
        "passages": library.manifest.passages,
        "embedded": embedder.embedded,
        "wall_s": round(perf_counter() - started, 1),
        "cpu_s": round(process_time() - worked, 1),
        "peak_mb": peak_mb(),
        "stages": stages.rows,
    }


if __name__ == "__main__":
    main()
