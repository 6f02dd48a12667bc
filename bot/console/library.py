"""Commands that look at files and documents: read, documents."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.console.home import open_library

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("file", type=FILE)
def read(file: Path) -> None:
    """Print the text of FILE as it is understood; nothing is stored."""
    from indexer.readers import read_text

    click.echo(read_text(file))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array.")
def documents(as_json: bool) -> None:
    """List the documents of the library."""
    from knowledge.clock import SystemClock

    library = open_library()
    today = SystemClock().today()
    rows: list[dict[str, Any]] = []
    for document in library.documents():
        validity = library.validity(document, today)
        replaced_by = list(validity.replaced_by)
        rows.append(asdict(document) | {"status": validity.status, "replaced_by": replaced_by})
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    for row in rows:
        mark = "" if row["verbatim"] else "  [digest]"
        click.echo(f"{row['number']:<22} {row['status']:<14} {row['kind']} {row['title']}{mark}")
