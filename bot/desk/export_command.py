"""The command that opens a sealed export: for whoever received one, with congvu and no desk."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click

from bot.desk.export_seal import ExportError, unseal


@click.command("open-export")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where to write the zip; beside FILE if not set.",
)
@click.option(
    "--passphrase-file",
    "source",
    type=click.File(encoding="utf-8"),
    help="Read the passphrase from this file instead of asking; - for standard input.",
)
def open_export(file: Path, output: Path | None, source: TextIO | None) -> None:
    """Open FILE, a sealed export of a case, into a zip that only you can read.

    The zip holds the report readable: keep it where reports belong, and erase it after use.
    """
    target = output or file.with_suffix(".zip")
    # Not as an option's value: every user of the machine sees those.
    passphrase = source.readline() if source else click.prompt("Passphrase", hide_input=True)
    with file.open("rb") as sealed:
        _write(target, unseal(sealed, passphrase))
    click.echo(f"Opened into {target}. It is readable now: erase it after use.")


def _write(target: Path, pieces: Iterator[bytes]) -> None:
    """Write *pieces* to *target*, which does not exist yet, whole or not at all."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise ExportError(f"{target} is there already; name another with --output.") from None
    try:
        with os.fdopen(descriptor, "wb") as opened:
            for piece in pieces:
                opened.write(piece)
    except BaseException:
        target.unlink()
        raise
