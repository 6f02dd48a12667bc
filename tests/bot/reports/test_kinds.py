"""The kinds of conduct rest on provisions that the library holds and that are in force."""

from datetime import date
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.reports.kinds import Kind, Kinds
from bot.texts import Texts
from indexer.readers import read_trusted
from knowledge.model import DocumentTree, Provision

STARTER = Path(__file__).parents[3] / "knowledge" / "starter"
KINDS = Kinds.load()


@pytest.fixture(scope="module")
def library() -> dict[str, DocumentTree]:
    """Return the documents that come with the program, by number."""
    trees = [tree for path in sorted(STARTER.glob("*.md")) for tree in read_trusted(path)]
    return {tree.document.number: tree for tree in trees}


def provision(tree: DocumentTree, path: str) -> Provision | None:
    """Return the provision at *path*, or None."""
    return next((one for one in tree.provisions if one.path == path), None)


@pytest.mark.parametrize("kind", KINDS.all, ids=lambda kind: kind.slug)
def test_each_cited_provision_exists_and_is_in_force(
    kind: Kind, library: dict[str, DocumentTree]
) -> None:
    """By the library that comes with the program, on the day of the test."""
    today = date.today()
    assert kind.provisions
    for citation in kind.provisions:
        tree = library[citation.document]
        document, cited = tree.document, provision(tree, citation.path)
        assert cited is not None, f"{citation} is not there"
        assert tree.text[cited.start : cited.end].strip()
        for dated in (document, cited):
            assert dated.effective_to is None or today < dated.effective_to, citation
        begun = cited.effective_from or document.effective_from
        assert begun is not None and begun <= today, citation


def test_each_kind_has_a_name_for_people() -> None:
    """Short enough for a button of a phone."""
    texts = Texts.load()
    for kind in KINDS:
        assert 0 < len(texts.plain(f"report-kind-{kind.slug}")) <= 40


def test_slugs_are_unique_and_fit_a_button() -> None:
    """They stand in the 64 bytes of a button."""
    slugs = [kind.slug for kind in KINDS]

    assert len(set(slugs)) == len(slugs)
    assert all(slug.isascii() and len(slug) <= 24 for slug in slugs)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Cán bộ ĐÒI TIỀN mới làm", "sach-nhieu"),
        ("hut thuoc la trong phong hop", "ruou-bia-thuoc-la"),
        ("đi làm muộn, về sớm", "gio-lam-viec"),
        ("khác", "khac"),
        ("chậm vì đòi tiền", "sach-nhieu"),
        ("sayonara", ""),
        ("", ""),
    ],
)
def test_a_kind_is_known_by_its_words(text: str, slug: str) -> None:
    """Whole words, with or without marks; longer ones outweigh shorter."""
    kind = KINDS.named_in(text)

    assert (kind.slug if kind else "") == slug


def test_a_file_with_something_that_is_no_citation_is_refused(tmp_path: Path) -> None:
    """The message quotes it."""
    file = tmp_path / "kinds.toml"
    file.write_text('[[kind]]\nslug = "a"\nwords = []\nprovisions = ["luật nào đó"]\n')

    with pytest.raises(BotError, match="luật nào đó"):
        Kinds.load(file)
