"""How updates reach the bot: getUpdates and the webhook."""

import re
from typing import Any

from bot.tryout.errors import Refused, bad_request
from bot.tryout.schema import load
from bot.tryout.state import World
from bot.tryout.webhook import Target, Webhook, check_url

LONGEST_POLL = 50
"""Seconds that one getUpdates waits at most, whatever is asked."""
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, webhook: Webhook, given: dict[str, Any]) -> Any:
    """Return the updates that wait, after waiting for one up to ``timeout`` seconds."""
    if webhook.target:
        raise Refused(409, _WEBHOOK_ACTIVE)
    _keep_allowed(world, given)
    seconds = min(given.get("timeout", 0), LONGEST_POLL)
    updates = await world.updates.poll(given.get("offset", 0), given.get("limit", 100), seconds)
    return [update.as_json() for update in updates]


async def set_webhook(world: World, webhook: Webhook, given: dict[str, Any]) -> bool:
    """Deliver updates to a URL on this machine, or stop when the URL is empty."""
    secret = given.get("secret_token", "")
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    if given["url"]:
        check_url(given["url"])
    _keep_allowed(world, given)
    if given.get("drop_pending_updates"):
        world.updates.drop_all()
    target = Target(given["url"], secret, given.get("max_connections", 40))
    await webhook.set(target if given["url"] else None)
    return True


async def delete_webhook(world: World, webhook: Webhook, given: dict[str, Any]) -> bool:
    """Stop delivering; getUpdates works again."""
    if given.get("drop_pending_updates"):
        world.updates.drop_all()
    await webhook.set(None)
    return True


async def get_webhook_info(world: World, webhook: Webhook, given: dict[str, Any]) -> Any:
    """Tell where updates go and the last failure."""
    return webhook.info()


def _keep_allowed(world: World, given: dict[str, Any]) -> None:
    """Keep ``allowed_updates``; a call without it leaves the earlier setting."""
    if "allowed_updates" not in given:
        return
    unknown = set(given["allowed_updates"]) - load().words["updates"]
    if unknown:
        raise bad_request(f"unknown kinds in allowed_updates: {', '.join(sorted(unknown))}")
    world.updates.allowed = tuple(given["allowed_updates"])


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
