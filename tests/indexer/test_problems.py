"""What can be wrong with a file: one table says it, and nothing is raised that it lacks."""

import ast
import pickle
import string
from pathlib import Path

import pytest

import indexer
from indexer.errors import ReadError
from indexer.problems import PROBLEMS


def test_an_error_is_a_sentence_about_its_file() -> None:
    """What a program can match on and what a person reads come from one place."""
    error = ReadError("too-large", "a.pdf", megabytes=61, most=50)

    assert (error.code, error.name) == ("too-large", "a.pdf")
    assert dict(error.values) == {"megabytes": 61, "most": 50}
    assert str(error).startswith("a.pdf has 61 MB, more than the 50 MB that are read: split it")


def test_an_error_comes_through_a_pipe_whole() -> None:
    """The process that reads and the process that tells are two."""
    error = ReadError("slow", "a.pdf", seconds=60)

    again = pickle.loads(pickle.dumps(error))

    assert (again.code, again.name, again.values) == (error.code, error.name, error.values)


def test_an_unknown_code_is_no_error_of_a_file() -> None:
    """A slip in a code is found where it is made."""
    with pytest.raises(KeyError):
        ReadError("gone", "a.pdf")


@pytest.mark.parametrize("code", PROBLEMS)
def test_each_sentence_names_its_file_and_ends(code: str) -> None:
    """A sentence that does not say which file is meant helps nobody."""
    fields = {field for _, field, _, _ in string.Formatter().parse(PROBLEMS[code]) if field}

    assert "name" in fields
    assert PROBLEMS[code].endswith((".", "…"))


@pytest.mark.parametrize("call", ["ReadError", "Problem"])
def test_the_codes_that_are_raised_are_in_the_table(call: str) -> None:
    """Whatever the indexer says of a file can be said."""
    said = {code for path in _sources() for code in _codes(path, call)}

    assert said
    assert said <= set(PROBLEMS)


def _sources() -> list[Path]:
    return sorted(Path(str(indexer.__file__)).parent.rglob("*.py"))


def _codes(path: Path, call: str) -> list[str]:
    """Return the codes that a file's calls of that name give in so many words."""
    calls = (n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call))
    named = (n for n in calls if isinstance(n.func, ast.Name) and n.func.id == call)
    at = 0 if call == "ReadError" else 1
    given = (n.args[at] for n in named if len(n.args) > at)
    return [str(arg.value) for arg in given if isinstance(arg, ast.Constant)]
