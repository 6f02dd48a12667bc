"""Times a build from nothing: ``python -m tests.bench.building LIST``.

A hundredth of the laws of LIST is built with the real model and empty caches. Its passages are
shorter than those that models are compared by, so the model is timed by itself, too, on runs of
neighbouring passages of at least 200 tokens. Prints one JSON object.
"""

import argparse
import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any
from zlib import crc32

from indexer.search_index import embedded_text
from knowledge.embedding import load_embedder
from knowledge.embedding.bundled import MAX_TOKENS, tokenizer_of
from knowledge.embedding.weights import model_file, read_weights
from knowledge.library import Library, current_snapshot
from tests.bench.libraries import Source, run_build

LONG = 200
"""Tokens of a long passage, at least."""
_SHARE = 100
_BATCH, _BATCHES = 64, 8

Tokens = Callable[[str], int]


def main() -> None:
    """Build, time the model, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path, metavar="LIST")
    options = parser.parse_args()
    tokenizer = tokenizer_of(read_weights(model_file()), MAX_TOKENS)

    def tokens(text: str) -> int:
        return len(tokenizer.encode(f"passage: {text}").ids)

    with TemporaryDirectory() as name:
        home, some = Path(name) / "home", Path(name) / "some.jsonl"
        write_some(options.articles, some)
        build = run_build(home, Source("of some laws", (some,), starter=False))
        library = Library.open(current_snapshot(home), verify=False)
        texts = [embedded_text(passage) for passage in library.passages()]
        library.close()
    counts = [tokens(text) for text in texts]
    rate = sum(counts) / build.build_s
    measured = {
        "build_passages": build.passages,
        "build_tokens_a_passage": round(mean(counts), 1),
        "build_s": build.build_s,
        "build_cpu_s": build.cpu_s,
        "build_passages_per_s": round(build.passages_per_second, 1),
        f"build_passages_of_{LONG}_tokens_per_s": round(rate / LONG, 1),
    }
    print(json.dumps(measured | _encoding(texts, tokens)))


def write_some(articles: Path, target: Path) -> None:
    """Write a hundredth of the laws of a list of articles, always the same ones."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines, target.open("w") as out:
        out.writelines(line for line in lines if _is_chosen(json.loads(line)["law_id"]))


def _is_chosen(law: str) -> bool:
    # Articles that name no law are passed over when a list is read.
    return bool(law) and crc32(law.encode()) % _SHARE == 0


def long_texts(texts: Iterable[str], tokens: Tokens) -> Iterator[str]:
    """Yield runs of neighbouring *texts* that have at least `LONG` tokens."""
    run = ""
    for text in texts:
        run = f"{run} {text}".lstrip()
        if tokens(run) >= LONG:
            yield run
            run = ""


def _encoding(texts: Iterable[str], tokens: Tokens) -> dict[str, Any]:
    """Return how many long passages a second the model reads, in each of a few batches."""
    found = list(islice(long_texts(texts, tokens), _BATCH * _BATCHES))
    embedder = load_embedder()
    embedder.encode_document(found[:_BATCH])
    rates, worked = [], process_time()
    for at in range(0, len(found), _BATCH):
        batch, started = found[at : at + _BATCH], perf_counter()
        embedder.encode_document(batch)
        rates.append(len(batch) / (perf_counter() - started))
    worked = process_time() - worked
    return {
        "model_passages": len(found),
        "model_tokens_a_passage": round(mean(map(tokens, found)), 1),
        "model_passages_per_s": round(median(rates), 1),
        "model_passages_per_s_least": round(min(rates), 1),
        "model_passages_per_s_most": round(max(rates), 1),
        "model_cpu_ms_a_passage": round(1000 * worked / len(found), 1),
    }


if __name__ == "__main__":
    main()
