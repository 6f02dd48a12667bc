"""What was measured, as tables for people and as a small JSON file to compare runs by."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.eras import Eras
from tests.bench.legacy import AVERAGE, LEAST, FileAccuracy, averages
from tests.bench.libraries import ROOT, Build
from tests.bench.machine import machine
from tests.bench.metrics import Estimate
from tests.bench.refusal import Answering, Refusing
from tests.bench.retrieval import Row

FOLDER = ROOT / "docs" / "bench"


def percent(estimate: Estimate) -> str:
    """Return an estimate as a person reads it: "65.2 (60.3-69.9)"; "-" without cases."""
    if not estimate.count:
        return "-"
    value, low, high = (100 * share for share in (estimate.value, estimate.low, estimate.high))
    return f"{value:.1f} [dim]({low:.1f}-{high:.1f})[/]"


def builds_table(builds: Mapping[str, Build]) -> Table:
    """Return how the libraries were built."""
    table = _table(
        "Libraries",
        ("library", "documents", "passages", "embedded", "build s", "passages/s", "peak MiB"),
    )
    for name, one in builds.items():
        cost = "" if one.cold else " [dim](cache)[/]"
        speed = f"{one.passages_per_second:.1f}{' [dim](hashes)[/]' if one.light else cost}"
        table.add_row(
            name,
            str(one.documents),
            str(one.passages),
            str(one.embedded),
            f"{one.build_s:.1f}",
            speed,
            f"{one.peak_mb:.0f}",
        )
    return table


def retrieval_table(title: str, rows: Sequence[Row]) -> Table:
    """Return one question set's rows: percent, with 95 % bootstrap intervals."""
    table = _table(title, ("typed", "engine", *(rows[0].metrics if rows else ())))
    for row in rows:
        strong = "bold" if row.engine == "fused" else ""
        table.add_row(
            row.writing, row.engine, *(percent(one) for one in row.metrics.values()), style=strong
        )
    return table


def refusing_table(rows: Iterable[Refusing]) -> Table:
    """Return how well each kind of question was refused."""
    table = _table(
        "Refusing, percent (Wilson 95 %)", ("half", "kind", "questions", "precision", "recall")
    )
    for row in rows:
        count = str(row.recall.count)
        table.add_row(row.half, row.kind, count, percent(row.precision), percent(row.recall))
    return table


def answering_table(rows: Iterable[Answering]) -> Table:
    """Return what became of the questions that the library answers."""
    table = _table(
        "Answering what is held, percent",
        ("half", "questions", "answered", "right Điều quoted", "right Điều first"),
    )
    for row in rows:
        parts = (row.answered, row.with_gold, row.gold_first)
        table.add_row(row.half, str(row.answered.count), *(percent(part) for part in parts))
    return table


def eras_table(rows: Iterable[Eras]) -> Table:
    """Return what became of the questions about provisions that changed."""
    table = _table(
        "Law of the right time, percent (Wilson 95 %)",
        ("half", "questions", "wrong era", "right Điều quoted", "first", "refused", "other"),
    )
    for row in rows:
        parts = (row.wrong_era, row.right, row.right_first, row.refused, row.other)
        table.add_row(row.half, str(row.wrong_era.count), *(percent(part) for part in parts))
    return table


def speed_table(speed: Mapping[str, Any], title: str = "Speed") -> Table:
    """Return times and memory, one a line."""
    table = _table(title, ("what", "measured"))
    for name, value in speed.items():
        shown = value
        if isinstance(value, Mapping):
            shown = f"p50 {value['p50']:.1f}, p95 {value['p95']:.1f} ({value['count']} questions)"
        table.add_row(name, str(shown))
    return table


def legacy_table(files: Sequence[FileAccuracy]) -> Table:
    """Return what came back of files in fonts older than Unicode, and the average."""
    title = f"Old fonts: marked letters that came back, percent (asked: {100 * AVERAGE:g} on "
    table = _table(
        f"{title}average, {100 * LEAST:g} of each)",
        ("file", "letters", "same case", "any case", "s"),
    )
    for one in (*files, averages(files)):
        shown = (f"{100 * share:.2f}" for share in (one.share, one.share_in_any_case))
        name = f"{one.name} ({one.problem})" if one.problem else one.name
        table.add_row(name, str(one.letters), *shown, f"{one.seconds:.1f}")
    return table


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left")
    for at, column in enumerate(columns):
        table.add_column(column, justify="left" if at < 2 else "right", no_wrap=True)
    return table


def show(tables: Iterable[Table]) -> None:
    """Print *tables*; wide enough not to be cut when the output is a file."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=110)
    for table in tables:
        console.print(table)


def save(day: date, measured: Mapping[str, Any], part: str) -> Path:
    """Write what was measured as JSON named by day and commit; return where.

    *part* names what was measured when that was not everything, else it is "".
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    names = (day.isoformat(), str(measured["commit"]).removesuffix("+"), part)
    path = FOLDER / f"{'-'.join(name for name in names if name)}.json"
    content = {"day": day.isoformat(), "machine": machine(), **measured}
    entries = ",\n".join(f"{json.dumps(name)}: {_text(part)}" for name, part in content.items())
    path.write_text(f"{{\n{entries}\n}}\n", "utf-8")
    return path


def _text(part: object) -> str:
    """Return JSON with each item of a list on a line of its own."""
    if isinstance(part, list):
        return "[\n " + ",\n ".join(map(_text, part)) + "\n]"
    return json.dumps(part, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    """Return a result as JSON holds it: an estimate as [value, low, high, count]."""
    if isinstance(value, Estimate):
        return [*(round(one, 4) for one in (value.value, value.low, value.high)), value.count]
    if is_dataclass(value):
        # What a library was built from would be most of the file.
        kept = (one.name for one in fields(value) if one.name != "inputs")
        return {name: getattr(value, name) for name in kept}
    raise TypeError(f"{type(value).__name__} has no place in a result.")
