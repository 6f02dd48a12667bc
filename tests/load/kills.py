"""The bot is killed again and again while updates come in: is anything lost or done twice?"""

import asyncio
import time
from random import Random
from typing import Any

from tests.load.asker import Asker, patient
from tests.load.options import Options
from tests.load.order import Verdict, judge
from tests.load.stage import Stage, staged

UPDATES = 1000
CYCLE_SECONDS = 4.0
"""How long one life of the bot lasts on average; the updates are spread over all lives."""
_LATEST = 6.0
_SOON = 0.6
_GRACE_SECONDS = 5.0
"""How long repeats are waited for when everything is answered."""
_FIRST_ID = 6_000_000


async def kills(options: Options) -> dict[str, Any]:
    """Offer the updates over all chats, kill the bot at moments drawn by chance, count."""
    async with staged(options, start=False) as stage:
        stage.add_faults()
        run = _Run(stage)
        offering = asyncio.create_task(run.offer())
        try:
            await run.kill_again_and_again()
            await offering
        finally:
            offering.cancel()
        began = time.monotonic()
        await patient(run.left, options.patience)
        settled = time.monotonic() - began
        await asyncio.sleep(_GRACE_SECONDS)
        verdict = sum((judge(asker.asked, asker.came) for asker in run.askers), Verdict())
        told = {
            "kills": len(run.killed),
            "killed_at_work": run.at_work,
            "last_s": round(settled, 1),
            "repeats": run.repeats(),
        }
        return verdict.as_json() | told | stage.findings()


class _Run:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._random = Random(stage.options.seed)
        count = stage.options.chats
        self.askers = [Asker(stage.server, _FIRST_ID + at) for at in range(count)]
        self._keys = [self._random.sample(stage.keys, UPDATES // count + 1) for _ in self.askers]
        self.killed: list[float] = []
        """Monotonic seconds of the kills."""
        self.at_work = 0
        """Kills while something that was offered had no answer."""

    def left(self) -> int:
        """Return how many questions have no answer yet."""
        return sum(asker.left for asker in self.askers)

    def repeats(self) -> list[dict[str, float]]:
        """Return, of each repeated answer, how long before a kill it came first, and again."""
        told = []
        for first, again in sorted(pair for asker in self.askers for pair in asker.repeats()):
            kill = next((at for at in self.killed if at > first), first)
            told.append(
                {"before_kill_s": round(kill - first, 2), "apart_s": round(again - first, 2)}
            )
        return told

    async def offer(self) -> None:
        """Send the updates, each in a chat drawn by chance, spread over the lives to come."""
        turns = [at % len(self.askers) for at in range(UPDATES)]
        self._random.shuffle(turns)
        for number, turn in enumerate(turns):
            self.askers[turn].ask(self._keys[turn].pop())
            lives = max(self._stage.options.kills - len(self.killed), 0)
            pause = lives * CYCLE_SECONDS / (UPDATES - number)
            await asyncio.sleep(min(self._random.expovariate(1 / pause), 2.0) if pause else 0)

    async def kill_again_and_again(self) -> None:
        """Start and kill the bot as often as asked, and leave it running in the end."""
        bot = self._stage.bot
        for _ in range(self._stage.options.kills):
            await bot.start()
            await self._moment()
            bot.check()
            self.at_work += self.left() > 0
            self.killed.append(time.monotonic())
            await bot.kill()
            if len(self.killed) % 5 == 0:
                print(f"{len(self.killed)} kills, {self.left()} wait for an answer", flush=True)
        await bot.start()

    async def _moment(self) -> None:
        """Wait for a moment by chance: any after the start, or soon after the first answer."""
        if self._random.random() < 0.5:
            await asyncio.sleep(self._random.uniform(0.3, _LATEST))
            return
        started = time.monotonic()
        while max(asker.last for asker in self.askers) < started:
            if time.monotonic() - started > 2 * _LATEST:
                break
            await asyncio.sleep(0.02)
        await asyncio.sleep(self._random.uniform(0, _SOON))
