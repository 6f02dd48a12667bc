"""What the bot tells Prometheus of itself."""

import threading

from prometheus_client.parser import text_string_to_metric_families

from bot.delivery.metrics import UPDATE_KINDS, UPDATE_OUTCOMES, Metrics

NAMES_OF_LABELS = {"outcome", "kind", "method", "part", "le"}
"""None of them can hold a person, a chat or a word."""


def families(metrics: Metrics) -> dict[str, set[frozenset[tuple[str, str]]]]:
    """Return the labels of every sample by the name of its family, as a scraper reads them."""
    return {
        family.name: {frozenset(sample.labels.items()) for sample in family.samples}
        for family in text_string_to_metric_families(metrics.text().decode())
    }


def test_what_never_happened_stands_at_zero() -> None:
    """An outcome is there before it first occurs, so that its first occurrence is a rise."""
    metrics = Metrics()
    outcomes = {
        outcome: metrics.registry.get_sample_value(
            "congvu_updates_handled_total", {"outcome": outcome}
        )
        for outcome in UPDATE_OUTCOMES
    }
    assert outcomes == dict.fromkeys(UPDATE_OUTCOMES, 0.0)
    kinds = {dict(labels)["kind"] for labels in families(metrics)["congvu_update_seconds"]}
    assert kinds == set(UPDATE_KINDS)


def test_the_process_tells_its_memory_processor_time_and_open_files() -> None:
    """A leak of memory or of connections is seen from outside."""
    names = families(Metrics()).keys()
    assert {
        "process_resident_memory_bytes",
        "process_cpu_seconds",
        "process_open_fds",
    } <= names


def test_labels_have_no_room_for_people() -> None:
    """Every label in use is one of a few words about methods, kinds and outcomes."""
    metrics = Metrics()
    metrics.calls.labels("sendMessage", "ok").inc()
    metrics.call_seconds.labels("sendMessage").observe(0.1)
    metrics.polling_errors.labels("Conflict").inc()
    metrics.trouble.labels("polling").set(1)
    used = {name for found in families(metrics).values() for one in found for name, _ in one}
    assert used == NAMES_OF_LABELS


def test_two_bots_in_one_process_count_apart() -> None:
    """Nothing is registered globally."""
    one, other = Metrics(), Metrics()
    one.questions.labels("answered").inc()
    name, labels = "congvu_questions_total", {"outcome": "answered"}
    assert one.registry.get_sample_value(name, labels) == 1.0
    assert other.registry.get_sample_value(name, labels) == 0.0


def test_a_gauge_may_be_asked_at_each_scrape() -> None:
    """A queue's length is read when somebody looks, not kept up to date by hand."""
    metrics, queue = Metrics(), [1, 2, 3]
    metrics.outbox_waiting.set_function(lambda: len(queue))
    assert b"congvu_outbox_waiting 3.0" in metrics.text()
    queue.clear()
    assert b"congvu_outbox_waiting 0.0" in metrics.text()


def test_threads_lose_no_count() -> None:
    """The ledger's writer and the event loop may count the same thing at the same time."""
    metrics = Metrics()

    def count() -> None:
        for _ in range(1000):
            metrics.ledger_errors.inc()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert metrics.registry.get_sample_value("congvu_ledger_errors_total") == 4000.0
