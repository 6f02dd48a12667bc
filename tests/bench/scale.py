"""Measures a build, and a refresh of one document, of a large list of articles.

``python -m tests.bench.scale LIST [--home HOME] [--sample N]``: the whole list is built with
vectors made of hashes, which cost nothing to compute; how long the real ones take is measured on
N passages of it. Each build is a process of its own, so that its peak memory is that of a build.
HOME keeps what was built for the next run. Prints one JSON object.
"""

import argparse
import gzip
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from knowledge.embedding import load_embedder
from knowledge.library import Library, current_snapshot
from tests.bench.libraries import run_module
from tests.bench.machine import machine

_ADDED = " Quy định này được áp dụng thống nhất."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, metavar="LIST")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--sample", type=int, default=600)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        home = options.home or Path(name) / "home"
        print(json.dumps(_measure(home, options.articles, options.sample, Path(name))))


def _measure(home: Path, articles: Path, sample: int, folder: Path) -> dict[str, Any]:
    full = json.loads(run_module("tests.bench.light", str(home), str(articles)))
    changed = folder / "changed.jsonl"
    count = _change_one(articles, changed)
    copy = folder / "copy"
    for part in ("library", "sources", "cache"):
        shutil.copytree(home / part, copy / part)
    one = json.loads(run_module("tests.bench.light", str(copy), str(changed)))
    passages, seconds = _embedding(home, sample)
    embedding = full["passages"] * seconds / passages
    # The refresh embeds what changed with the real model too; the share is of processor time.
    refresh = one["cpu_s"] + one["embedded"] * seconds / passages
    return {
        "list": articles.parent.name,
        "full": full,
        "changed_articles": count,
        "refresh": one,
        "embedding_cpu_s": round(embedding, 1),
        "embedding_sample": passages,
        "refresh_share": round(refresh / (full["cpu_s"] + embedding), 5),
        "machine": machine(),
    }


def _change_one(articles: Path, target: Path) -> int:
    """Write the document in the middle of the list, one of its articles changed."""
    with gzip.open(articles, "rt", encoding="utf-8") as stream:
        lines = [json.loads(line) for line in stream]
    middle = lines[len(lines) // 2]
    middle["text"] += _ADDED
    own = [line for line in lines if line["law_id"] == middle["law_id"]]
    with target.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in own)
    return len(own)


def _embedding(home: Path, sample: int) -> tuple[int, float]:
    """Return how many passages were embedded with the real model, and the processor time."""
    from indexer.search_index import embedded_text

    library = Library.open(current_snapshot(home))
    step = max(1, library.manifest.passages // sample)
    texts = [embedded_text(library.passage(row)) for row in range(0, step * sample, step)]
    embedder = load_embedder(threads=1)
    started = process_time()
    embedder.encode_document(texts)
    return len(texts), process_time() - started


if __name__ == "__main__":
    main()
