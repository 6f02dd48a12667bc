"""Invented laws as lists of articles, for tests of the benchmark."""

import gzip
import json
from pathlib import Path


def write_laws(path: Path, numbers: range, word: str = "tre") -> Path:
    """Write laws of one Điều each about growing *word*; packed when the name ends in .gz."""
    rows = [
        {
            "id": f"{number}/2020/QH14|1",
            "law_id": f"{number}/2020/QH14",
            "article_id": "1",
            "title": "Điều 1. Trồng cây",
            "text": f"Cây {word} số {number} trồng sau nhà.",
        }
        for number in numbers
    ]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    return path
