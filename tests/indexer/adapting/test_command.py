"""The command that adapts the encoder: from files of law to the file that the program reads."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexer.adapting.__main__ import main, make
from indexer.adapting.training import Recipe
from indexer.errors import IndexerError
from knowledge.embedding.adaptation import adapted
from knowledge.embedding.weights import model_file, read_weights
from tests.indexer.adapting.law import ARTICLES, QUESTIONS, write_list

BEFORE = b"the adaptation before"
RECIPE = Recipe(batch=4, frozen=11, headings=2)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a file that is there already, in a folder of its own."""
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / "adaptation.npz"
    file.write_bytes(BEFORE)
    return file


@pytest.fixture
def law(tmp_path: Path) -> Path:
    """Return a list of the articles that the questions are about."""
    return write_list(tmp_path / "law.jsonl", list(ARTICLES))


def test_the_command_makes_the_file_that_the_program_reads(
    law: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every stage, on four articles; each says that it has begun."""
    weights = read_weights(model_file())

    make([law], out, QUESTIONS, RECIPE)

    learnt = adapted(weights, out)
    assert not np.array_equal(weights.tensor("l11.oln.b"), learnt.tensor("l11.oln.b"))
    assert np.array_equal(weights.tensor("l10.oln.b"), learnt.tensor("l10.oln.b"))
    assert [out] == list(out.parent.iterdir())
    said = capsys.readouterr().out
    assert "4 questions" in said
    assert "4 passages of 4 articles" in said
    assert "of 6 questions have counterexamples" in said
    assert f"Written to {out}" in said


def test_a_path_that_is_not_there_ends_the_command_with_one_line(tmp_path: Path, out: Path) -> None:
    """Status 1, nothing learnt, nothing written; the paths before it are not read either."""
    broken = tmp_path / "broken.jsonl"
    broken.write_text("not an article\n")
    command = [sys.executable, "-m", "indexer.adapting", broken, tmp_path / "no-law", "--out", out]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert 1 == ended.returncode
    (line,) = ended.stderr.splitlines()
    assert f"{tmp_path / 'no-law'} cannot be read (No such file or directory): check" in line
    assert BEFORE == out.read_bytes()


def test_ctrl_c_ends_the_command_with_one_line(
    law: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At any time before the whole file is there, what was there stays."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["adapting", str(law), "--out", str(out)])
    monkeypatch.setattr("indexer.adapting.__main__.read_pieces", interrupt)

    with pytest.raises(SystemExit, match=rf"^Stopped: {out} is as it was\.$"):
        main()
    assert BEFORE == out.read_bytes()


def test_a_file_that_is_not_law_is_named(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the line that is wrong."""
    (tmp_path / "bad.jsonl").write_text("not an article\n")
    monkeypatch.setattr(sys, "argv", ["adapting", str(tmp_path / "bad.jsonl"), "--out", str(out)])

    with pytest.raises(SystemExit, match=r"^bad\.jsonl, line 1 is not an article"):
        main()
    assert BEFORE == out.read_bytes()


def test_a_folder_without_files_is_named(tmp_path: Path, out: Path) -> None:
    """It is no law."""
    (tmp_path / "regulations").mkdir()

    with pytest.raises(IndexerError, match=r"^regulations is a folder without files"):
        make([tmp_path / "regulations"], out, QUESTIONS, RECIPE)
    assert BEFORE == out.read_bytes()


def test_law_that_answers_no_question_is_refused(
    law: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The questions that come with the program are about other articles: 3,656 of them."""
    monkeypatch.setattr(sys, "argv", ["adapting", str(law), "--out", str(out)])

    with pytest.raises(SystemExit, match=r"^([\d,]+) of \1 questions have no article"):
        main()
    assert BEFORE == out.read_bytes()


def test_law_without_some_of_the_articles_is_refused(tmp_path: Path, out: Path) -> None:
    """Learning from the rest would give another model than the one described."""
    part = write_list(tmp_path / "part.jsonl", list(ARTICLES)[1:])

    with pytest.raises(IndexerError, match=r"^1 of 4 questions .* missing: 1/2020/NĐ-CP\|1\)"):
        make([part], out, QUESTIONS, RECIPE)
    assert BEFORE == out.read_bytes()


def test_one_article_is_not_enough(tmp_path: Path, out: Path) -> None:
    """Its question has nothing to be told apart from."""
    part = write_list(tmp_path / "part.jsonl", list(ARTICLES)[:1])

    with pytest.raises(IndexerError, match="there is nothing to learn"):
        make([part], out, QUESTIONS[:1], RECIPE)
    assert BEFORE == out.read_bytes()


def test_a_training_that_goes_astray_writes_nothing(law: Path, out: Path) -> None:
    """Its weights are no numbers, and no vector would be."""
    with pytest.raises(IndexerError, match=r"^The loss of step \d+ is no number"):
        make([law], out, QUESTIONS, Recipe(rounds=4, batch=4, frozen=11, headings=0, rate=1e30))
    assert BEFORE == out.read_bytes()
