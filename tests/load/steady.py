"""Many chats at a steady rate: throughput, times by kind, losses, repeats, memory."""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tests.load.crowd import Crowd
from tests.load.deeds import Deed
from tests.load.measure import course, percentile, spread
from tests.load.options import Options
from tests.load.stage import Stage, staged, watched

BAR_SECONDS = 2.0
"""The 95 % percentile that a rate must keep to count as held."""
_STEP = 1.25
_HALVINGS = 4
_HIGHEST = 400.0


async def steady(options: Options) -> dict[str, Any]:
    """Offer the rate for the time, then wait for the rest."""
    async with staged(options) as stage:
        crowd = Crowd(stage.server, options.chats, options.seed, stage.keys, options.mix)
        stage.add_faults()
        return await measured(stage, crowd, options) | stage.findings()


async def measured(stage: Stage, crowd: Crowd, options: Options) -> dict[str, Any]:
    """Offer the rate of *options* and return what was measured."""
    started = time.monotonic()
    crowd.lags.clear()
    async with watched(stage.bot):
        shed = await crowd.offer(options.rate, options.seconds)
        backlog = crowd.waiting
        lost = await crowd.settle(options.patience)
    done, mishaps = crowd.take()
    passed = max((deed.answered for deed in done), default=started) - started
    return {
        "offered": len(done) + lost + shed,
        "answered": len(done),
        "lost": lost,
        "shed": shed,
        "backlog_at_end": backlog,
        **{name: mishaps[name] for name in ("duplicated", "out_of_order", "late")},
        "answers_per_s": round(len(done) / passed, 1) if passed else 0.0,
        "seconds": times(done),
        "bot": course(stage.bot.samples),
        "tool_lag_p99_s": round(percentile(crowd.lags, 0.99), 3),
    }


def times(done: Sequence[Deed]) -> dict[str, Any]:
    """Return the spread of answer times, over all and by kind."""
    kinds: dict[str, list[float]] = {"all": []}
    for deed in done:
        for name in ("all", deed.kind.value):
            kinds.setdefault(name, []).append(deed.answered - deed.due)
    return {name: spread(values).as_json() for name, values in kinds.items()}


def held(result: dict[str, Any]) -> bool:
    """Return whether a rate was kept up: everything answered, 95 % of it in time."""
    quick = result["seconds"]["all"]["p95"] <= BAR_SECONDS
    return bool(quick and not result["lost"] and not result["shed"])


async def find_limit(options: Options) -> dict[str, Any]:
    """Raise the rate until it is not held any more; return the highest that was."""
    tried: list[dict[str, Any]] = []
    async with staged(options) as stage:
        crowd = Crowd(stage.server, options.chats, options.seed, stage.keys, options.mix)
        stage.add_faults()

        async def holds(rate: float) -> bool:
            result = await measured(stage, crowd, replace(options, rate=rate))
            kept = held(result)
            tried.append({"rate": round(rate, 1), "held": kept} | result)
            p95 = result["seconds"]["all"]["p95"]
            print(f"{rate:6.1f}/s: p95 {p95:.2f} s, {'held' if kept else 'not held'}", flush=True)
            return kept

        low, high = 0.0, options.rate
        while high < _HIGHEST and await holds(high):
            low, high = high, high * _STEP
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if await holds(middle) else (low, middle)
        return {"highest_held_per_s": round(low, 1), "tried": tried} | stage.findings()
