"""What the bot counts and measures of itself, in Prometheus's form; nothing of anybody.

Labels are method names, kinds of update and outcomes: never a chat, a person, a word or an id.
Each ``Metrics`` has a registry of its own, so that several bots fit into one process.
"""

from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
"""The media type of ``Metrics.text``."""

UPDATE_KINDS: Final = ("message", "edited_message", "callback_query", "inline_query", "other")
"""Values of ``kind`` of an update."""
UPDATE_OUTCOMES: Final = ("done", "failed", "timeout", "set_aside")
"""Values of ``outcome`` of an update."""
CALL_OUTCOMES: Final = ("ok", "passing", "flood", "found", "resent", "blind", "dead")
"""Values of ``outcome`` of a call of the Bot API."""
QUESTION_OUTCOMES: Final = ("answered", "refused")
"""Values of ``outcome`` of a question."""

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
"""Upper bounds of the histograms: 2 s is what a person should wait, 60 s what nobody does."""
_LAG = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """All counters, gauges and histograms of one running bot; safe to use from any thread.

    A gauge is ``set``, or given a callable with ``set_function`` that is asked at each scrape.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._of_updates()
        self._of_calls()
        self._of_the_machine()
        ProcessCollector(registry=self.registry)  # memory, CPU seconds, open files, start time

    def _of_updates(self) -> None:
        self.updates_received = self._counter(
            "updates_received", "Updates stored, repeats left out"
        )
        self.updates_handled = self._counter(
            "updates_handled", "Updates that came to an end", "outcome", UPDATE_OUTCOMES
        )
        self.update_seconds = Histogram(
            "congvu_update_seconds",
            "From an update's being stored to the commit of its effects",
            ["kind"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        for kind in UPDATE_KINDS:
            self.update_seconds.labels(kind)
        self.inbox_waiting = self._gauge("inbox_waiting", "Updates stored and not yet handled")
        self.set_aside = self._gauge("set_aside", "Updates set aside because they cannot be read")
        self.polling_errors = self._counter("polling_errors", "Polls that failed", "kind")
        self.questions = self._counter(
            "questions", "Questions answered or refused", "outcome", QUESTION_OUTCOMES
        )

    def _of_calls(self) -> None:
        self.outbox_waiting = self._gauge("outbox_waiting", "Calls stored and not yet made")
        self.calls = Counter(
            "congvu_calls",
            "Calls of the Bot API by what became of them",
            ["method", "outcome"],
            registry=self.registry,
        )
        self.call_seconds = Histogram(
            "congvu_call_seconds",
            "How long the Bot API took",
            ["method"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.dead_letters = self._gauge("dead_letters", "Calls given up for good")

    def _of_the_machine(self) -> None:
        self.library_age_seconds = self._gauge(
            "library_age_seconds", "Time since the published library was made"
        )
        self.ledger_errors = self._counter("ledger_errors", "Commits of bot.db that failed")
        self.disk_free_bytes = self._gauge("disk_free_bytes", "Free space under the home folder")
        self.clock_jumps = self._counter("clock_jumps", "Times the machine's clock was moved")
        self.loop_lag_seconds = Histogram(
            "congvu_loop_lag_seconds",
            "How much later than asked the event loop woke up",
            buckets=_LAG,
            registry=self.registry,
        )
        self.trouble = self._gauge("trouble", "1 where a part is in trouble now", "part")

    def text(self) -> bytes:
        """Return everything as Prometheus scrapes it (``CONTENT_TYPE``)."""
        return generate_latest(self.registry)

    def _counter(
        self, name: str, meaning: str, label: str = "", values: tuple[str, ...] = ()
    ) -> Counter:
        """Return a counter whose known label values stand at 0 from the start."""
        labels = [label] if label else []
        counter = Counter(f"congvu_{name}", meaning, labels, registry=self.registry)
        for value in values:
            counter.labels(value)
        return counter

    def _gauge(self, name: str, meaning: str, label: str = "") -> Gauge:
        labels = [label] if label else []
        return Gauge(f"congvu_{name}", meaning, labels, registry=self.registry)
