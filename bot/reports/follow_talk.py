"""Carries out what following up decides for one update: codes, screens, messages, the chat."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from telegram import CallbackQuery, InlineKeyboardMarkup

from bot.delivery.calls import (
    Place,
    Shown,
    answer_press,
    edit_buttons,
    edit_text,
    send_message,
)
from bot.delivery.work import Work
from bot.questions.reply import shown_by
from bot.reports.changes import NoCaseError
from bot.reports.errors import VaultError
from bot.reports.events import Erase, Notice, Say, Sent, Show, Tidy
from bot.reports.follow_case import Seen, add, see
from bot.reports.follow_parts import Following
from bot.reports.follow_screens import View, screen_of
from bot.reports.followup import (
    Effect,
    Event,
    Open,
    Outcome,
    Send,
    Session,
    Step,
    Watch,
    advance,
    emptied,
    opened,
)
from bot.reports.model import Author, Case, Message
from bot.reports.parts import Reporting
from bot.reports.receipts import parse_receipt
from bot.reports.tidying import deletions
from bot.reports.watching import seal_chat
from bot.services import Services
from bot.texts import Html, Texts


@dataclass(slots=True)
class FollowTalk:
    """Following up with one person during one update."""

    chat: int
    work: Work
    services: Services
    parts: Reporting
    own: Following
    query: CallbackQuery | None = None
    """The press, where it was one; its message is changed into the next screen."""
    answered: bool = False
    tried: bool = False
    """Whether the update brought a code, or what was meant as one."""

    @property
    def texts(self) -> Texts:
        """The words."""
        return self.services.texts

    def session(self) -> Session | None:
        """Return the session of this chat, if one goes on."""
        return self.own.sessions.get(self.chat)

    async def happen(self, session: Session, event: Event) -> bool:
        """Let *event* happen to *session*; return False when it is none of following up."""
        case = await asyncio.to_thread(self._case, session)
        after, effects = advance(session, event, case)
        if after == session and not effects:
            return False
        await self.carry_out((after, effects))
        return True

    async def carry_out(self, outcome: Outcome) -> None:
        """Do what is to be done, and keep the session that comes of it."""
        session, effects = outcome
        for effect in effects:
            session = await self._do(session, effect)
        if session is None:
            self.own.sessions.erase(self.chat)
        else:
            self.own.sessions.put(self.chat, session)
        self.end_press()

    async def leave(self, session: Session) -> None:
        """End *session* without a word; what was not sent is erased."""
        self._wipe(session)
        await asyncio.to_thread(self.parts.erase, session.file_names)
        self.own.sessions.erase(self.chat)

    def say(self, key: str, number: int = 0) -> None:
        """Say one sentence as a new message."""
        self._send(self._sentence(key, number))

    def end_press(self, notice: str = "") -> None:
        """End the waiting of the button that was pressed, if it was one."""
        if self.query is not None and not self.answered:
            self.answered = True
            words = self._sentence(notice) if notice else ""
            self.work.call(answer_press(self.query.id, words, alert=bool(words)))

    def expire(self) -> None:
        """Say that the session has ended, in place of the screen that was left open."""
        assert self.query is not None
        self.work.call(edit_text(shown_by(self.query), self.texts.html("follow-expired")))
        self.end_press("follow-expired")

    async def _do(self, session: Session | None, effect: Effect) -> Session | None:
        """Carry out one effect; return the session as it is then."""
        match effect:
            case Show(lead=lead) if session is not None:
                return await self._show(session, lead)
            case Say(text=text, number=number):
                self.say(text, number)
            case Notice(text=text):
                self.end_press(text)
            case Erase(files=files):
                await asyncio.to_thread(self.parts.erase, files)
            case Tidy(own=own):
                self._tidy(own)
            case Watch(on=on) if session is not None:
                await asyncio.to_thread(self._watch, session, on)
            case Open(text=text) if session is not None:
                return await self._open(session, text)
            case Send() if session is not None:
                return await self._hand_over(session)
        return session

    async def _show(self, session: Session, lead: str = "") -> Session | None:
        """Show the screen of *session*: in place of the one that was pressed, or as a new one."""
        seen = None
        if session.step is Step.VIEW:
            seen = await asyncio.to_thread(self._seen, session)
            if seen is None:
                self.say("follow-gone")
                return None
        days = self.own.retention_days
        rules = self.parts.cases.rules
        view = View(self.texts, self.services.clock.today(), rules, days)
        screen = screen_of(session, seen, view)
        html = Html(f"{self._sentence(lead)}\n\n{screen.html}") if lead else screen.html
        keyboard = screen.keyboard(self.texts, session.turn)
        if self.query is not None:
            shown = shown_by(self.query)
            self.work.call(edit_text(shown, html, keyboard))
            return replace(session, screen=shown.message)
        self._wipe(session)
        self._send(html, keyboard)
        return replace(session, screen=0)

    async def _open(self, session: Session, text: str) -> Session | None:
        """Open the case of a code; one that leads nowhere costs the same time as one that does."""
        self.tried = True
        code = parse_receipt(text)
        if code is None:
            self.say("follow-malformed")
            return session
        verdict = self.own.limits.code(self.chat)
        if not verdict:
            seconds = max(1, round(verdict.wait.total_seconds()))
            wait = ("minutes", -(-seconds // 60)) if seconds > 60 else ("seconds", seconds)
            self.say(f"follow-wait-{wait[0]}", wait[1])
            return session
        found = await asyncio.to_thread(self._found, code)
        self.own.limits.count_code(self.chat, found=found is not None)
        if found is None:
            self.say("follow-unknown", self.own.retention_days)
            return session
        return await self._show(opened(session, *found))

    async def _hand_over(self, session: Session) -> Session | None:
        """Hand what was written to the inspectors; what fails leaves it as it is."""
        seen = await asyncio.to_thread(self._seen, session)
        today = self.services.clock.today()
        if seen is not None and not seen.may_send(len(session.files), today):
            self.end_press("follow-enough")
            return session
        message = Message(Author.REPORTER, session.text, today, session.files)
        once = f"{session.id} {session.turn}"
        place = (bytes.fromhex(session.case), bytes.fromhex(session.key))
        try:
            await asyncio.to_thread(
                add, self.parts.cases, *place, message, once, session.file_names
            )
        except NoCaseError:
            self.say("follow-gone")
            return None
        except (OSError, sqlite3.OperationalError):
            self.end_press("follow-no-room")
            return session
        return await self._show(emptied(session), "follow-sent")

    def _found(self, code: str) -> tuple[bytes, bytes] | None:
        """Return report id and report key for a code; None where it leads to no case."""
        keys = self.parts.vault.keys_of_receipt(code)
        case = self.parts.cases.by_lookup(keys.lookup)
        if case is None:
            return None
        try:
            envelope = self.parts.cases.reporter_envelope(case.id)
            return case.id, self.parts.vault.open_as_reporter(case.id, envelope, keys.reading)
        except (NoCaseError, VaultError):
            return None

    def _case(self, session: Session) -> Case | None:
        return self.parts.cases.get(bytes.fromhex(session.case)) if session.case else None

    def _seen(self, session: Session) -> Seen | None:
        case = self._case(session)
        return see(self.parts.cases, case, bytes.fromhex(session.key)) if case else None

    def _watch(self, session: Session, on: bool) -> None:
        case_id = bytes.fromhex(session.case)
        if on:
            sealed = seal_chat(self.own.seal, case_id, self.chat)
            self.parts.cases.watch(case_id, sealed)
        else:
            self.parts.cases.unwatch(case_id)

    def _tidy(self, own: Sequence[Sent]) -> None:
        now = self.services.clock.now()
        sent = {*own, *self.own.sessions.messages(self.chat)}
        if self.query is not None and self.query.message is not None:
            sent.add(Sent(self.query.message.message_id, int(now.timestamp())))
        calls, too_old = deletions(self.chat, sent, now)
        for call in calls:
            self.work.call(call)
        if too_old:
            self.say("follow-tidied-old")

    def _wipe(self, session: Session) -> None:
        """Take the buttons off the present screen, where it is known which message that is."""
        if session.screen:
            self.work.call(edit_buttons(Shown(self.chat, session.screen), None))

    def _send(self, html: Html, keyboard: InlineKeyboardMarkup | None = None) -> None:
        self.work.call(send_message(Place(self.chat), html, keyboard, purpose="reporter"))

    def _sentence(self, key: str, number: int = 0) -> Html:
        return self.texts.html(key, number=number) if number else self.texts.html(key)
