"""/nhatky: the audit log, a page at a time, and all of it as a table."""

import io
import re
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from bot.admin.changes import changes_text
from bot.admin.look import Look, moment_of, parts
from bot.admin.presses import Choice, Rows
from bot.delivery.calls import Call, Place, send_document
from bot.questions.press import Action, Press
from bot.questions.split import shorten
from bot.texts import Html, Texts
from indexer.audit import AuditEntry, AuditLog
from knowledge.clock import Clock
from knowledge.manifest import Changes

_PER_PAGE = 8
PAGE, TABLE = "l", "c"
"""Beginnings of what a button means: another page (before an entry), the table."""
_SNAPSHOT = re.compile(r"(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)\d\d-\d+")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_LONGEST = 240
"""Characters of what one act was about."""


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
    lines = (_line(entry, texts) for entry in shown)
    return parts(texts.html("log-title"), *lines), [pager, [table]]


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
        what=shorten(_what(entry, texts), _LONGEST),
        outcome=texts.plain(f"log-outcome-{entry.outcome}"),
    )


def _what(entry: AuditEntry, texts: Texts) -> str:
    """Return what an act was about."""
    match entry.act:
        case "publish":
            return changes_text(_changes(entry.after), texts)
        case "rollback":
            return _SNAPSHOT.sub(r"\4:\5 \3/\2/\1", entry.target)
        case "correct":
            changed = [name for name in entry.after if _changed(name, entry)]
            if not changed:
                return entry.target
            steps = "; ".join(_step(name, entry, texts) for name in changed)
            return texts.plain("log-what", target=entry.target, changes=steps)
        case "end":
            day = _readable(entry.after.get("effective_to"))
            reason = entry.after.get("reason") or ""
            return texts.plain("log-what-end", target=entry.target, day=day, reason=reason)
        case "discard" if not entry.target:
            return ", ".join(map(str, entry.before.get("files", ())))
        case _:
            return entry.target


def _changes(after: Mapping[str, Any]) -> Changes:
    known = {one.name: tuple(after.get(one.name, ())) for one in fields(Changes)}
    return Changes(**known)


def _step(name: str, entry: AuditEntry, texts: Texts) -> str:
    return texts.plain(
        "log-step",
        field=texts.plain(f"field-{name}"),
        before=_readable(entry.before.get(name)),
        after=_readable(entry.after.get(name)),
    )


def _changed(name: str, entry: AuditEntry) -> bool:
    """Return whether a field came to hold something else: it may only have been confirmed."""
    return (entry.before.get(name) or "") != (entry.after.get(name) or "")


def _readable(value: object) -> str:
    """Return a value with its days as people write them; "–" for none."""
    return _DAY.sub(r"\3/\2/\1", str(value)) if value else "–"


def _actor(actor: str, texts: Texts) -> str:
    """Return who did something: the log names people by kind and id, as "telegram:1001"."""
    kind, _, name = actor.partition(":")
    key = f"log-actor-{kind}"
    return texts.plain(key if key in texts.ids else "log-actor-other", id=name or actor)
