"""Putting missing marks back."""

import gzip
import json
import re
import time
from pathlib import Path

import pytest

from knowledge.vietnamese import Restorer, expand_abbreviations, fold, normalise
from knowledge.vietnamese.abbreviations import abbreviations_in

LESSONS = [
    "Công chức không được uống rượu, bia ngay trước, trong giờ làm việc và giờ nghỉ trưa.",
    "Công chức, viên chức uống bia trong giờ làm việc thì bị kỷ luật.",
    "Cán bộ có được uống rượu vào giờ nghỉ trưa không?",
    "Luật này quy định về công chức. Thanh tra nhân dân giám sát công chức.",
]


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    """Return a restorer that has learnt four sentences."""
    return Restorer().learn(LESSONS)


def bare(text: str) -> str:
    """Return *text* without marks, capitals kept."""
    return "".join(fold(c).upper() if c.isupper() else fold(c) for c in text)


def test_a_text_without_marks_gets_them_back(restorer: Restorer) -> None:
    """Syllables the library knows get the marks that fit their neighbours."""
    typed = "Cong chuc uong ruou vao gio nghi trua khong?"
    assert restorer.restore(typed) == "Công chức uống rượu vào giờ nghỉ trưa không?"


def test_marks_that_were_typed_stay(restorer: Restorer) -> None:
    """A half-typed question keeps its marks and gets the others."""
    assert restorer.restore("công chuc uong ruou") == "công chức uống rượu"
    assert restorer.restore("đuoc uông bia gio lam viec") == "được uống bia giờ làm việc"


def test_a_frequent_syllable_does_not_win_where_it_never_stands() -> None:
    """ "ương" is frequent after "trung" only; "uống rượu, bia" makes "uống bia" likely."""
    restorer = Restorer().learn(
        ["Cơ quan trung ương và địa phương."] * 50
        + ["Cấm uống rượu, bia giữa giờ.", "Người uống rượu, bia."] * 5
    )
    assert restorer.restore("chi uong bia") == "chi uống bia"


def test_a_marked_question_is_left_alone(restorer: Restorer) -> None:
    """Unmarked syllables of a question with marks are meant as they are."""
    question = "Thanh tra viên có được nhận trà, quà của dân không, thưa ông Lan?"
    assert question == restorer.restore(question)


def test_a_syllable_that_needs_a_mark_gets_it_even_among_marked_ones(restorer: Restorer) -> None:
    """ "uong" is no Vietnamese syllable, so it is mended in a question with marks too."""
    assert (
        restorer.restore("Công chức có được uong bia không") == "Công chức có được uống bia không"
    )


def test_numbers_and_unknown_words_stay(restorer: Restorer) -> None:
    """Document numbers, other numbers and words the library has not seen do not change."""
    assert restorer.restore("xyz cong chuc 112/2020/ND-CP") == "xyz công chức 112/2020/ND-CP"


def test_capitals_stay(restorer: Restorer) -> None:
    """Restored syllables keep the capitals they were typed with."""
    assert restorer.restore("CONG CHUC Vien Chuc") == "CÔNG CHỨC Viên Chức"


@pytest.mark.parametrize("text", ["", " ", "?!", "😀", "12", "a" * 500, "\x00", "một\n\nhai"])
def test_any_text_is_accepted(restorer: Restorer, text: str) -> None:
    """Text without known syllables comes back as it is."""
    assert text == restorer.restore(text)


def test_without_learning_nothing_changes() -> None:
    """A restorer that has seen nothing returns what it is given."""
    assert Restorer().restore("cong chuc") == "cong chuc"
    assert Restorer().learn([]).restore("cong chuc") == "cong chuc"


def test_what_was_learnt_survives_saving(restorer: Restorer, tmp_path: Path) -> None:
    """A loaded restorer restores as the one that was saved."""
    path = tmp_path / "marks.npz"
    restorer.save(path)
    typed = "can bo uong bia trong gio lam viec bi ky luat"
    assert restorer.restore(typed) == Restorer.load(path).restore(typed) != typed


def test_what_was_learnt_from_nothing_survives_saving(tmp_path: Path) -> None:
    """An empty library's restorer can be saved and loaded too."""
    Restorer().learn([]).save(tmp_path / "marks.npz")
    assert Restorer.load(tmp_path / "marks.npz").restore("bia") == "bia"


def test_real_questions_are_restored(shared_data: Path) -> None:
    """Learnt from 3.7 million syllables, 97 % of those of real questions come out right."""
    with gzip.open(shared_data / "eval/zalo/articles.jsonl.gz", "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    lines = (shared_data / "eval/zalo/questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [normalise(json.loads(line)["question"]) for line in lines][:300]
    meant = [expand_abbreviations(question) for question in questions]
    restorer = Restorer().learn(article["title"] + "\n" + article["text"] for article in articles)
    started = time.process_time()
    restored = [restorer.restore(bare(question)) for question in questions]
    assert (time.process_time() - started) / len(questions) < 0.02
    texts = zip(meant, restored, strict=True)
    pairs = [(re.findall(r"\w+", one), re.findall(r"\w+", two)) for one, two in texts]
    right = sum(a == b for one, two in pairs for a, b in zip(one, two, strict=False))
    assert right / sum(len(one) for one, _ in pairs) >= 0.97
    certain = [
        (question, expected)
        for question, expected in zip(questions, meant, strict=True)
        if all(len(short.phrases) == 1 for short in abbreviations_in(question))
    ]
    assert len(certain) > 290
    assert [expected for _, expected in certain] == [restorer.restore(one) for one, _ in certain]
