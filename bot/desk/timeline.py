"""One story of a case out of its messages and its events, each of which has its own order."""

from dataclasses import dataclass

from bot.desk.opened import Part, Thread
from bot.reports.model import Author, Event, Message


@dataclass(frozen=True, slots=True)
class Entry:
    """One step of the story: an event, a message, or an event with the message that it sent."""

    event: Part[Event] | None = None
    message: Part[Message] | None = None


def timeline(thread: Thread) -> tuple[Entry, ...]:
    """Return the steps of *thread*, oldest first.

    Messages carry a day and no time, on purpose; events carry both. A message that an inspector
    sent stands where the event of sending it stands, and the reporter's before the next of them,
    or by their day.
    """
    sent_by = _pairs(thread)
    entries: list[Entry] = []
    at = 0
    for event in thread.events:
        sent = sent_by.get(event.number)
        while at < len(thread.messages) and _comes_before(thread.messages[at], at, event, sent):
            entries.append(Entry(message=thread.messages[at]))
            at += 1
        if sent is None:
            entries.append(Entry(event))
        else:
            entries.append(Entry(event, thread.messages[sent]))
            at = max(at, sent + 1)
    return (*entries, *(Entry(message=message) for message in thread.messages[at:]))


def _comes_before(message: Part[Message], index: int, event: Part[Event], sent: int | None) -> bool:
    if sent is not None:
        return index < sent
    if event.value is None or message.value is None:
        return False
    return message.value.day.isoformat() < event.value.at[:10]


def _pairs(thread: Thread) -> dict[int, int]:
    """Return, by the number of an event, the index of the message that was sent with it."""
    left = [
        (index, part.value)
        for index, part in enumerate(thread.messages)
        if part.value is not None and part.value.author is not Author.REPORTER
    ]
    pairs = {}
    for event in thread.events:
        for place, (index, message) in enumerate(left):
            if event.value is not None and _belong(event.value, message):
                pairs[event.number] = index
                del left[: place + 1]
                break
    return pairs


def _belong(event: Event, message: Message) -> bool:
    if event.what == "message":
        return message.author is Author.INSPECTOR
    return (
        event.what == "status"
        and message.author is Author.SYSTEM
        and message.status is event.status
    )
