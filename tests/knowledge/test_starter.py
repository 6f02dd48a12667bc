"""The starter library says only what its sources say, in our own words."""

import gzip
import json
from pathlib import Path

import pytest

from tests.knowledge import starter_facts as facts
from tests.knowledge import starter_text as texts
from tests.knowledge.starter_text import Digest, Source

DIGESTS = texts.read_digests()

Sources = tuple[dict[str, Source], dict[str, dict[str, str]]]


@pytest.fixture(scope="session")
def sources(shared_data: Path) -> Sources:
    """Return the source documents and their index, or skip where they are absent."""
    return texts.read_sources(shared_data / "regs")


@pytest.fixture(scope="session")
def codified(shared_data: Path) -> dict[str, str]:
    """Return the notes of the Pháp điển on each document, one after the other."""
    notes: dict[str, str] = {}
    with gzip.open(shared_data / "law75k" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            notes[row["law_id"]] = notes.get(row["law_id"], "") + row.get("note", "")
    return notes


def _named(digest: Digest) -> str:
    return digest.file


def _source_of(digest: Digest, sources: Sources) -> Source:
    source = sources[0].get(digest.number)
    if source is None and facts.lenders(digest, sources[0]):
        source = Source(digest.number, "")
    if source is None or not digest.body.strip():
        pytest.skip(f"{digest.number} has no source to compare its text with.")
    return source


@pytest.mark.parametrize("digest", DIGESTS, ids=_named)
def test_front_matter_is_complete(digest: Digest) -> None:
    """Every starter file names its document, dates, topics and source in a known form."""
    assert facts.front_matter_faults(digest) == []


def test_each_number_is_held_once() -> None:
    """No two starter files are about the same document."""
    numbers = [digest.number.casefold() for digest in DIGESTS]
    assert sorted(numbers) == sorted(set(numbers))


def test_enough_is_held_to_answer_at_first_start() -> None:
    """The starter library holds at least 30 documents and 300 provisions."""
    assert len(DIGESTS) >= 30
    assert sum(digest.provisions for digest in DIGESTS) >= 300


@pytest.mark.parametrize("digest", DIGESTS, ids=_named)
def test_dates_and_issuer_agree_with_the_source(
    digest: Digest, sources: Sources, codified: dict[str, str]
) -> None:
    """Issuer, day of issue, day of effect and end are those that the sources and the index give."""
    if digest.number not in sources[0]:
        pytest.skip(f"{digest.number} is known from a newspaper or another document only.")
    row = sources[1][digest.number]
    if "KHÔNG phải toàn văn" in row["trang_thai"]:
        pytest.skip(f"Only fragments of {digest.number} are held; they name no issuer or day.")
    faults = facts.index_faults(digest, row, sources[0][digest.number], codified)
    assert faults + facts.ending_faults(digest, row, sources[0], DIGESTS) == []


@pytest.mark.parametrize("digest", DIGESTS, ids=_named)
def test_every_article_clause_and_figure_is_in_the_source(digest: Digest, sources: Sources) -> None:
    """A citation printed beside a digest is true, and so is each figure in it."""
    assert facts.body_faults(digest, _source_of(digest, sources), sources[0]) == []


@pytest.mark.parametrize("digest", DIGESTS, ids=_named)
def test_no_sentence_is_copied(digest: Digest, sources: Sources) -> None:
    """A digest shares no run of twelve words with its source, or with what amends it."""
    read = [_source_of(digest, sources), *facts.lenders(digest, sources[0])]
    assert facts.shared_runs(digest, "\n".join(source.text for source in read)) == []


def test_newspapers_are_told_truly_and_in_our_words(shared_data: Path, sources: Sources) -> None:
    """What is known from the newspapers only has their numbers and figures, not their sentences."""
    seeds = "\n".join(path.read_text("utf-8") for path in (shared_data / "seeds").glob("*.txt"))
    faults = []
    for digest in DIGESTS:
        known = digest.number in sources[0] or facts.lenders(digest, sources[0])
        if known or not digest.body.strip():
            continue
        if digest.number not in seeds and not digest.number.startswith("không số"):
            faults.append(f"{digest.file}: no newspaper names {digest.number}")
        unknown = texts.figures(texts.unnumbered(digest.body)) - texts.figures(seeds)
        faults += [f"{digest.file}: no newspaper has the figure {f}" for f in sorted(unknown)]
        faults += [f"{digest.file}: copied: {run}" for run in facts.shared_runs(digest, seeds)]
    assert faults == []


def test_a_wrong_figure_is_found() -> None:
    """The check itself notices an Điều, a khoản and a figure that the source does not have."""
    source = "Điều 1. Thời hạn\n1. Trả lời trong 10 ngày.\n2. Báo lại trong 5 ngày.\n"
    body = "## Điều 1. Hạn\n1. Trong 5 ngày.\n3. Trong 12 ngày.\n## Điều 2. Thừa\nKhông có.\n"
    digest = Digest("x.md", {"number": "1/2020/X"}, body)
    held = Source("1/2020/X", source, texts.split_articles(source))
    assert facts.body_faults(digest, held, {}) == [
        "Điều 1 has no khoản 3 in the source",
        "Điều 1: the source does not have the figure 12",
        "khoản 1 Điều 1: the source has the figure 5 elsewhere only",
        "khoản 3 Điều 1: the source has the figure 12 elsewhere only",
        "no Điều 2 in the source",
    ]


def test_a_copied_sentence_is_found() -> None:
    """The check itself notices twelve words in a row taken from the source."""
    words = "một hai ba bốn năm sáu bảy tám chín mười mười một mười hai"
    digest = Digest("x.md", {}, f"## Điều 1. Thử\n1. {words}.\n")
    assert len(facts.shared_runs(digest, f"Điều 1. Thử\n1. {words}.")) == 1
