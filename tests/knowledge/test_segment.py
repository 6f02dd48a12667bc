"""Words of Vietnamese text, and remembering them."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.cache import Cache, content_key
from knowledge.vietnamese import Segmenter


def test_syllables_of_a_word_are_joined_in_lower_case() -> None:
    """Words of several syllables are joined with "_", capitals and punctuation go."""
    words = Segmenter().words(["Công chức không được uống rượu, bia!"])[0]
    assert "công_chức" in words
    assert all(word == word.lower() for word in words)
    assert not {",", "!"} & set(words)


def test_both_tone_mark_styles_give_the_same_words() -> None:
    """Text is normalised before it is segmented."""
    old, new = Segmenter().words(["Ủy ban hòa giải", "Uỷ ban hoà giải"])
    assert old == new


@pytest.mark.parametrize("text", ["", " \n\t ", "...", "😀 👍🏽", "\x00\u2028", "_ __"])
def test_text_without_words_gives_no_words(text: str) -> None:
    """Empty text, punctuation and emoji are no error and no words."""
    assert Segmenter().words([text]) == [[]]


def test_very_long_text_is_segmented_whole() -> None:
    """A text of 100,000 characters without line breaks loses no syllable."""
    text = "công chức nhà nước " * 5300
    words = Segmenter().words([text])[0]
    assert sum(len(word.split("_")) for word in words) == 4 * 5300


def test_a_word_longer_than_a_piece_is_no_obstacle() -> None:
    """Ten thousand letters without a space are segmented without error."""
    assert "".join(Segmenter().words(["a" * 10_000])[0]) == "a" * 10_000


def test_words_come_from_the_cache_when_they_are_there(tmp_path: Path) -> None:
    """A text seen before is not segmented again, in whatever order texts are asked for."""
    cache = Cache(tmp_path / "cache.db")
    segmenter = Segmenter(cache)
    first = segmenter.words(["Luật Viên chức", "Luật Tố cáo"])
    namespace = cache._db.execute("SELECT DISTINCT namespace FROM entries").fetchone()[0]
    assert "underthesea-" in namespace
    cache.put_many(namespace, {content_key("Luật Tố cáo"): b"remembered"})
    assert [["remembered"], first[0]] == segmenter.words(["Luật Tố cáo", "Luật Viên chức"])


def test_segmenting_loads_nothing_but_the_segmenter() -> None:
    """Neither torch nor the translator of underthesea, which take seconds and 270 MB."""
    program = (
        "import sys; from knowledge.vietnamese import Segmenter\n"
        "print(Segmenter().words(['giờ làm việc']))\n"
        "print(sorted({'torch', 'transformers', 'underthesea'} & sys.modules.keys()))\n"
        "import underthesea; print(underthesea.word_tokenize('giờ làm việc', format='text'))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert printed.splitlines() == ["[['giờ', 'làm_việc']]", "[]", "giờ làm_việc"]


def test_the_whole_package_may_have_been_imported_before() -> None:
    """Whoever uses more of underthesea gets the same words."""
    program = (
        "import underthesea; from knowledge.vietnamese import Segmenter\n"
        "print(Segmenter().words(['giờ làm việc']))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout

    assert printed == "[['giờ', 'làm_việc']]\n"
