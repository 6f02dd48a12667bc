"""Passages cover what can be asked for, whole lines at a time, and fit the model."""

from hypothesis import given
from hypothesis import strategies as st

from indexer.passages import MAX_SYLLABLES, passages_of
from indexer.structure import parse_document
from knowledge.model import DocumentTree

LONG = "Người trực ghi sổ đầy đủ và ký tên vào cuối mỗi trang. " * 20


def tree(*articles: str) -> DocumentTree:
    """Return a parsed law of *articles*."""
    return parse_document(
        "QUỐC HỘI\nSố: 1/2020/QH14\nLUẬT\nGIỮ SỔ\nChương I\nQUY ĐỊNH CHUNG\n"
        + "\n".join(f"Điều {n}. Tiêu đề {n}\n{text}" for n, text in enumerate(articles, 1))
    )


def test_a_short_article_is_one_passage() -> None:
    """Its heading stands in the context, its text alone in the passage."""
    (passage,) = passages_of(tree("Một câu ngắn."))

    assert "Một câu ngắn." == passage.text
    assert "Luật Giữ sổ. QUY ĐỊNH CHUNG\nTiêu đề 1" == passage.context
    assert "dieu1" == passage.path


def test_a_long_article_is_cut_between_clauses() -> None:
    """Every passage begins at the beginning of a line."""
    found = passages_of(tree("\n".join(f"{n}. " + "từ " * 50 for n in range(1, 6))))

    assert ["1.", "2.", "3.", "4.", "5."] == [passage.text[:2] for passage in found]


def test_a_long_line_is_cut_between_sentences() -> None:
    """A paragraph that is too long is cut where a sentence ends."""
    found = passages_of(tree(LONG))

    assert len(found) > 1
    assert all(passage.text.endswith(".") for passage in found)


def test_every_article_has_a_passage_even_when_only_its_heading_is_there() -> None:
    """Nothing that can be cited is beyond search."""
    found = passages_of(tree("", "Câu.", ""))

    assert ["dieu1", "dieu2", "dieu3"] == [passage.path for passage in found]


@given(st.lists(st.text("ab .;\n1)", max_size=400), min_size=1, max_size=5))
def test_passages_of_an_article_lose_nothing(bodies: list[str]) -> None:
    """Whatever the text, the passages of each Điều hold all its words, in order."""
    parsed = tree(*bodies)
    for provision in parsed.provisions:
        spans = [p for p in passages_of(parsed) if p.path == provision.path]
        if spans:
            joined = "".join(parsed.text[p.start : p.end] for p in spans)
            whole = parsed.text[provision.start : provision.end]
            heading = whole.removesuffix(joined)

            assert whole.endswith(joined)
            assert provision.heading in " ".join(heading.split()) or joined == whole


def test_passages_keep_within_the_limit_when_sentences_do() -> None:
    """The embedding model reads every passage whole."""
    assert all(
        len(passage.text.split()) <= MAX_SYLLABLES for passage in passages_of(tree(LONG, "Câu."))
    )
