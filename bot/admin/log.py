"""/nhatky: the audit log, a page at a time, and all of it as a table."""

import io

from bot.admin.look import Look, moment_of, parts
from bot.admin.presses import Choice, Rows
from bot.delivery.calls import Call, Place, send_document
from bot.questions.press import Action, Press
from bot.questions.split import shorten
from bot.texts import Html, Texts
from indexer.audit import AuditEntry, AuditLog
from knowledge.clock import Clock

_PER_PAGE = 10
PAGE, TABLE = "l", "c"
"""Beginnings of what a button means: another page (before an entry), the table."""


def log_screen(look: Look, before: int | None = None) -> tuple[Html, Rows]:
    """Return the entries before the one with that id, the newest first, and the buttons."""
    texts = look.texts
    entries = AuditLog(look.home).entries(_PER_PAGE + 1, before)
    if not entries:
        return texts.html("log-empty"), []
    shown = entries[:_PER_PAGE]
    newest = Choice(texts.plain("log-newest"), Press(Action.ADMIN, key=PAGE))
    older = Choice(texts.plain("log-older"), Press(Action.ADMIN, key=PAGE, page=shown[-1].id))
    pager = [*([newest] if before else []), *([older] if len(entries) > _PER_PAGE else [])]
    table = Choice(texts.plain("log-csv"), Press(Action.ADMIN, key=TABLE))
    lines = "\n".join(_line(entry, texts) for entry in shown)
    return parts(texts.html("log-title"), lines), [pager, [table]]


def table_call(look: Look, chat: int, clock: Clock) -> Call:
    """Return the call that sends the whole log as a table."""
    stream, now = io.BytesIO(), clock.now()
    AuditLog(look.home).write_csv(stream)
    caption = look.texts.html("log-csv-caption", at=f"{now:%H:%M %d/%m/%Y}")
    name = f"nhat-ky-{now:%Y-%m-%d}.csv"
    return send_document(Place(chat), name, stream.getvalue(), caption, "log")


def _line(entry: AuditEntry, texts: Texts) -> Html:
    act = f"log-act-{entry.act}"
    if act not in texts.ids:
        act = "log-act-other"
    return texts.html(
        "log-line",
        at=moment_of(entry.at),
        actor=_actor(entry.actor, texts),
        act=texts.plain(act, act=entry.act),
        target=shorten(entry.target, 80),
        outcome=texts.plain(f"log-outcome-{entry.outcome}"),
    )


def _actor(actor: str, texts: Texts) -> str:
    kind, _, name = actor.partition(":")
    key = f"log-actor-{kind}"
    if kind in ("telegram", "inbox", "cli"):
        return texts.plain(key, id=name)
    return texts.plain("log-actor-other", id=actor) if actor else texts.plain("log-actor-none")
