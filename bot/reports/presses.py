"""How the buttons of the dialogue stand in ``callback_data``: verb and value, and the turn."""

from bot.questions.press import Action, Press
from bot.reports.events import Pressed, Verb

BEGIN = Press(Action.REPORT)
"""The big button: begin a report, or go on with the one that is being written."""


def press_of(verb: Verb, value: str, turn: int) -> Press:
    """Return the press of a button on the screen of this turn."""
    return Press(Action.REPORT, key=f"{verb}{value}", page=turn)


def pressed(press: Press) -> Pressed | None:
    """Return what a press means to the dialogue; None for the big button and for what is none."""
    try:
        return Pressed(Verb(press.key[:1]), press.key[1:], press.page)
    except ValueError:
        return None
