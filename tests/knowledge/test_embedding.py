"""The bundled model: what it returns, how the cache saves work, what happens with others."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.cache import Cache
from knowledge.embedding import CachedEmbedder, Embedder, Floats, load_embedder
from knowledge.embedding.weights import model_file, read_weights
from knowledge.errors import ModelError

RULE = "Cán bộ không được uống rượu trong giờ làm việc."


def test_vectors_have_unit_length_and_the_stated_dimension(embedder: Embedder) -> None:
    """A dot product of two vectors is their cosine."""
    vectors = embedder.encode_document([RULE, "", "x" * 5000])

    assert (3, embedder.dimension) == vectors.shape
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_question_is_nearer_to_its_rule_than_to_another(embedder: Embedder) -> None:
    """Meaning counts: other words for the same thing are near."""
    question = embedder.encode_query(["công chức uống bia lúc đang làm việc"])[0]
    rule, other = embedder.encode_document([RULE, "Thủ tục đăng ký khai sinh cho trẻ em."])

    assert question @ rule > question @ other + 0.03


def test_a_text_has_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    """Texts are embedded one by one, so a batch changes nothing."""
    (alone,) = embedder.encode_document([RULE])
    among = embedder.encode_document(["Một câu khác.", RULE, "Câu thứ ba dài hơn một chút."])[1]

    assert np.array_equal(alone, among)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    """An empty batch is an empty matrix of the right width."""
    assert (0, embedder.dimension) == embedder.encode_document([]).shape


class Counting:
    """An embedder that remembers what it was asked."""

    model_id = "counting-1"
    dimension = 2

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> Floats:
        """Return one vector for all questions."""
        return np.tile(np.array([1, 0], np.float32), (len(texts), 1))

    def encode_document(
        self, texts: Sequence[str], progress: Callable[[int], None] | None = None
    ) -> Floats:
        """Return vectors that tell the texts apart by their length."""
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], np.float32)


def test_a_passage_is_embedded_once(tmp_path: Path) -> None:
    """What was embedded before comes from the cache, in the order asked for."""
    inner = Counting()
    embedder = CachedEmbedder(inner, Cache(tmp_path / "cache.db"))
    embedder.encode_document(["a", "bb"])
    vectors = embedder.encode_document(["ccc", "bb", "a", "ccc"])

    assert ["a", "bb", "ccc"] == inner.asked
    assert [3, 2, 1, 3] == vectors[:, 0].tolist()


def test_another_model_does_not_meet_the_cache_of_the_first(tmp_path: Path) -> None:
    """The cache is kept apart by model id."""
    cache = Cache(tmp_path / "cache.db")
    first, second = Counting(), Counting()
    second.model_id = "counting-2"
    CachedEmbedder(first, cache).encode_document(["a"])
    CachedEmbedder(second, cache).encode_document(["a"])

    assert ["a"] == second.asked


def test_questions_are_never_written_to_the_cache(tmp_path: Path) -> None:
    """They are people's words."""
    path = tmp_path / "cache.db"
    embedder = load_embedder(cache=Cache(path))
    embedder.encode_query(["canary of a question"])

    assert not any(b"canary" in file.read_bytes() for file in tmp_path.iterdir())
    assert [] == list(Cache(path).get_many(f"embed/{embedder.model_id}", ["x"]))


def test_a_model_that_is_not_on_the_disk_is_refused_in_one_sentence(tmp_path: Path) -> None:
    """Nothing is fetched; the message names the setting."""
    with pytest.raises(ModelError, match="CONGVU_MODEL"):
        load_embedder(str(tmp_path / "nowhere"))


def test_a_folder_in_sentence_transformers_form_is_taken(tmp_path: Path) -> None:
    """Any model of that library serves, under an id that names its very weights."""
    folder = tiny_model(tmp_path)
    embedder = load_embedder(str(folder))
    vectors = embedder.encode_document([RULE, "Một câu khác."])

    assert (2, embedder.dimension) == vectors.shape
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.model_id.startswith("sentence-transformers/tiny@")


def test_a_model_of_joined_words_gets_joined_words(tmp_path: Path) -> None:
    """PhoBERT and its kin were trained on "cán_bộ"; others get text as people write it."""
    joined = load_embedder(str(tiny_model(tmp_path, "phobert-tiny", ["cán_bộ", "rượu"])))
    plain = load_embedder(str(tiny_model(tmp_path, "plain-tiny", ["cán_bộ", "rượu"])))

    assert not np.allclose(*joined.encode_document(["cán bộ", "một câu"]))
    assert np.allclose(*plain.encode_document(["cán bộ", "một câu"]))


def test_a_model_s_own_prompts_go_before_the_text(tmp_path: Path) -> None:
    """What a model's folder says of questions and passages is used."""
    prompts = {"query": "rượu ", "document": ""}
    embedder = load_embedder(str(tiny_model(tmp_path, "tiny", prompts=prompts)))
    question = embedder.encode_query(["câu"])
    passages = embedder.encode_document(["rượu câu", "câu"])

    assert np.allclose(question[0], passages[0], atol=1e-5)
    assert not np.allclose(question[0], passages[1], atol=1e-3)


def tiny_model(
    folder: Path,
    name: str = "tiny",
    words: Sequence[str] = ("cán", "bộ", "rượu", "câu", "khác"),
    prompts: dict[str, str] | None = None,
) -> Path:
    """Write a real, very small sentence-transformers model and return its folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import BoW, Dense

    bag = BoW(vocab=list(words), word_weights=dict.fromkeys(words, 1.0), unknown_word_weight=1.0)
    model = SentenceTransformer(modules=[bag, Dense(len(words), 4)], device="cpu", prompts=prompts)
    model.save(str(folder / name))
    return folder / name


def test_a_file_that_is_not_the_model_is_refused(tmp_path: Path) -> None:
    """A truncated or foreign file gets one sentence that says what to do."""
    wrong = tmp_path / "model.bin"
    wrong.write_bytes(b"not a model at all")

    with pytest.raises(ModelError, match="reinstall"):
        read_weights(wrong)


def test_the_weights_are_those_of_the_published_model() -> None:
    """Sizes as the model card of multilingual-e5-small gives them."""
    weights = read_weights(model_file())

    assert (384, 12, 12, 512) == (
        weights.hidden,
        weights.layers,
        weights.heads,
        weights.positions,
    )
    assert (250037, 384) == weights.matrices["emb.word"].shape
