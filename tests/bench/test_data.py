"""Question sets as they are asked, and when a library is built again."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.bench.data import civil_set, zalo_sets
from tests.bench.libraries import ROOT, Source, fingerprints, is_current


def write_questions(path: Path, *questions: Mapping[str, object]) -> None:
    """Write a question file, one JSON object a line."""
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(json.dumps(question) for question in questions), "utf-8")


def test_zalo_is_halved_by_the_first_digit(tmp_path: Path) -> None:
    """Ids from 0 to 7 chose the weights, ids from 8 to f are held."""
    rows = [{"id": f"{digit}0", "question": "?", "relevant": []} for digit in "078f"]
    write_questions(tmp_path / "eval" / "zalo" / "questions.jsonl", *rows)

    development, held = zalo_sets(tmp_path)

    assert ["00", "70"] == [question.id for question in development.questions]
    assert ["80", "f0"] == [question.id for question in held.questions]


def test_civil_laws_named_by_title_are_asked_by_number(tmp_path: Path) -> None:
    """The gold of a law that the set calls by name is looked up by its number."""
    row = {"id": "a", "question": "?", "relevant": ["Luật Viên chức 2010|14"]}
    write_questions(tmp_path / "eval" / "civil" / "questions.jsonl", row)

    asked = civil_set(tmp_path, held=["58/2010/QH12|14"])

    assert [("58/2010/QH12|14",)] == [question.relevant for question in asked.questions]
    assert "left out" not in asked.note


def test_civil_questions_without_their_article_are_left_out_and_counted(tmp_path: Path) -> None:
    """A question that no file can answer is not asked, and the note says so."""
    rows = [
        {"id": "a", "question": "?", "relevant": ["1/2000/QH10|1"]},
        {"id": "b", "question": "?", "relevant": ["2/2000/QH10|1"]},
    ]
    write_questions(tmp_path / "eval" / "civil" / "questions.jsonl", *rows)

    asked = civil_set(tmp_path, held=["1/2000/QH10|1"])

    assert ["a"] == [question.id for question in asked.questions]
    assert "1 left out" in asked.note


def test_a_library_is_built_again_when_its_files_change(tmp_path: Path) -> None:
    """A changed, a new and a lost file each make the library out of date."""
    folder = tmp_path / "files"
    folder.mkdir()
    law = folder / "law.txt"
    law.write_text("Điều 1.", "utf-8")
    source = Source("laws", (folder,), starter=False)
    recorded = fingerprints([law])
    assert is_current(recorded, source)

    law.write_text("Điều 2.", "utf-8")
    assert not is_current(recorded, source)

    law.write_text("Điều 1.", "utf-8")
    another = folder / "another.txt"
    another.write_text("Điều 1.", "utf-8")
    assert not is_current(recorded, source)

    another.unlink()
    law.unlink()
    assert not is_current(recorded, source)


def test_a_library_is_built_again_when_the_program_changes() -> None:
    """Modules are recorded by where they are in the program, with what they were."""
    module = ROOT / "knowledge" / "library.py"
    recorded = fingerprints([module])

    assert ["knowledge/library.py"] == list(recorded)
    assert is_current(recorded, Source("nothing", (), starter=False))
    assert not is_current(dict.fromkeys(recorded, "0" * 64), Source("nothing", (), starter=False))
