"""Adapting the encoder, on a handful of invented articles."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch

from indexer.adapting.adapt import adapt
from indexer.adapting.corpus import Lookalikes, Piece, read_pieces
from indexer.adapting.encoder import Frozen, Learning
from indexer.adapting.mining import Example, candidates, examples
from indexer.adapting.questions import TrainingQuestion, Twins
from indexer.adapting.training import Recipe, Trainer, loss_of
from knowledge.embedding.adaptation import adapted, replaced, save
from knowledge.embedding.bundled import BundledEmbedder
from knowledge.embedding.weights import Weights, model_file, read_weights
from knowledge.errors import ModelError

PIECES = [
    Piece("1/2020/NĐ-CP|1", "Trang phục. Công chức mặc trang phục gọn gàng khi làm việc."),
    Piece("1/2020/NĐ-CP|1", "Trang phục. Công chức đeo thẻ ở ngực áo."),
    Piece("1/2020/NĐ-CP|2", "Giờ làm việc. Công chức đến cơ quan đúng giờ làm việc."),
    Piece("2/2021/NĐ-CP|1", "Thẻ công chức. Công chức đeo thẻ ở ngực áo khi làm việc."),
    Piece("2/2021/NĐ-CP|2", "Uống rượu. Công chức không uống rượu trong giờ làm việc."),
    Piece("2/2021/NĐ-CP|3", "Nghỉ phép. Công chức xin nghỉ phép bằng văn bản."),
]
QUESTIONS = [
    TrainingQuestion("1/2020/NĐ-CP|1", "Công chức có phải đeo thẻ không?"),
    TrainingQuestion("1/2020/NĐ-CP|2", "Công chức đến muộn giờ làm việc có sao không?"),
    TrainingQuestion("2/2021/NĐ-CP|2", "Công chức uống bia giờ nghỉ trưa được không?"),
    TrainingQuestion("2/2021/NĐ-CP|3", "Công chức muốn nghỉ phép thì làm đơn thế nào?"),
]
RIGHT = (1, 2, 4, 5)
"""Rows of the answers."""
NO_TWINS = Twins([])


@pytest.fixture(scope="module")
def weights() -> Weights:
    """Return the package's own."""
    return read_weights(model_file())


def test_both_engines_compute_the_same_vector(weights: Weights) -> None:
    """What is learnt in floating point is used in eight bits."""
    frozen, learning = Frozen(weights, 6), Learning(weights, 6)
    texts = [f"passage: {piece.text}" for piece in PIECES]

    with torch.no_grad():
        learnt = learning(*frozen.states(texts)).numpy()
    used = BundledEmbedder(1, weights).encode_document([piece.text for piece in PIECES])

    assert (learnt * used).sum(axis=1).min() > 0.98


def test_a_passage_of_the_answer_is_never_a_counterexample() -> None:
    """Neither one of its article, nor one with the same words, nor one of a twin."""
    found = {one.question.article: one for one in candidates(QUESTIONS, PIECES, NO_TWINS)}
    tags = found["1/2020/NĐ-CP|1"]

    assert (0, 1) == tags.own
    assert {2, 4, 5} >= set(tags.others) != set()  # 3 says the same as 1
    twins = Twins([["1/2020/NĐ-CP|2", "2/2021/NĐ-CP"]])
    late = {one.question.article: one for one in candidates(QUESTIONS, PIECES, twins)}
    assert {4} <= set(found["1/2020/NĐ-CP|2"].others)
    assert {0, 1} >= set(late["1/2020/NĐ-CP|2"].others)


def test_the_nearest_passage_of_the_article_is_taken_for_the_answer() -> None:
    """An article has several; the question is about one of them."""

    def encode(texts: Sequence[str]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return np.array([["thẻ" in text, "thẻ" not in text] for text in texts], np.float32)

    (tags,) = examples(candidates(QUESTIONS[:1], PIECES, NO_TWINS), PIECES, encode, encode)

    assert 1 == tags.answer


def test_words_in_common_make_a_lookalike() -> None:
    """However they are written."""
    lookalikes = Lookalikes(PIECES)

    assert 4 == lookalikes.find("UỐNG RƯỢU", 1)[0]
    assert [] == lookalikes.find("zyx", 3)


def test_the_loss_counts_no_passage_of_the_answering_article_against_it() -> None:
    """Its score may be as high as it likes."""
    scores = torch.tensor([[5.0, 0.0, 9.0], [0.0, 5.0, 0.0]])

    apart = loss_of(scores, ["a", "b"], ["a", "b", "c"])
    together = loss_of(scores, ["a", "b"], ["a", "b", "a"])

    assert apart > 1.5
    assert together < 0.1


def test_what_was_learnt_brings_questions_nearer_to_their_answers(
    weights: Weights, tmp_path: Path
) -> None:
    """In the embedder that the program uses, from the file that the program reads."""
    recipe = Recipe(rounds=8, batch=4, rate=1e-3, frozen=11, varied=0.5, alone=0)
    said: list[str] = []

    def shouted(text: str, key: str) -> str:
        return text.upper()

    save(tmp_path / "a.npz", adapt(weights, QUESTIONS, PIECES, shouted, recipe, said.append))
    before, after = (
        _margin(BundledEmbedder(1, each))
        for each in (weights, adapted(weights, tmp_path / "a.npz"))
    )

    assert after > before + 0.02
    assert said


def _margin(embedder: BundledEmbedder) -> float:
    """Return by how much answers are nearer to their questions than the nearest other passage."""
    asked = embedder.encode_query([one.text for one in QUESTIONS])
    held = embedder.encode_document([piece.text for piece in PIECES])
    cosines = asked @ held.T
    own = np.array([[p.article == q.article for p in PIECES] for q in QUESTIONS])
    return float((np.where(own, cosines, -1).max(1) - np.where(own, -1, cosines).max(1)).mean())


def test_steps_beyond_the_last_teach_nothing(weights: Weights) -> None:
    """They hold what found no place in a full step; a falling rate would go below nothing."""
    recipe = Recipe(batch=2, rate=1e-3, frozen=11, varied=0)
    frozen, learning = Frozen(weights, recipe.frozen), Learning(weights, recipe.frozen)
    trainer = Trainer(frozen, learning, PIECES, recipe, lambda text, _: text)
    found = [
        Example(q, row, (4,), ()) for _ in "ab" for q, row in zip(QUESTIONS, RIGHT, strict=True)
    ]
    steps = trainer.learn(found, 1, Random(1))

    next(steps)
    after_the_first = {name: values.copy() for name, values in learning.tensors().items()}
    assert 3 <= len(list(steps))

    assert not np.array_equal(weights.tensor("l11.oln.b"), after_the_first["l11.oln.b"])
    for name, values in learning.tensors().items():
        assert np.array_equal(after_the_first[name], values)


def test_nothing_learnt_changes_nothing(weights: Weights) -> None:
    """The learning layers begin as the package's, under the package's names."""
    tensors = Learning(weights, 10).tensors()

    assert {name for name in weights.matrices if name.startswith(("l10.", "l11."))} < set(tensors)
    for name, values in tensors.items():
        assert np.array_equal(weights.tensor(name), values)


def test_an_adaptation_comes_back_as_it_was_saved(weights: Weights, tmp_path: Path) -> None:
    """Rounded once, not again each time."""
    tensors = Learning(weights, 11).tensors()
    save(tmp_path / "a.npz", tensors)
    expected = replaced(weights, tensors)

    read = adapted(weights, tmp_path / "a.npz")

    for name in tensors:
        assert np.array_equal(expected.tensor(name), read.tensor(name))
    assert np.abs(expected.tensor("l11.fi.w") - weights.tensor("l11.fi.w")).max() < 0.01


@pytest.mark.parametrize(
    "damage",
    [lambda file: file.unlink(), lambda file: file.write_bytes(file.read_bytes()[:5000])],
    ids=["absent", "cut short"],
)
def test_an_adaptation_that_cannot_be_read_is_named(
    weights: Weights, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """With what to do."""
    file = tmp_path / "a.npz"
    save(file, Learning(weights, 11).tensors())
    damage(file)

    with pytest.raises(ModelError, match="install the program again"):
        adapted(weights, file)


def test_an_adaptation_of_another_model_is_refused(weights: Weights, tmp_path: Path) -> None:
    """It would be computed with, and give vectors of no meaning."""
    save(tmp_path / "a.npz", {"l11.fi.w": np.ones((3, 3), np.float32)})

    with pytest.raises(ModelError, match=r"does not fit the embedding model at l11\.fi\.w"):
        adapted(weights, tmp_path / "a.npz")


def test_articles_are_read_from_lists_and_folders(tmp_path: Path) -> None:
    """Only those of the documents asked for; an article that two files hold is taken once."""
    line = '{"id": "%s|1", "law_id": "%s", "article_id": "1", "title": "A", "text": "%s"}\n'
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "INDEX.tsv").write_text("not law\n")
    (folder / "a.jsonl").write_text(line % ("1/2020/QH14", "1/2020/QH14", "Bản thứ nhất."))
    both = line % ("1/2020/QH14", "1/2020/QH14", "Bản thứ hai.")
    (tmp_path / "b.jsonl").write_text(both + line % ("2/2020/QH14", "2/2020/QH14", "Luật khác."))

    pieces = read_pieces([folder, tmp_path / "b.jsonl"], {"1/2020/QH14"})

    assert ["1/2020/QH14|1"] == [piece.article for piece in pieces]
    assert "Bản thứ nhất." in pieces[0].text
