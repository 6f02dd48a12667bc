"""The methods of the Bot API, each a function of the world and the checked parameters."""

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from bot.tryout.errors import Refused
from bot.tryout.methods import answering, chats, editing, polling, profile, sending
from bot.tryout.schema import load
from bot.tryout.state import World
from bot.tryout.webhook import Webhook

Method = Callable[[World, dict[str, Any]], Any]

_METHODS: dict[str, Method] = {
    **answering.METHODS,
    **chats.METHODS,
    **editing.METHODS,
    **profile.METHODS,
    **sending.METHODS,
}
_NAMES = {name.lower(): name for name in load().methods}
_OTHERS = {name.lower(): name for name in load().other_methods}


def full_name(name: str) -> str:
    """Return a method's name as documented; Telegram does not mind upper or lower case.

    Raises Refused for what is no method (404) or is not modelled (501).
    """
    if name.lower() in _OTHERS:
        words = f"the try-out server does not model {_OTHERS[name.lower()]}"
        raise Refused(501, f"Not Implemented: {words}")
    if name.lower() not in _NAMES:
        raise Refused(404, "Not Found: method not found")
    return _NAMES[name.lower()]


async def call(world: World, webhook: Webhook, name: str, given: Mapping[str, Any]) -> Any:
    """Check a request and carry it out; return the ``result`` of the answer.

    Raises Refused with Telegram's words.
    """
    parameters = load().check(name, given)
    if name in polling.METHODS:
        return await polling.METHODS[name](world, webhook, parameters)
    result = _METHODS[name](world, parameters)
    return await result if inspect.isawaitable(result) else result
