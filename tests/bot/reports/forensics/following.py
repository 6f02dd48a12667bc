"""A person who comes back with the code: reads, writes once more, asks to be told, and closes."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.reports.follow_screens import pressed
from bot.reports.followup import Verb
from bot.tryout.state import Post
from tests.bot.reports.forensics.writing import Writer


@dataclass(frozen=True, slots=True)
class Screen:
    """The newest message with buttons of following up."""

    message: int
    text: str
    turn: int
    buttons: dict[Verb, str]


@dataclass(frozen=True, slots=True)
class Follower:
    """One who has handed a report in."""

    writer: Writer

    async def follow(self) -> None:
        """Do what the plan says, and leave."""
        writer, plan = self.writer, self.writer.plan
        writer.say("/theodoi")
        await self._screen(lambda screen: set(screen.buttons) == {Verb.CLOSE})
        writer.say(writer.code)
        await self._screen(lambda screen: Verb.WRITE in screen.buttons)
        if plan.later or plan.later_evidence:
            await self._write()
        if plan.watches:
            await self._press(Verb.WATCH, lambda screen: Verb.ACCEPT in screen.buttons)
            await self._press(Verb.ACCEPT, lambda screen: Verb.UNWATCH in screen.buttons)
        await self._press(Verb.CLOSE, lambda screen: Verb.TIDY in screen.buttons)
        writer.press_data(*self._here(Verb.TIDY if plan.tidies else Verb.KEEP))
        await writer.said("/theodoi")

    async def _write(self) -> None:
        writer, plan = self.writer, self.writer.plan
        await self._press(Verb.WRITE, lambda screen: Verb.DROP in screen.buttons)
        if plan.later:
            turn = self._newest().turn
            writer.say(plan.later)
            await self._screen(lambda screen: screen.turn > turn)
        for one in plan.later_evidence:
            turn = self._newest().turn
            writer.send(one)
            await self._screen(lambda screen, turn=turn: screen.turn > turn)  # type: ignore[misc]
        shown = await self._press(Verb.SEND, lambda screen: Verb.WRITE in screen.buttons)
        assert plan.later in shown.text

    async def _press(self, verb: Verb, wanted: Callable[[Screen], bool]) -> Screen:
        self.writer.press_data(*self._here(verb))
        return await self._screen(wanted)

    def _here(self, verb: Verb) -> tuple[int, str]:
        screen = self._newest()
        return screen.message, screen.buttons[verb]

    def _newest(self) -> Screen:
        found = screen_in(self.writer.posts)
        assert found is not None
        return found

    async def _screen(self, wanted: Callable[[Screen], bool]) -> Screen:
        number = self.writer.server.world.feed.last
        while True:
            found = screen_in(self.writer.posts)
            if found is not None and wanted(found):
                return found
            number = await self.writer.changed(number, found.text if found else "nothing")


def screen_in(posts: list[Post]) -> Screen | None:
    """Return the newest screen of following up among *posts*."""
    for post in reversed(posts):
        rows = post.message.get("reply_markup", {}).get("inline_keyboard", [])
        data = [one["callback_data"] for row in rows for one in row if "callback_data" in one]
        events = [(event, one) for one in data if (event := pressed(one)) is not None]
        if events:
            buttons = {event.verb: one for event, one in events}
            return Screen(
                post.message["message_id"], post.message["text"], events[0][0].turn, buttons
            )
    return None
