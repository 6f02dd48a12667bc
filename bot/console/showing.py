"""The command show: one provision as the library holds it, as of a day, or in all its wordings."""

from datetime import date
from typing import TYPE_CHECKING

import click

from bot.console.day import DAY
from bot.console.home import open_library
from knowledge.errors import CitationNotFoundError

if TYPE_CHECKING:
    from bot.questions.screen import View
    from knowledge.library import Library
    from knowledge.model import Document
    from knowledge.resolver import Found
    from knowledge.versions import Version


@click.command()
@click.argument("citation", nargs=-1, required=True)
@click.option(
    "--as-of",
    type=DAY,
    help="Print the words that count on that day, as 2021-03-05 or 05/03/2021.",
)
@click.option("--versions", "every", is_flag=True, help="Print its wordings by date.")
def show(citation: tuple[str, ...], as_of: date | None, every: bool) -> None:
    """Print the provision at CITATION, verbatim.

    For instance "khoản 5 điều 5 luật 44/2019". Its full citation, whether it is in force and what
    amended it go to standard error. Without --as-of the document's own text is printed; with it
    the words of that day, which may stand in the document that amended it.
    """
    if every and as_of is not None:
        raise click.UsageError("Give either --as-of or --versions.")
    from bot.questions.screen import View
    from bot.texts import Texts
    from knowledge.clock import SystemClock

    library, typed = open_library(), " ".join(citation)
    document, path = _place(library, typed)
    view = View(library, Texts.load(), as_of or SystemClock().today())
    if every:
        _print_versions(view, document, path)
    elif path and (as_of is not None or not _in_text(library, document, path)):
        _print_as_of(view, document, path)
    else:
        _print_held(view, document, path)


def _in_text(library: "Library", document: "Document", path: str) -> bool:
    """Return whether the held text has the provision; a later document may have put it in."""
    return any(provision.path == path for provision in library.provisions(document.number))


def _print_held(view: "View", document: "Document", path: str) -> None:
    if not path:
        _say_status(view, document, path)
        click.echo(view.library.text(document.number).rstrip("\n"))
        return
    provision = view.library.provision(document.number, path)
    _say_status(view, document, path)
    click.echo(view.library.provision_text(provision).rstrip("\n"))


def _print_as_of(view: "View", document: "Document", path: str) -> None:
    from bot.questions.versions import heading
    from knowledge.versions import Wording, version_on, versions

    name = _name(view, document, path)
    version = version_on(versions(view.library, document.number, path), view.day)
    if version is None:
        raise CitationNotFoundError(f"{name} is not in force yet on {view.day}.")
    if version.wording is Wording.ENDED:
        raise CitationNotFoundError(
            f"{name} was repealed by {version.source} from {version.since}."
        )
    if version.wording not in (Wording.HELD, Wording.QUOTED):
        raise CitationNotFoundError(f"The library does not hold the words of {name} on {view.day}.")
    if _in_text(view.library, document, path):
        _say_status(view, document, path)
    else:
        click.echo(f"{name} · {heading(view, version)}", err=True)
    if version.wording is Wording.QUOTED:
        click.echo(view.texts.plain("versions-source", source=version.source), err=True)
    click.echo(version.text)


def _print_versions(view: "View", document: "Document", path: str) -> None:
    from knowledge.versions import versions

    if not path:
        raise CitationNotFoundError(f"Name a provision of {document.name}: a Điều, khoản or điểm.")
    click.echo(_name(view, document, path), err=True)
    for version in versions(view.library, document.number, path):
        _print_version(view, version)


def _print_version(view: "View", version: "Version") -> None:
    from bot.console.answers import plain_lines
    from bot.questions.versions import heading, words

    for line in plain_lines([heading(view, version), *words(view, version)]):
        click.echo(line)
    click.echo()


def _say_status(view: "View", document: "Document", path: str) -> None:
    """Tell standard error what is shown, whether it is in force and what amended it."""
    from bot.console.answers import amended_lines
    from bot.questions.pieces import status_line
    from knowledge.notices import notices

    provision = view.library.provision(document.number, path) if path else None
    status = status_line(view, view.library.validity(provision or document, view.day))
    mark = "" if document.verbatim else f" · {view.texts.plain('digest')}"
    click.echo(f"{_name(view, document, path)} · {status}{mark}", err=True)
    if provision is not None:
        for line in amended_lines(view, notices(view.library, provision, view.day)):
            click.echo(line, err=True)


def _name(view: "View", document: "Document", path: str) -> str:
    from bot.questions.amended import place
    from knowledge.naming import citation_of

    try:
        return citation_of(view.library, view.library.provision(document.number, path))
    except CitationNotFoundError:
        return f"{place(view, path)} {document.name}" if path else document.name


def _place(library: "Library", typed: str) -> tuple["Document", str]:
    """Return the document that *typed* points at, and the path in it; "" for the whole.

    Raises:
        CitationNotFoundError: it points at nothing, or at several things.
    """
    from knowledge.resolver import Resolver

    found = Resolver(library).resolve(typed)
    if not found:
        raise CitationNotFoundError(
            f"The library holds nothing at {typed!r}; name it like "
            '"khoản 5 Điều 5 Luật 44/2019/QH14".'
        )
    held = [place for one in found if (place := _held(library, one, typed)) is not None]
    if len(held) > 1:
        names = ", ".join(document.name for document, _ in held)
        raise CitationNotFoundError(f"{typed!r} fits several documents: {names}. Say which.")
    if not held:
        names = ", ".join(one.document.name for one in found)
        raise CitationNotFoundError(f"{names} has no such provision: {typed!r}.")
    return held[0]


def _held(library: "Library", found: "Found", typed: str) -> tuple["Document", str] | None:
    """Return the place of *found*; None where neither the text nor an amendment has it."""
    if not found.missing:
        return found.document, found.provision.path if found.provision else ""
    from knowledge.citation import parse
    from knowledge.versions import versions
    from knowledge.vietnamese import expand_abbreviations

    citation = parse(typed) or parse(expand_abbreviations(typed))
    path = citation.path if citation is not None else ""
    try:
        versions(library, found.document.number, path)
    except CitationNotFoundError:
        return None
    return found.document, path
