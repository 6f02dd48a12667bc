"""What is sealed is the dataclass, whole, and nothing is dropped when it is read again."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.coding import dump, load
from bot.reports.errors import VaultError
from bot.reports.model import Attachment, Author, Event, Message, Report, Status
from tests.bot.reports.sealing import REPORT


@given(st.from_type(Report) | st.from_type(Message) | st.from_type(Event))
def test_everything_comes_back(value: Report | Message | Event) -> None:
    """Texts of any script, days, statuses, attachments, what is missing."""
    assert value == load(type(value), dump(value))


def test_a_field_that_an_older_version_did_not_know_has_its_default() -> None:
    """Cases stay readable after an upgrade."""
    old = json.loads(dump(REPORT))
    del old["who"], old["attachments"][0]["uncleaned"]

    assert REPORT == load(Report, json.dumps(old).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"mood": "new"},
        {"what": 5},
        {"event_day": "yesterday"},
        {"attachments": {}},
        {"attachments": [{"file": "a"}]},
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, object]) -> None:
    """A field of a newer version, another type, a day that is none."""
    with pytest.raises(VaultError, match="no Report that this version"):
        load(Report, json.dumps({**json.loads(dump(REPORT)), **change}).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"null", b'"a"'])
def test_what_is_no_object_is_refused(content: bytes) -> None:
    """Neither crash nor half a message."""
    with pytest.raises(VaultError):
        load(Message, content)


def test_a_wrong_author_or_kind_of_event_is_refused() -> None:
    """Only what the model names."""
    message = Message(Author.REPORTER, "Xin chào", date(2026, 11, 22), (), Status.CLOSED)
    event = Event("note", "An", "2026-11-22T12:00:00+07:00")

    for value, name in ((message, b'"reporter"'), (event, b'"note"')):
        with pytest.raises(VaultError):
            load(type(value), dump(value).replace(name, b'"nobody"'))


def test_the_words_are_not_in_the_error() -> None:
    """An error may be shown or logged."""
    with pytest.raises(VaultError) as caught:
        load(Attachment, b'{"file": "secret-name"}')

    assert "secret" not in str(caught.value)
