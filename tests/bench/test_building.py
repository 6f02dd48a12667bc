"""What a build from nothing is timed on."""

import gzip
import json
from pathlib import Path

from tests.bench.building import LONG, long_texts, write_some


def test_neighbours_are_joined_until_they_are_long() -> None:
    """Each run has 200 tokens or more, in order, and what is left over at the end is dropped."""
    texts = [f"{number} " + "tre " * 90 for number in range(7)]

    runs = list(long_texts(texts, lambda text: len(text.split())))

    assert all(LONG <= len(run.split()) < LONG + 91 for run in runs)
    assert [["0", "1", "2"], ["3", "4", "5"]] == [
        [word for word in run.split() if word.isdigit()] for run in runs
    ]


def test_some_laws_are_taken_whole_and_always_the_same(tmp_path: Path) -> None:
    """About a hundredth of the laws is written, each with all of its articles."""
    articles = tmp_path / "all.jsonl.gz"
    rows = [{"law_id": f"{law}/2020", "id": article} for law in range(2000) for article in (1, 2)]
    with gzip.open(articles, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)

    for name in ("one", "other"):
        write_some(articles, tmp_path / name)
    kept = [json.loads(line) for line in (tmp_path / "one").read_text("utf-8").splitlines()]

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    laws = {row["law_id"] for row in kept}
    assert 5 <= len(laws) <= 60
    assert 2 * len(laws) == len(kept)
