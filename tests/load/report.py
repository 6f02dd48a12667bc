"""Prints what was measured, and keeps it in a file by scenario."""

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

_NESTED = ("seconds", "without", "with", "after", "tried", "calls", "options", "machine")
"""What the table of single numbers leaves out."""
_PARTS = ("without", "with", "after")
"""What a scenario has measured one after the other."""


def show(name: str, result: dict[str, Any]) -> None:
    """Print the numbers of a scenario."""
    console = Console()
    single = Table(title=name, show_header=False)
    for key, value in result.items():
        if key not in _NESTED:
            single.add_row(key, json.dumps(value, ensure_ascii=False))
    console.print(single)
    for part, measured in (("", result), *((p, result.get(p, {})) for p in _PARTS)):
        if "seconds" in measured:
            console.print(_times(part, measured["seconds"]))


def keep(path: Path, name: str, result: dict[str, Any]) -> None:
    """Put a scenario's numbers into the file; those of other scenarios stay."""
    known = json.loads(path.read_text("utf-8")) if path.exists() else {}
    text = json.dumps(known | {name: result}, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", "utf-8")


def _times(part: str, seconds: dict[str, dict[str, float]]) -> Table:
    table = Table(title=f"seconds to the answer {part}".strip())
    names = ("count", "p50", "p95", "p99", "most")
    for column in ("kind", *names):
        table.add_column(column, justify="left" if column == "kind" else "right")
    for kind, spread in seconds.items():
        table.add_row(kind, *(str(spread[name]) for name in names))
    return table
