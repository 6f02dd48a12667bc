"""Times questions in a process of its own: ``python -m tests.bench.serving HOME QUESTIONS``.

Prints one JSON object; its peak memory is that of a bot that answers from this library.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter, process_time
from typing import Any
from unittest.mock import patch

_STARTED = perf_counter()

from knowledge.assistant import Assistant  # noqa: E402
from knowledge.embedding import load_embedder  # noqa: E402
from tests.bench.data import CLOCK  # noqa: E402
from tests.bench.light import LightInFullTime  # noqa: E402
from tests.bench.machine import peak_mb, resident_mb  # noqa: E402
from tests.bench.metrics import DEPTH, spread  # noqa: E402

_WARM_UP = 20
"""Questions asked before the clock runs."""


def main() -> None:
    """Open a library, ask every question, print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("home", type=Path)
    parser.add_argument("questions", type=Path, help="a JSON list of strings")
    parser.add_argument("--light", action="store_true", help="its vectors are made of hashes")
    options = parser.parse_args()
    imported = perf_counter()
    real = load_embedder()
    assistant = Assistant(options.home, CLOCK, LightInFullTime(real) if options.light else real)
    opened = perf_counter()
    assistant.warm_up()
    ready = perf_counter()
    questions = json.loads(options.questions.read_text("utf-8"))
    for question in questions[:_WARM_UP]:
        assistant.ask(question)
    times = {
        **_times("answer", assistant.ask, questions),
        **(_times("quoted", _quoting(assistant), questions) if options.light else {}),
        **_times("search", lambda text: assistant.search(text, DEPTH), questions),
        "import_s": round(imported - _STARTED, 2),
        "open_s": round(opened - imported, 2),
        "warm_up_s": round(ready - opened, 2),
        "start_to_first_answer_s": round(ready - _STARTED, 2),
        **resident_mb(),
        "peak_mb": peak_mb(),
    }
    print(json.dumps(times))


def _quoting(assistant: Assistant) -> Callable[[str], object]:
    """Return what answers every question with quotes, however unsure it is.

    With vectors made of hashes nearly every question is refused, which spares the quoting.
    """

    def ask(question: str) -> object:
        with patch("knowledge.answer.THRESHOLD", 0.0):
            return assistant.ask(question)

    return ask


def _times(name: str, act: Callable[[str], object], questions: list[str]) -> dict[str, Any]:
    """Return the time of *act* on each question, by the clock and of the processor alone.

    The second tells what a busy machine added to the first.
    """
    by_clock, of_processor = [], []
    for question in questions:
        started, worked = perf_counter(), process_time()
        act(question)
        by_clock.append((perf_counter() - started) * 1000)
        of_processor.append((process_time() - worked) * 1000)
    return {
        f"{name}_ms": asdict(spread(by_clock)),
        f"{name}_cpu_ms": asdict(spread(of_processor)),
    }


if __name__ == "__main__":
    main()
