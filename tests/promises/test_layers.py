"""The packages depend on each other in one direction only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "knowledge": {"indexer", "bot", "tests"},
    "indexer": {"bot", "tests"},
    "bot": {"tests"},
}


def imported(path: Path) -> set[str]:
    """Return the top-level names of all packages that the module at *path* imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", sorted(FORBIDDEN))
def test_a_package_imports_only_what_is_below_it(package: str) -> None:
    """Knowledge stands alone, indexer on knowledge, bot on both; nothing imports bot."""
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules

    assert {} == {
        str(path): wrong for path in modules if (wrong := imported(path) & FORBIDDEN[package])
    }
