"""Every code of the library's side has its Vietnamese sentence, filled with the same values."""

import ast
import re
import string
from pathlib import Path

import pytest

import indexer
from bot.admin.job import Kind, Stage
from bot.texts import Texts
from indexer.corrections import CorrectionError, parsed
from indexer.problems import PROBLEMS
from indexer.proposal import FIELDS
from knowledge.manifest import Changes
from knowledge.model import RelationKind

TEXTS = Texts.load()
_INDEXER = Path(indexer.__path__[0])


def fields_of(sentence: str) -> set[str]:
    """Return the names of what an English sentence is filled with, the file's left out."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name} - {"name"}


def constants(file: str, function: str) -> set[str]:
    """Return what *function* is called with first, where that stands in the code."""
    tree = ast.parse((_INDEXER / file).read_text(encoding="utf-8"))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    first = [node.args[0] for node in calls if node.func.id == function and node.args]  # type: ignore[attr-defined]
    return {str(one.value) for one in first if isinstance(one, ast.Constant)}


def test_what_is_wrong_with_a_file_is_said_in_both_languages() -> None:
    """The table of the readers and that of the chat have the same codes."""
    said = {key.removeprefix("read-") for key in TEXTS.ids if key.startswith("read-")}

    assert set(PROBLEMS) == said


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_the_sentence_needs_no_other_value(code: str) -> None:
    """What the readers give is all that the Vietnamese sentence asks for."""
    values: dict[str, str | int] = dict.fromkeys(fields_of(PROBLEMS[code]), 1)

    assert TEXTS.plain(f"read-{code}", **values)


def test_every_caution_has_its_sentence() -> None:
    """Those that the preview can give, and the two of recognised letters."""
    codes = constants("cautions.py", "Caution") | {"ocr", "ocr-low"}

    assert len(codes) > 10
    assert {f"caution-{code}" for code in codes} <= TEXTS.ids


def test_every_way_of_failing_has_its_sentence() -> None:
    """The codes of the process that works on the library."""
    source = (_INDEXER / "failures.py").read_text(encoding="utf-8")
    codes = constants("failures.py", "Failure") | set(re.findall(r'Error, "([a-z-]+)"', source))

    assert {"busy", "disk-full", "unexpected"} <= codes
    assert {f"failed-{code}" for code in codes | {"died", "nothing"}} <= TEXTS.ids


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("none", "x"),
        ("number", ""),
        ("issued", "hôm nào đó"),
        ("issued", "1/1/1200"),
        ("number", "không có số"),
        ("topics", "thả diều"),
        ("title", "dài " * 400),
    ],
)
def test_every_wrong_value_is_answered(field: str, typed: str) -> None:
    """Each refusal of a typed value has one sentence."""
    with pytest.raises(CorrectionError) as caught:
        parsed(field, typed)

    assert TEXTS.plain(f"wrong-{caught.value.code}", **caught.value.values)


def test_every_member_of_a_family_has_its_text() -> None:
    """Fields, groups of changes, stages and kinds of jobs, the steps of a refresh."""
    steps = ("receive", "read", "store", "passages", "segment", "embed", "index", "publish")
    going = [stage for stage in Stage if stage not in ("done", "failed", "discarded", "cancelled")]

    changing = (RelationKind.AMENDS, RelationKind.REPLACES, RelationKind.REPEALS)
    assert {f"effect-{kind}" for kind in changing} <= TEXTS.ids
    assert {f"field-{name}" for name in FIELDS} <= TEXTS.ids
    assert {f"fix-value-{name}" for name in FIELDS} <= TEXTS.ids
    assert {f"changes-{name}" for name in Changes.__slots__} <= TEXTS.ids
    assert {f"job-stage-{step}" for step in steps} <= TEXTS.ids
    assert {f"status-stage-{stage}" for stage in going} <= TEXTS.ids
    assert {f"status-job-{kind}" for kind in Kind} <= TEXTS.ids


def test_no_button_has_more_than_three_words() -> None:
    """Phones cut what is longer; a sign before the words is none of them."""
    buttons = [key for key in TEXTS.ids if key.startswith("button-job-")]
    given: dict[str, str | int] = {"count": 3, "name": "X"}
    long = {key for key in buttons if len(re.findall(r"\w+", TEXTS.plain(key, **given))) > 3}

    assert set() == long
