"""What is measured of large libraries, on a small one."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from indexer import increment
from indexer.refresh import refresh
from knowledge.embedding import Floats
from knowledge.library import Library, current_snapshot
from tests.bench.data import CLOCK, Question
from tests.bench.laws import write_laws
from tests.bench.libraries import Source, prepare
from tests.bench.light import LightEmbedder, LightInFullTime
from tests.bench.scale import refreshing, sampled
from tests.bench.speed import serving

LAWS = 40


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


def test_a_light_library_is_built_once_refreshed_and_served(tmp_path: Path) -> None:
    """One Điều of one law changes, so one passage is embedded; then every question is timed."""
    home, articles = tmp_path / "home", write_laws(tmp_path / "all.jsonl.gz", range(1, LAWS + 1))
    source = Source("laws", (articles,), starter=False, light=True)
    said: list[str] = []

    build = prepare(home, source, said.append)
    again = prepare(home, source, said.append)
    refreshed = refreshing(home, articles, build, sample=10)
    served = serving(home, [Question("a", "trồng mai"), Question("b", "ai trồng tre")], light=True)

    assert build == again and 1 == len(said)
    assert (LAWS, LAWS, True) == (build.passages, build.embedded, build.light)
    assert (1, 1) == (refreshed["refresh_articles"], refreshed["refresh_embedded"])
    assert refreshed["embedding_cpu_ms"] > 0
    assert 2 == served["answer_ms"]["count"] == served["quoted_ms"]["count"]
    assert served["resident_mb"] > served["resident_anonymous_mb"] > 50


def test_what_another_version_of_the_benchmark_recorded_is_built_again(tmp_path: Path) -> None:
    """A record without all of today's figures does not count."""
    articles = write_laws(tmp_path / "all.jsonl", range(1, 4))
    record = tmp_path / "home" / "build.json"
    record.parent.mkdir()
    record.write_text('{"passages": 1}', "utf-8")

    build = prepare(record.parent, Source("laws", (articles,), False, light=True), lambda _: None)

    assert 3 == build.passages
    assert '"cpu_s"' in record.read_text("utf-8")
