"""Measures a refresh of one changed document of a large list of articles.

``python -m tests.bench.scale LIST [--home HOME] [--sample N]``: the whole list is built with
vectors made of hashes, which cost nothing to compute; how long the real ones take is measured on
N passages of it. HOME keeps what was built for the next run. Prints one JSON object.
"""

import argparse
import gzip
import json
import shutil
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from indexer.search_index import embedded_text
from knowledge.embedding import load_embedder
from knowledge.library import Library, current_snapshot
from tests.bench.libraries import Build, Source, prepare, run_build
from tests.bench.machine import machine

SAMPLE = 600
_ADDED = " Quy định này được áp dụng thống nhất."


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, metavar="LIST")
    parser.add_argument("--home", type=Path)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        home = options.home or Path(name) / "home"
        source = Source("of the list", (options.articles,), starter=False, light=True)
        build = prepare(home, source, lambda _: None)
        values = {name: value for name, value in asdict(build).items() if name != "inputs"}
        refreshed = refreshing(home, options.articles, build, options.sample)
        print(json.dumps({"build": values, **refreshed, "machine": machine()}))


def refreshing(home: Path, articles: Path, build: Build, sample: int = SAMPLE) -> dict[str, Any]:
    """Return what it takes to refresh one document of the library that *build* made in *home*.

    With what the real model takes, on one core, for the passages that are embedded;
    "refresh_share" is its share of the processor time that the whole library takes.
    """
    with TemporaryDirectory() as name:
        copy, changed = Path(name) / "copy", Path(name) / "changed.jsonl"
        for part in ("library", "sources", "cache"):
            shutil.copytree(home / part, copy / part)
        count = _change_one(articles, changed)
        one = run_build(copy, Source("of one document", (changed,), starter=False, light=True))
    each = _embedding(home, sample)
    embedding = one.embedded * each
    share = (one.cpu_s + embedding) / (build.cpu_s + build.passages * each)
    return {
        "refresh_articles": count,
        "refresh_embedded": one.embedded,
        "refresh_s": round(one.build_s + embedding, 2),
        "refresh_cpu_s": round(one.cpu_s + embedding, 2),
        "refresh_peak_mb": one.peak_mb,
        "refresh_share": round(share, 5),
        "embedding_cpu_ms": round(1000 * each, 2),
        "embedding_all_cpu_h": round(build.passages * each / 3600, 2),
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


def _embedding(home: Path, sample: int) -> float:
    """Return the seconds of processor time that the real model takes for a passage."""
    library = Library.open(current_snapshot(home), verify=False)
    texts = sampled(library, sample)
    library.close()
    embedder = load_embedder(threads=1)
    started = process_time()
    embedder.encode_document(texts)
    return (process_time() - started) / len(texts)


def sampled(library: Library, count: int) -> list[str]:
    """Return what the model reads of about *count* passages, evenly from all of *library*.

    Row numbers are of no use for this: a refreshed library has gaps in them.
    """
    step = max(1, library.manifest.passages // count)
    return [embedded_text(passage) for passage in islice(library.passages(), 0, None, step)]


if __name__ == "__main__":
    main()
