"""Puts the parts of delivery together around an application's handlers."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from pydantic import SecretStr

from bot.delivery.alerts import Alerts
from bot.delivery.api import BotApi
from bot.delivery.dispatcher import Dispatcher, Handling
from bot.delivery.health import Health, HealthServer
from bot.delivery.inbox import Inbox
from bot.delivery.ledger import Ledger
from bot.delivery.metrics import Metrics
from bot.delivery.outbox import Outbox
from bot.delivery.pace import Pace
from bot.delivery.polling import Poller
from bot.delivery.sender import Sender
from bot.delivery.service import Background, BotApplication, Service, Source
from bot.delivery.surroundings import Surroundings
from bot.delivery.systemd import Systemd
from bot.delivery.watchdog import Watchdog
from bot.delivery.webhook import Address, WebhookServer
from bot.seal import Seal
from bot.texts import Texts
from knowledge.clock import Clock


class DeliverySettings(Protocol):
    """What delivery needs to know; see ``bot.settings.Settings``."""

    @property
    def home(self) -> Path:
        """The folder of the bot's memory."""

    @property
    def webhook_url(self) -> str:
        """The public address of the webhook; "" for polling."""

    @property
    def webhook_secret(self) -> SecretStr:
        """What Telegram must send along; "" for a new one at each start."""

    @property
    def webhook_port(self) -> int:
        """The local port behind the public address."""

    @property
    def health_port(self) -> int:
        """The loopback port of health and metrics; 0 for none."""

    @property
    def admins(self) -> frozenset[int]:
        """Telegram ids of those who are told of trouble."""

    @property
    def update_seconds(self) -> float:
        """How long one update may be worked on."""

    @property
    def chat_gap(self) -> float:
        """Seconds between two messages to one chat."""

    @property
    def drain_seconds(self) -> float:
        """How long stopping waits for what has begun."""


def assemble(
    settings: DeliverySettings,
    application: BotApplication,
    ledger: Ledger,
    seal: Seal,
    clock: Clock,
    handling: Handling,
    prepare: Callable[[], Awaitable[None]],
    allowed: Sequence[str],
    texts: Texts,
    health: Health,
    metrics: Metrics,
    further: Callable[[Outbox, Sender], Mapping[str, Background]] = lambda outbox, sender: {},
) -> Service:
    """Return the service that takes updates of the kinds *allowed* to *handling*.

    What *further* returns goes on beside that.
    """
    systemd = Systemd()
    api = BotApi(application.bot)
    inbox, outbox = Inbox(ledger, seal, clock), Outbox(ledger, seal, clock)
    metrics.set_aside.set(inbox.counts().set_aside)
    metrics.dead_letters.set(outbox.counts().dead)
    sender = Sender(api, outbox, Pace(chat_gap=settings.chat_gap), metrics)
    dispatcher = Dispatcher(
        application.bot,
        ledger,
        inbox,
        outbox,
        sender,
        handling,
        metrics,
        health,
        settings.update_seconds,
    )
    watchdog = Watchdog(
        health,
        metrics,
        systemd,
        moving={"dispatcher": lambda: dispatcher.moves},
        look=Surroundings(settings.home, health, metrics, clock).look,
    )
    return Service(
        application,
        ledger,
        inbox,
        dispatcher,
        sender,
        _source(settings, api, inbox, health, metrics, allowed),
        watchdog,
        {
            "alerts": Alerts(ledger, outbox, sender, health, texts, clock, settings.admins),
            **further(outbox, sender),
        },
        health,
        HealthServer(health, metrics, settings.health_port),
        systemd,
        prepare,
        settings.drain_seconds,
    )


def _source(
    settings: DeliverySettings,
    api: BotApi,
    inbox: Inbox,
    health: Health,
    metrics: Metrics,
    allowed: Sequence[str],
) -> Source:
    if not settings.webhook_url:
        return Poller(api, inbox.store, health, metrics, allowed)
    secret = settings.webhook_secret.get_secret_value() or secrets.token_urlsafe(32)
    address = Address(settings.webhook_url, settings.webhook_port, secret)
    return WebhookServer(api, inbox.store, health, metrics, address, allowed)
