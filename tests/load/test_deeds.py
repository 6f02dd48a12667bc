"""What the bot does in a chat is recognised as the answer to what was done there last."""

from typing import Any

import pytest

from tests.load.deeds import Deed, Fit, Kind, fit

KEY = ("8", "112/2020/NĐ-CP")


def said(text: str) -> dict[str, Any]:
    """Return a message of the bot as the feed tells it."""
    return {"message": {"text": text}}


def notice(query: str = "7", text: str = "") -> dict[str, Any]:
    """Return an answer to a button as the feed tells it."""
    return {"callback_query_id": query, "text": text, "url": ""}


@pytest.mark.parametrize("kind", [Kind.ASK, Kind.PHOTO, Kind.EDIT])
def test_the_next_message_answers(kind: Kind) -> None:
    """A question, a photo and an edited question are answered by a message, at its time."""
    deed = Deed(kind, 1, due=10.0)

    assert fit(deed, "action", {"action": "typing"}, 10.5) is Fit.NOTHING
    assert fit(deed, "message", said("x"), 11.0) is Fit.ANSWER
    assert deed.answered == 11.0


def test_a_citation_is_answered_by_its_own_provision() -> None:
    """The card of another provision is wrong, whenever it comes."""
    deed = Deed(Kind.SHOW, 1, 0.0, key=KEY)

    assert fit(deed, "message", said("Điều 9 Nghị định 112/2020/NĐ-CP\n…"), 1.0) is Fit.WRONG
    assert deed.answered == 0.0
    assert fit(deed, "message", said("Điều 8 Nghị định 112/2020/NĐ-CP\n…"), 2.0) is Fit.ANSWER


@pytest.mark.parametrize("screen", ["message", "edit"])
def test_a_button_needs_its_end_and_its_screen(screen: str) -> None:
    """The new screen and the end of waiting may come in either order; the second completes."""
    first = Deed(Kind.PRESS, 1, 0.0, query="7")
    assert fit(first, "callback_answer", notice(), 1.0) is Fit.PART
    assert fit(first, screen, said("x"), 2.0) is Fit.ANSWER

    second = Deed(Kind.PRESS, 1, 0.0, query="7")
    assert fit(second, screen, said("x"), 1.0) is Fit.PART
    assert fit(second, "callback_answer", notice(), 2.0) is Fit.ANSWER
    assert (first.answered, second.answered) == (2.0, 2.0)


def test_a_button_with_a_notice_needs_no_screen() -> None:
    """A notice that says something is all that is seen; one of another press is nothing."""
    deed = Deed(Kind.PRESS, 1, 0.0, query="7")

    assert fit(deed, "callback_answer", notice("6", "Cảm ơn"), 1.0) is Fit.NOTHING
    assert fit(deed, "callback_answer", notice("7", "Cảm ơn"), 2.0) is Fit.ANSWER


def test_a_button_may_change_nothing() -> None:
    """When no screen follows for long, the end of the waiting was the answer."""
    deed = Deed(Kind.PRESS, 1, 0.0, query="7")
    assert not deed.quiet(99.0, 15.0)
    fit(deed, "callback_answer", notice(), 1.0)

    assert not deed.quiet(10.0, 15.0)
    assert deed.quiet(17.0, 15.0)
    deed.end_quietly()
    assert deed.answered == 1.0


def test_an_inline_query_is_answered_by_its_results() -> None:
    """A message meanwhile answers something else."""
    deed = Deed(Kind.INLINE, 1, 0.0, query="7")

    assert fit(deed, "message", said("x"), 1.0) is Fit.WRONG
    assert fit(deed, "inline_answer", {"inline_query_id": "6"}, 1.0) is Fit.NOTHING
    assert fit(deed, "inline_answer", {"inline_query_id": "7"}, 2.0) is Fit.ANSWER
