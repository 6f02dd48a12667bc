"""Times questions in a process of its own: ``python -m tests.bench.serving HOME QUESTIONS``.

Prints one JSON object; its peak memory is that of a bot that answers from this library.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter

_STARTED = perf_counter()

from knowledge.assistant import Assistant  # noqa: E402
from tests.bench.data import CLOCK  # noqa: E402
from tests.bench.machine import peak_mb  # noqa: E402
from tests.bench.metrics import DEPTH, Spread, spread  # noqa: E402

_WARM_UP = 20
"""Questions asked before the clock runs."""


def main() -> None:
    """Open a library, ask every question, print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path, help="a JSON list of strings")
    options = parser.parse_args()
    imported = perf_counter()
    assistant = Assistant.open(options.home, CLOCK)
    opened = perf_counter()
    assistant.warm_up()
    ready = perf_counter()
    questions = json.loads(options.questions.read_text("utf-8"))
    for question in questions[:_WARM_UP]:
        assistant.ask(question)
    times = {
        "answer_ms": asdict(_times(assistant.ask, questions)),
        "search_ms": asdict(_times(lambda text: assistant.search(text, DEPTH), questions)),
        "import_s": round(imported - _STARTED, 2),
        "open_s": round(opened - imported, 2),
        "warm_up_s": round(ready - opened, 2),
        "peak_mb": peak_mb(),
    }
    print(json.dumps(times))


def _times(act: Callable[[str], object], questions: list[str]) -> Spread:
    """Return the time of *act* on each question, in milliseconds."""
    taken = []
    for question in questions:
        started = perf_counter()
        act(question)
        taken.append((perf_counter() - started) * 1000)
    return spread(taken)


if __name__ == "__main__":
    main()
