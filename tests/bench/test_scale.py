"""What is measured of large libraries, on a small one."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from indexer import increment
from indexer.refresh import refresh
from knowledge.embedding import Floats
from knowledge.library import Library, current_snapshot
from tests.bench.data import CLOCK
from tests.bench.light import LightEmbedder, LightInFullTime
from tests.bench.scale import sampled

LAWS = 40


def write_laws(path: Path, numbers: range, word: str = "tre") -> Path:
    """Write invented laws of one Điều each as a list of articles."""
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
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return path


def test_a_library_whose_rows_have_gaps_is_sampled_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After one law was changed its old row is gone, and every passage is still reached."""
    monkeypatch.setattr(increment, "LEAST", 1)
    home = tmp_path / "home"
    for path in (
        write_laws(tmp_path / "all.jsonl", range(1, LAWS + 1)),
        write_laws(tmp_path / "changed.jsonl", range(5, 6), word="mai"),
    ):
        refresh(home, [path], clock=CLOCK, embedder=LightEmbedder(), starter=False)
    library = Library.open(current_snapshot(home))
    rows = {row for row in range(LAWS + 1) if has_row(library, row)}

    texts = sampled(library, LAWS)

    assert rows != set(range(LAWS))
    assert LAWS == len(rows) == len(set(texts))
    assert any("Cây mai số 5" in text for text in texts)
    assert 8 <= len(sampled(library, 10)) <= 14


def has_row(library: Library, row: int) -> bool:
    """Say whether a passage of *library* has this row number."""
    try:
        library.passage(row)
    except IndexError:
        return False
    return True


def test_light_vectors_in_full_time_are_those_of_the_library() -> None:
    """The real model is asked, and its vectors are not what comes back."""
    asked: list[str] = []

    class Real(LightEmbedder):
        """Remembers its questions, and answers with something else."""

        def encode_query(self, texts: Sequence[str]) -> Floats:
            """Return nothing but zeros."""
            asked.extend(texts)
            return np.zeros((len(texts), 384), np.float32)

    texts = ["trồng cây ở đâu"]
    vectors = LightInFullTime(Real()).encode_query(texts)

    assert asked == texts
    assert (vectors == LightEmbedder().encode_document(texts)).all()
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
