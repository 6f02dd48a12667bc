"""The threat model names tests for its claims; each of them is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
CLAIMS = _NAMED.findall((ROOT / "docs/threat-model.md").read_text(encoding="utf-8"))


def test_claims_are_made() -> None:
    """The table of claims is read."""
    assert len(CLAIMS) >= 15


@pytest.mark.parametrize(("file", "name"), CLAIMS)
def test_each_test_that_is_named_exists(file: str, name: str) -> None:
    """A claim whose test was renamed or removed is no longer shown by anything."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    ]

    assert name in functions
