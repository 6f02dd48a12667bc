"""The wordings of a provision by date, one on a page, the newest first: a consolidated view."""

from collections.abc import Sequence
from datetime import date

from bot.questions.amended import place
from bot.questions.pieces import capitalised, day_text, digest_line, escaped, unit
from bot.questions.press import Action, Press
from bot.questions.screen import Button, Rows, Screen, View, pager, within
from bot.questions.split import shorten, split
from bot.texts import Html
from knowledge.errors import CitationNotFoundError
from knowledge.versions import Version, Wording, version_on, versions

_TEXT = 3000
"""Characters of one wording; the rest is one press away, where it is quoted from."""
_CITATION = 200


def versions_screen(view: View, press: Press) -> Screen:
    """Return one wording of the provision of *press*.

    Raises:
        CitationNotFoundError: the library knows no such provision (any more).

    """
    found = versions(view.library, press.document, press.path)
    at = within(press.page, len(found))
    version = found[len(found) - 1 - at]
    document = view.library.document(press.document)
    name = capitalised(f"{place(view, press.path)} {document.name}")
    head = [Html(f"<b>{escaped(shorten(name, _CITATION))}</b>")]
    if len(found) > 1:
        number = len(found) - at
        head.append(view.texts.html("versions-number", number=number, count=len(found)))
    head.append(heading(view, version))
    if version is version_on(found, view.day) and _reigns(version, found, view.day):
        head.append(view.texts.html("versions-today"))
    if version.wording is Wording.HELD and not document.verbatim:
        head.append(digest_line(view))
    here = Press(Action.VERSIONS, press.document, press.path, page=at)
    rows: Rows = (
        pager(view.texts, here, len(found)),
        _source_row(view, version),
        _article_row(view, press),
    )
    return Screen("\n".join([*head, "", *words(view, version)]), rows)


def _reigns(version: Version, found: Sequence[Version], day: date) -> bool:
    """Return whether it surely is the law of *day*: dated, not ended, nothing undated beside."""
    undated = any(v.since is None for v in found if v.amendment is not None)
    return version.since is not None and not undated and (version.until or date.max) > day


def heading(view: View, version: Version) -> Html:
    """Return from when to when the wording is the law's."""
    begins = day_text(version.since) if version.since else ""
    ends = day_text(version.until) if version.until else ""
    if version.wording is Wording.ENDED:
        key = "versions-ended" if begins else "versions-ended-undated"
        return view.texts.html(key, **{"from": begins})
    if begins and ends:
        return view.texts.html("versions-between", to=ends, **{"from": begins})
    if begins:
        return view.texts.html("versions-since", **{"from": begins})
    if ends:
        return view.texts.html("versions-before", to=ends)
    return view.texts.html("versions-undated")


def words(view: View, version: Version) -> list[Html]:
    """Return the wording with what it is quoted from, or what there is in its place."""
    if not version.text:
        by = version.source or version.document
        lines = [view.texts.html("versions-by", source=by)] if version.amendment else []
        return [*lines, view.texts.html("versions-unheld")]
    lines = [view.texts.html("versions-source", source=version.source)]
    if version.wording in (Wording.SAID, Wording.ENDED):
        lines.append(view.texts.html("versions-said"))
    elif version.amendment is not None and version.wording is Wording.QUOTED and not version.whole:
        lines.append(view.texts.html("versions-part", what=place(view, version.subject)))
    part = split(version.text, _TEXT)[0].rstrip()
    lines.append(Html(f"<blockquote>{escaped(part)}</blockquote>"))
    if part != version.text.rstrip():
        lines.append(view.texts.html("versions-cut"))
    return lines


def _source_row(view: View, version: Version) -> tuple[Button, ...]:
    """Return the button that opens the provision which brought the wording about."""
    amendment = version.amendment
    if amendment is None or amendment.source not in view.library or not amendment.source_path:
        return ()
    press = Press(Action.ARTICLE, amendment.source, amendment.source_path, fresh=True)
    return (Button(view.texts.plain("button-amending"), press),)


def _article_row(view: View, press: Press) -> tuple[Button, ...]:
    """Return the button that opens the held Điều."""
    try:
        held = view.library.provision(press.document, press.path)
    except CitationNotFoundError:
        held = None
    if held is None:
        back = Press(Action.DOCUMENT, press.document, fresh=True)
        return (Button(view.texts.plain("button-contents"), back),)
    article = view.library.article_of(held)
    open_article = Press(Action.ARTICLE, press.document, article.path, fresh=True)
    caption = view.texts.plain("button-article", unit=unit(view, article))
    return (Button(caption, open_article),)
