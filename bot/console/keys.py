"""Commands for the keys of inspectors, and for proofs: ``congvu keys`` and ``verify-receipt``."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.reports.inspectors import Inspector

_WARNING = """\
The passphrase of {name} opens every report that is sealed for this key.
Nobody can find it again or reset it, the program and its makers included: without it the reports
stay unreadable for ever, unless another inspector has a key of their own. So let two inspectors
have one each, and keep the passphrase written down in a sealed envelope in a safe."""

_passphrase_file = click.option(
    "--passphrase-file",
    "source",
    type=click.File(encoding="utf-8"),
    help="Read the passphrase from this file instead of asking; - for standard input.",
)


@click.group()
def keys() -> None:
    """Make, add, list and remove the keys of those who read reports."""


@keys.command()
@click.argument("name")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The private key file to write; the public one lies beside it, ending in .pub.",
)
@_passphrase_file
def new(name: str, out: Path | None, source: TextIO | None) -> None:
    """Make a key for the inspector NAME: a private file under a passphrase, and a public one."""
    from bot.reports.durable import write_new
    from bot.reports.inspector_keys import check_passphrase, new_inspector_key
    from bot.reports.inspectors import parse_public

    private_path = out or Path(f"{_file_name(name)}.key")
    public_path = private_path.with_suffix(".pub")
    if private_path == public_path:
        raise click.ClickException("Names ending in .pub are for public keys; choose another.")
    _refuse_home(private_path)
    _refuse_existing(private_path, public_path)
    click.echo(_WARNING.format(name=name), err=True)
    [passphrase] = _lines(source, 1) if source else [_asked_twice("Passphrase")]
    check_passphrase(passphrase)
    private, public = new_inspector_key(name, passphrase)
    for path, content, mode in ((private_path, private, 0o600), (public_path, public, 0o644)):
        if not write_new(path, content, mode):
            raise click.ClickException(f"{path} is there by now; choose another name with --out.")
    click.echo(f"Private key: {private_path} - keep it off the bot's machine, with a copy.")
    click.echo(f"Public key:  {public_path}")
    click.echo(f"Fingerprint: {parse_public(public).fingerprint}")
    click.echo(
        f"Next: bring {public_path.name} to the bot's machine, run `congvu keys add"
        f" {public_path.name}` there, and compare the fingerprint by voice."
    )


@keys.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add(file: Path) -> None:
    """Seal new reports for the public key in FILE as well; it needs no restart."""
    from bot.reports import inspectors

    content = file.read_bytes()[:4096]
    _refuse_private(content)
    inspector = inspectors.parse_public(content)
    if not inspectors.add(_folder(), inspector):
        click.echo(f"New reports are sealed for {_shown(inspector)} already.")
        return
    click.echo(f"New reports are sealed for {_shown(inspector)} from now on.")
    click.echo("Ask the inspector to read out the fingerprint: it has to be the same.")
    click.echo("Reports that are here already are not sealed for this key, and cannot be.")


@keys.command(name="list")
def list_keys() -> None:
    """Show for whom new reports are sealed."""
    from bot.reports.inspectors import read_keys

    found = read_keys(_folder())
    for inspector in found.inspectors:
        click.echo(f"{inspector.fingerprint}  {inspector.name}")
    if not found.inspectors:
        click.echo("There is no inspector's key: the bot takes no reports. See `congvu keys new`.")
    for path in found.damaged:
        click.echo(f"{path} is damaged: nothing is sealed for it; add the key again.", err=True)
    if found.damaged:
        raise click.exceptions.Exit(1)


@keys.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask before the last key is removed.")
def remove(name: str, yes: bool) -> None:
    """Seal no new report for the inspector NAME (a name or a fingerprint)."""
    from bot.reports import inspectors

    found = inspectors.read_keys(_folder()).inspectors
    inspector = inspectors.named(found, name)
    if len(found) == 1 and not yes:
        click.confirm("This is the last key: the bot will take no reports. Remove it?", abort=True)
    inspectors.remove(_folder(), inspector)
    click.echo(f"No new report is sealed for {_shown(inspector)}.")
    click.echo("Reports that were sealed for this key can still be opened with it.")


@keys.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--passphrase-file",
    "source",
    type=click.File(encoding="utf-8"),
    help="Read the old and the new one, a line each, instead of asking; - for standard input.",
)
def passphrase(file: Path, source: TextIO | None) -> None:
    """Give the private key in FILE another passphrase."""
    from bot.reports.durable import replace
    from bot.reports.inspector_keys import change_passphrase

    if source:
        old, new_one = _lines(source, 2)
    else:
        old = str(click.prompt("The passphrase now", hide_input=True))
        new_one = _asked_twice("The new passphrase")
    replace(file, change_passphrase(file.read_bytes(), old, new_one))
    click.echo(f"{file} opens with the new passphrase.")
    click.echo("Copies made before open with the old one: replace or destroy them.")


@click.command()
@click.argument("line", nargs=-1, required=True)
def verify_receipt(line: tuple[str, ...]) -> None:
    """Say what the proof LINE of a receipt proves, and whether the case is here unaltered."""
    from bot.reports.intake import verify_key
    from bot.reports.proofs import verify

    home = load_settings().state
    proof = verify(verify_key(home), "".join(line))
    click.echo(f"A report was handed in here on {proof.day:%d/%m/%Y}: the signature is genuine.")
    click.echo(_held(home, proof.digest))


def _held(home: Path, digest: bytes) -> str:
    """Say in a sentence whether the case is here as it was signed."""
    from bot.reports.cases import Cases
    from bot.reports.proofs import digest_of
    from knowledge.clock import SystemClock

    if not (home / "cases.db").exists():
        return "No cases are kept in this home, so whether it is held elsewhere cannot be said."
    cases = Cases.open(home, SystemClock())
    try:
        case = cases.by_digest(digest)
        if case is None:
            return "The case is not held here: it was erased after its time, or altered."
        if digest_of(case.id, cases.content(case.id)) != digest:
            return "The case is held here, but was ALTERED since it was handed in."
        return "The case is held here unaltered."
    finally:
        cases.close()


def _folder() -> Path:
    from bot.reports.inspectors import folder_of

    return folder_of(load_settings().state)


def _shown(inspector: "Inspector") -> str:
    return f"{inspector.name} ({inspector.fingerprint})"


def _file_name(name: str) -> str:
    """Return *name* as a file name of plain letters."""
    from knowledge.vietnamese.normalise import fold

    words = re.findall(r"[a-z0-9]+", fold(name))
    return "-".join(words) or "inspector"


def _refuse_home(path: Path) -> None:
    home = load_settings().state
    if path.resolve().is_relative_to(home.resolve()):
        raise click.ClickException(
            f"{home} is the bot's own folder: a private key there could be read together with the"
            " reports. Write it elsewhere with --out, best on another machine."
        )


def _refuse_existing(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise click.ClickException(
                f"{path} is there already and may be the only key to some reports;"
                " choose another name with --out."
            )


def _refuse_private(content: bytes) -> None:
    if content.lstrip().startswith(b"{"):
        raise click.ClickException(
            "This is a private key, which must not lie on the bot's machine: take it away, and"
            " add the file that ends in .pub."
        )


def _asked_twice(what: str) -> str:
    return str(click.prompt(what, hide_input=True, confirmation_prompt=True))


def _lines(source: TextIO, count: int) -> list[str]:
    lines = [source.readline().rstrip("\r\n") for _ in range(count)]
    if not all(lines):
        raise click.ClickException(f"The file with the passphrase has to have {count} line(s).")
    return lines
