"""Errors of the Bot API mean what its own server means by them."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.transport import BadAnswer, NotSent
from bot.delivery.verdicts import TABLE, Verdict, judge

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are"
    " exactly the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (BadRequest(NOT_MODIFIED), Verdict.DELIVERED),
        (BadRequest(TOO_OLD), Verdict.VOID),
        (BadRequest("Bad Request: message to edit not found"), Verdict.VOID),
        (BadRequest("Bad Request: message can't be edited"), Verdict.VOID),
        (BadRequest("Bad Request: MESSAGE_ID_INVALID"), Verdict.VOID),
        (BadRequest("Bad Request: message to delete not found"), Verdict.VOID),
        (BadRequest("Bad Request: message can't be deleted for everyone"), Verdict.VOID),
        (Forbidden("Forbidden: bot was blocked by the user"), Verdict.UNREACHABLE),
        (Forbidden("Forbidden: user is deactivated"), Verdict.UNREACHABLE),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Verdict.UNREACHABLE),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Verdict.UNREACHABLE),
        (Forbidden("Forbidden: bot is not a member of the channel chat"), Verdict.UNREACHABLE),
        (BadRequest("Bad Request: chat not found"), Verdict.UNREACHABLE),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Verdict.UNREACHABLE),
        (BadRequest("Bad Request: have no rights to send a message"), Verdict.UNREACHABLE),
        (
            BadRequest("Bad Request: not enough rights to send text messages to the chat"),
            Verdict.UNREACHABLE,
        ),
        (BadRequest("Bad Request: message is too long"), Verdict.BROKEN),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Verdict.BROKEN),
        (BadRequest("Bad Request: message text is empty"), Verdict.BROKEN),
        (BadRequest("Request Entity Too Large"), Verdict.BROKEN),
        (NetworkError("Request Entity Too Large"), Verdict.BROKEN),
        (ChatMigrated(-1001234567890), Verdict.MIGRATED),
        (RetryAfter(5), Verdict.FLOOD),
        (NotSent("refused"), Verdict.PASSING),
        (InvalidToken("Unauthorized"), Verdict.PASSING),
        (Conflict("Conflict: terminated by other getUpdates request"), Verdict.PASSING),
        (NetworkError("Internal Server Error"), Verdict.UNSURE),
        (NetworkError("Bad Gateway"), Verdict.UNSURE),
        (TimedOut(), Verdict.UNSURE),
        (BadAnswer("no JSON"), Verdict.UNSURE),
        (TelegramError("Invalid server response"), Verdict.UNSURE),
        (ConnectionResetError(), Verdict.UNSURE),
        (TypeError("cannot be sent as JSON"), Verdict.BROKEN),
    ],
)
def test_an_error_is_judged_by_its_text_and_kind(error: Exception, verdict: Verdict) -> None:
    """Texts as Telegram's server sends them lead to what is to be done."""
    assert verdict is judge(error).verdict


def test_an_unknown_refusal_is_our_bug_and_an_unknown_ban_is_the_chats() -> None:
    """A 400 in words that Telegram has only just thought of is never repeated for ever."""
    assert Verdict.BROKEN is judge(BadRequest("Bad Request: SOMETHING_NEW")).verdict
    assert Verdict.UNREACHABLE is judge(Forbidden("Forbidden: something new")).verdict


@pytest.mark.parametrize(
    "words",
    [
        'can\'t parse entities: Unsupported start tag "Nguyễn" at byte offset 0',
        'something new: can\'t take "Nguyễn"',
        'something new about "Nguyễn"',
    ],
)
def test_a_reason_quotes_nobody(words: str) -> None:
    """What a refusal repeats of a message does not get into dead letters and logs."""
    reason = judge(BadRequest(f"Bad Request: {words}")).reason

    assert "guy" not in reason
    assert reason.lower() in words.lower()


def test_no_text_hides_another() -> None:
    """Each text of the table leads to its own verdict, whatever stands above it."""
    for verdict, texts in TABLE:
        for text in texts:
            assert verdict is judge(BadRequest(f"Bad Request: {text}")).verdict, text
