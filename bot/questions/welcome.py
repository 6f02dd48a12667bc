"""The first screens: what the assistant does, for officials and for citizens, and the help."""

from telegram import Update

from bot.questions.press import Action, Press
from bot.questions.reply import show
from bot.questions.screen import Button, Screen
from bot.reports.presses import BEGIN
from bot.services import Context, services_of
from bot.texts import Texts

AUDIENCES = ("officials", "citizens")


async def on_start(update: Update, context: Context) -> None:
    """Answer /start."""
    services = services_of(context)
    if update.effective_message:
        show(context.work, update.effective_message, welcome_screen(services.texts), services)


async def on_help(update: Update, context: Context) -> None:
    """Answer /trogiup."""
    services = services_of(context)
    if update.effective_message:
        show(context.work, update.effective_message, help_screen(services.texts), services)


def welcome_screen(texts: Texts) -> Screen:
    """Return what the assistant does, with one wide button for each way in."""
    presses = {
        "welcome-officials": Press(Action.WELCOME, key="officials"),
        "welcome-citizens": Press(Action.WELCOME, key="citizens"),
        "welcome-report": BEGIN,
        "welcome-browse": Press(Action.BROWSE, fresh=True),
        "welcome-help": Press(Action.HELP, fresh=True),
    }
    rows = tuple((Button(texts.plain(key), press),) for key, press in presses.items())
    return Screen(texts.html("welcome"), rows)


def audience_screen(texts: Texts, audience: str) -> Screen:
    """Return what the assistant does for *audience*, with questions to try."""
    examples = sorted(key for key in texts.ids if key.startswith(f"example-{audience}-"))
    rows = tuple(
        (Button(texts.plain(key), Press(Action.EXAMPLE, key=audience, page=number)),)
        for number, key in enumerate(examples)
    )
    begin = Button(texts.plain("welcome-report"), BEGIN)
    report = ((begin,),) if audience == "citizens" else ()
    back = Button(texts.plain("button-back"), Press(Action.WELCOME))
    return Screen(texts.html(f"audience-{audience}"), (*report, *rows, (back,)))


def help_screen(texts: Texts) -> Screen:
    """Return how to use the assistant."""
    return Screen(texts.html("help"))
