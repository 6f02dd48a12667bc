"""Carries out what the dialogue decides for one update: screens, sentences, files, the chat."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from telegram import CallbackQuery, InlineKeyboardMarkup

from bot.delivery.calls import (
    Call,
    Place,
    Shown,
    answer_press,
    edit_buttons,
    edit_text,
    send_message,
)
from bot.delivery.work import Work
from bot.questions.reply import shown_by
from bot.reports.answers import World
from bot.reports.dialogue import Outcome, advance, checked
from bot.reports.events import (
    HANDED_IN,
    Check,
    Draft,
    Effect,
    Erase,
    Event,
    Notice,
    Say,
    Sent,
    Show,
    Submit,
    Tidy,
)
from bot.reports.kept import Unreadable
from bot.reports.moments import Moment
from bot.reports.parts import Reporting
from bot.reports.receipts import parse_receipt
from bot.reports.screens import joined, screen_of
from bot.reports.submitting import submit
from bot.reports.vault import Secrets
from bot.services import Services
from bot.texts import Html, Texts

_DELETABLE = timedelta(hours=48) - timedelta(minutes=1)
"""How old a message may be that Telegram lets a bot delete."""
_BATCH = 100
"""Messages that one deleteMessages names at most."""


@dataclass(slots=True)
class Talk:
    """The dialogue with one person during one update."""

    chat: int
    work: Work
    services: Services
    parts: Reporting
    query: CallbackQuery | None = None
    """The press, where it was one; its message is changed into the next screen."""
    answered: bool = False

    @property
    def texts(self) -> Texts:
        """The words."""
        return self.services.texts

    def world(self) -> World:
        """Return what the dialogue knows of the world today."""
        today = self.services.clock.today()
        return World(today, self.parts.kinds, self.parts.units, moments(self.texts, today))

    def draft(self) -> Draft | None:
        """Return what is being written; one that cannot be read is dropped with a sentence."""
        found = self.parts.drafts.look(self.chat)
        if found is not None:
            self.claim()
        if isinstance(found, Unreadable):
            self.parts.drafts.erase(self.chat)
            self.say("report-dropped")
            return None
        return found

    def claim(self) -> None:
        """Let nothing that is said be kept beside the chat, should it not arrive there."""
        self.work.private = True

    async def happen(self, draft: Draft, event: Event) -> bool:
        """Let *event* happen to *draft*; return False when it is none of the dialogue's."""
        after, effects = advance(draft, event, self.world())
        if after == draft and not effects:
            return False
        if after is None and await asyncio.to_thread(self._is_case, draft):
            # The process died after the case was kept and before its receipt was on its way.
            self.say("report-sent-before")
            await submit(self, draft)
        else:
            await self.carry_out((after, effects))
        return True

    async def carry_out(self, outcome: Outcome) -> None:
        """Keep the draft and do what is to be done."""
        draft, effects = outcome
        if draft is not None and any(isinstance(effect, Show) for effect in effects):
            draft = self._moved(draft)
        # Told while the draft's own ids can still be read.
        for effect in effects:
            await self._do(draft, effect)
        if not any(isinstance(effect, Submit | Check) for effect in effects):
            self.keep(draft)
        self.end_press()

    def keep(self, draft: Draft | None) -> None:
        """Keep *draft* as the one of this chat; None ends it."""
        if draft is None:
            self.parts.drafts.erase(self.chat)
        else:
            self.parts.drafts.put(self.chat, draft)

    def say(self, key: str, number: int = 0) -> None:
        """Say one sentence as a new message."""
        html = self.texts.html(key, number=number) if number else self.texts.html(key)
        self.send(html)

    def send(
        self, html: Html, keyboard: InlineKeyboardMarkup | None = None, purpose: str = "reporter"
    ) -> None:
        """Send a message."""
        self.work.call(send_message(Place(self.chat), html, keyboard, purpose=purpose))

    def show(self, draft: Draft, lead: Html | None = None, *, anew: bool = False) -> None:
        """Show the screen of *draft*: in place of the one that was pressed, or as a new message."""
        screen = screen_of(draft, self.world(), self.texts)
        keyboard = screen.keyboard(draft.turn, self.services.state)
        first, *more = screen.html
        pages = [joined(lead, first) if lead else first, *more]
        for number, page in enumerate(pages):
            under = keyboard if number == len(pages) - 1 else None
            if number == 0 and self.query is not None and not anew:
                self.work.call(edit_text(shown_by(self.query), page, under))
            else:
                self.send(page, under)

    def end_press(self, notice: str = "") -> None:
        """End the waiting of the button that was pressed, if it was one."""
        if self.query is not None and not self.answered:
            self.answered = True
            words = self.texts.plain(notice) if notice else ""
            self.work.call(answer_press(self.query.id, words, alert=bool(words)))

    async def _do(self, draft: Draft | None, effect: Effect) -> None:
        match effect:
            case Show(lead=lead, number=number) if draft is not None:
                self.show(draft, self._lead(lead, number))
            case Say(text=text, number=number):
                self.say(text, number)
            case Notice(text=text):
                self.end_press(text)
            case Erase(files=files):
                await asyncio.to_thread(self.parts.erase, files)
            case Tidy(own=own):
                self._tidy(own)
            case Submit() if draft is not None:
                await submit(self, draft)
            case Check(text=text) if draft is not None:
                await self._check(draft, text)

    def _is_case(self, draft: Draft) -> bool:
        """Return whether what is being given up has been kept as a case already."""
        if draft.step in HANDED_IN:
            return False
        return self.parts.cases.get(Secrets.load(draft.secrets).report_id) is not None

    def _moved(self, draft: Draft) -> Draft:
        """Return *draft* with where its screen is now; the one before loses its buttons."""
        if self.query is not None:
            one = len(screen_of(draft, self.world(), self.texts).html) == 1
            return replace(draft, screen=shown_by(self.query).message if one else 0)
        if draft.screen:
            self.work.call(edit_buttons(Shown(self.chat, draft.screen), None))
        return replace(draft, screen=0)

    def _lead(self, key: str, number: int) -> Html | None:
        if not key:
            return None
        return self.texts.html(key, number=number) if number else self.texts.html(key)

    def _tidy(self, own: Sequence[Sent]) -> None:
        """Take the messages of the report out of the chat, as far as Telegram lets a bot."""
        now = int(self.services.clock.now().timestamp())
        oldest = now - int(_DELETABLE.total_seconds())
        all_sent = {*own, *self.parts.drafts.messages(self.chat)}
        if self.query is not None and self.query.message is not None:
            all_sent.add(Sent(self.query.message.message_id, now))
        young = sorted({sent.message for sent in all_sent if sent.at > oldest})
        for at in range(0, len(young), _BATCH):
            batch = {"chat_id": self.chat, "message_ids": young[at : at + _BATCH]}
            self.work.call(Call("deleteMessages", batch, purpose="reporter"))
        if any(sent.at <= oldest for sent in all_sent):
            self.say("report-erased-old")

    async def _check(self, draft: Draft, text: str) -> None:
        if not self.parts.limits.code(self.chat):
            await self.carry_out((draft, (Say("report-code-later"),)))
            return
        right = await asyncio.to_thread(self._opens, text)
        self.parts.limits.count_code(self.chat, found=right)
        await self.carry_out(checked(draft, right=right))

    def _opens(self, text: str) -> bool:
        """Return whether *text* is the code of a report; which one was handed in is not kept."""
        code = parse_receipt(text)
        if code is None:
            return False
        lookup = self.parts.vault.keys_of_receipt(code).lookup
        return self.parts.cases.by_lookup(lookup) is not None


def moments(texts: Texts, today: date) -> tuple[Moment, ...]:
    """Return the answers to "when" that are offered as buttons."""

    def said(value: str, day: date, key: str) -> str:
        when = texts.plain(f"report-when-{value}")
        return texts.plain(f"report-when-said-{key}", when=when, day=f"{day:%d/%m/%Y}")

    yesterday = today - timedelta(days=1)
    monday = today - timedelta(days=today.weekday())
    return (
        Moment("today", said("today", today, "day"), today),
        Moment("yesterday", said("yesterday", yesterday, "day"), yesterday),
        Moment("week", said("week", monday, "since"), None),
        Moment("month", said("month", today.replace(day=1), "since"), None),
    )


def with_message(draft: Draft, message: int, at: int) -> Draft:
    """Return *draft* with one more message of the person's that belongs to it."""
    return replace(draft, own=(*draft.own, Sent(message, at)))
