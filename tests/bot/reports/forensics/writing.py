"""A person who writes a report in the chat, looking at the screens as people do.

Whatever happens to the bot meanwhile, the person waits for the next screen. What was shown is what
counts: a report is handed in when its code stands in the chat.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from bot.questions.press import Action, decode
from bot.reports.events import Verb
from bot.reports.presses import pressed
from bot.tryout import Server
from bot.tryout.errors import TryoutError
from bot.tryout.files import Upload
from bot.tryout.state import Post
from tests.bot.reports.forensics.citizens import Evidence, Plan

PATIENCE = 900.0
"""Seconds that a person waits for the bot, which may be dead for a while."""
_CODE = re.compile(r"\d{4} \d{4} \d{4} \d{4}")
_PROOF = re.compile(r"CVPA1\.\d{8}\.[\w-]+=*")
_STEP = re.compile(r"\b([1-7])/7\b")
_NO_STEP = {Verb.SUBMIT: "last", Verb.SKIP: "receipt", Verb.TIDY: "tidying", Verb.ERASE: "leaving"}


class _NoLinks:
    """The dialogue's buttons need no memory."""

    def save_link(self, target: str) -> str:
        raise AssertionError(target)

    def link(self, key: str) -> str | None:
        return None


@dataclass(frozen=True, slots=True)
class Screen:
    """The newest message with buttons of the dialogue."""

    message: int
    text: str
    turn: int
    buttons: dict[tuple[Verb, str], str]
    """The data of each button by what it does and to what."""

    @property
    def verbs(self) -> set[Verb]:
        """What can be done."""
        return {verb for verb, _ in self.buttons}

    @property
    def step(self) -> str:
        """Where the dialogue stands, as the screen says it."""
        named = next((name for verb, name in _NO_STEP.items() if verb in self.verbs), "")
        found = _STEP.findall(self.text)
        return named or (found[-1] if found else "intro" if Verb.START in self.verbs else "?")

    def values(self, verb: Verb) -> list[str]:
        """Return to what a button can do *verb*."""
        return [value for one, value in self.buttons if one is verb]


@dataclass
class Writer:
    """One person at the chat; ``write`` does all that the plan says."""

    server: Server
    plan: Plan
    code: str = ""
    """The code of the receipt as it stood in the chat; "" while nothing was acknowledged."""
    proof: str = ""
    unit: str = ""
    """The code of the unit that was chosen."""
    gave_up: bool = False
    _seen: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.server.world.add_person(self.plan.person)

    @property
    def chat(self) -> int:
        """The private chat, which has the id of its person."""
        return self.plan.person.id

    async def write(self) -> None:
        """Write the report and hand it in, or give it up where the plan says so."""
        steps = (
            ("intro", self._begin),
            ("1", self._kind),
            ("2", self._unit),
            ("3", self._when),
            ("4", self._story),
            ("5", self._who),
            ("6", self._evidence),
            ("7", self._preview),
            ("last", self._submit),
        )
        self.say("/phananh")
        for step, do in steps:
            screen = await self.at(step)
            if self.plan.gives_up_at == step:
                await self._give_up(screen)
                return
            await do(screen)
        await self._after()

    def say(self, text: str) -> None:
        """Send a text."""
        self._seen = self.server.world.feed.last
        self.server.people.write(self.chat, text)

    def press(self, screen: Screen, verb: Verb, value: str = "") -> None:
        """Press a button of the dialogue."""
        self.press_data(screen.message, screen.buttons[verb, value])

    def press_data(self, message: int, data: str) -> None:
        """Press the button of a message that carries *data*."""
        self._seen = self.server.world.feed.last
        self.server.people.press(self.chat, message, data)

    def send(self, evidence: Evidence) -> None:
        """Send a file."""
        self._seen = self.server.world.feed.last
        upload = Upload(evidence.name, evidence.content)
        self.server.people.send_file(self.chat, upload, caption=evidence.caption)

    async def at(self, step: str) -> Screen:
        """Wait for the screen of *step*."""
        return await self.screen(lambda screen: screen.step == step)

    async def screen(self, wanted: Any = lambda screen: True) -> Screen:
        """Wait until the newest screen is *wanted*."""
        number = self.server.world.feed.last
        while True:
            found = screen_in(self.posts)
            if found is not None and wanted(found):
                return found
            number = await self.changed(number, found.text if found else "nothing")

    async def said(self, words: str) -> None:
        """Wait until the bot has said *words* since the person last did something."""
        number = self._seen
        while not any(
            words in event.body["message"].get("text", "")
            for event in self.server.world.feed.since(self._seen)
            if event.kind == "message" and event.chat_id == self.chat
        ):
            number = await self.changed(number, words)

    @property
    def posts(self) -> list[Post]:
        """The messages that are in the chat now."""
        return list(self.server.world.rooms[self.chat].posts.values())

    async def changed(self, number: int, what: str) -> int:
        """Wait for anything in this chat after event *number*, and return its number."""
        try:
            event = await self.server.world.feed.wait_for(
                lambda event: event.chat_id == self.chat, number, PATIENCE
            )
        except TryoutError:
            shown = "\n".join(repr(post.message)[:600] for post in self.posts[-4:])
            raise AssertionError(f"Nothing came; what was there: {what}\n{shown}") from None
        return event.number

    async def _begin(self, screen: Screen) -> None:
        self.press(screen, Verb.START)

    async def _kind(self, screen: Screen) -> None:
        self.press(screen, Verb.KIND, self.plan.kind)

    async def _unit(self, screen: Screen) -> None:
        if self.plan.unit_text:
            self.say(self.plan.unit_text)
            found = await self.screen(lambda screen: Verb.FREE in screen.verbs)
            self.press(found, Verb.FREE)
            return
        provinces = screen.values(Verb.PROVINCE)
        self.press(screen, Verb.PROVINCE, provinces[self.chat % len(provinces)])
        communes = await self.screen(lambda screen: Verb.UNIT in screen.verbs)
        units = communes.values(Verb.UNIT)
        self.unit = units[self.chat % len(units)]
        self.press(communes, Verb.UNIT, self.unit)

    async def _when(self, screen: Screen) -> None:
        if self.plan.when:
            self.say(self.plan.when)
        else:
            self.press(screen, Verb.WHEN, "today")

    async def _story(self, screen: Screen) -> None:
        for part in self.plan.story:
            turn = (await self.at("4")).turn
            self.say(part)
            await self.screen(lambda screen, turn=turn: screen.turn > turn)
        self.press(await self.at("4"), Verb.NEXT)

    async def _who(self, screen: Screen) -> None:
        if self.plan.who:
            self.say(self.plan.who)
        else:
            self.press(screen, Verb.NEXT)

    async def _evidence(self, screen: Screen) -> None:
        for one in self.plan.evidence:
            turn = (await self.at("6")).turn
            self.send(one)
            await self.screen(lambda screen, turn=turn: screen.turn > turn)
        self.press(await self.at("6"), Verb.NEXT)

    async def _preview(self, screen: Screen) -> None:
        for text in (*self.plan.story, self.plan.who, self.plan.unit_text, self.plan.when):
            assert text in screen.text, f"{text!r} was typed and is not in: {screen.text}"
        self.press(screen, Verb.SEND)

    async def _submit(self, screen: Screen) -> None:
        self.press(screen, Verb.SUBMIT)
        await self.handed_in()

    async def handed_in(self) -> None:
        """Wait for the code and the proof, and note them."""
        await self.at("receipt")
        said = [post.message.get("text", "") for post in self.posts if _by_bot(post)]
        # Once: who is shown two codes does not know which one counts.
        [code] = [found for text in said for found in _CODE.findall(text)]
        [self.proof] = [found for text in said for found in _PROOF.findall(text)]
        self.code = code.replace(" ", "")

    async def _after(self) -> None:
        screen = await self.at("receipt")
        if self.plan.types_code:
            self.say(" ".join(self.code[at : at + 4] for at in range(0, 16, 4)))
        else:
            self.press(screen, Verb.SKIP)
        last = await self.at("tidying")
        self.press(last, Verb.TIDY if self.plan.tidies else Verb.KEEP)
        await self.said("/theodoi")

    async def _give_up(self, screen: Screen) -> None:
        if self.plan.gives_up_by == "command" or Verb.LEAVE not in screen.verbs:
            self.say("/huy")
        else:
            self.press(screen, Verb.LEAVE)
            self.press(await self.at("leaving"), Verb.ERASE)
        await self.said("Đã xóa phản ánh")
        self.gave_up = True


def screen_in(posts: list[Post]) -> Screen | None:
    """Return the newest screen of the dialogue among *posts*."""
    for post in reversed(posts):
        buttons = _buttons(post)
        if buttons:
            turn = next(iter(buttons.values()))[1]
            data = {key: one for key, (one, _) in buttons.items()}
            text = post.message["text"]
            return Screen(post.message["message_id"], text, turn, data)
    return None


def _buttons(post: Post) -> dict[tuple[Verb, str], tuple[str, int]]:
    rows = post.message.get("reply_markup", {}).get("inline_keyboard", [])
    found: dict[tuple[Verb, str], tuple[str, int]] = {}
    for button in (one for row in rows for one in row if "callback_data" in one):
        press = decode(button["callback_data"], _NoLinks())
        event = pressed(press) if press and press.action is Action.REPORT else None
        if event is not None:
            found[event.verb, event.value] = button["callback_data"], event.turn
    return found


def _by_bot(post: Post) -> bool:
    return bool(post.message["from"]["is_bot"])
