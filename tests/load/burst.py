"""One chat sends hundreds of messages at once: what do the others feel of it?"""

import time
from dataclasses import replace
from typing import Any

from tests.load.asker import Asker, patient
from tests.load.crowd import Crowd
from tests.load.options import Options
from tests.load.order import judge
from tests.load.process import LoadError
from tests.load.stage import Stage, staged, watched
from tests.load.steady import measured

BURSTER = 4_000_000
"""User id of the one who sends everything at once."""


async def burst(options: Options) -> dict[str, Any]:
    """Measure the others without the burst and with it, and see the burst through."""
    async with staged(options) as stage:
        if options.burst > len(stage.keys):
            raise LoadError(f"The library has {len(stage.keys)} provisions; --burst takes fewer.")
        crowd = Crowd(stage.server, options.chats, options.seed, stage.keys, options.mix)
        stage.add_faults()
        return await _compared(stage, crowd) | stage.findings()


async def _compared(stage: Stage, crowd: Crowd) -> dict[str, Any]:
    short = replace(stage.options, patience=60.0)
    without = await measured(stage, crowd, short)
    burster = Asker(stage.server, BURSTER)
    started = time.monotonic()
    for key in stage.keys[: stage.options.burst]:
        burster.ask(key)
    loaded = await measured(stage, crowd, short)
    alone, together = (result["seconds"]["all"]["p95"] for result in (without, loaded))
    ratio = round(together / alone, 3) if alone else 0.0
    print(f"The others' p95: {alone:.3f} s without the burst, {together:.3f} s with it ({ratio}).")
    print(f"{len(burster.came)} of the burst are answered; waiting for the rest …", flush=True)
    async with watched(stage.bot):
        await patient(lambda: burster.left, stage.options.patience)
    verdict = judge(burster.asked, burster.came)
    return {
        "p95_without_s": alone,
        "p95_with_s": together,
        "ratio": ratio,
        "burst": verdict.as_json() | {"seconds": round(burster.last - started, 1)},
        "without": without,
        "with": loaded,
    }
