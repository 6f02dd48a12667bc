"""Puts the parts of delivery together around an application's handlers."""

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
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
from bot.delivery.queues import lengths_of
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


@dataclass(frozen=True, slots=True)
class Ground:
    """What all parts of a bot stand on: its memory, clock and words, and its word on itself."""

    ledger: Ledger
    seal: Seal
    clock: Clock
    texts: Texts
    health: Health
    metrics: Metrics

    @classmethod
    def open(cls, folder: Path, clock: Clock) -> "Ground":
        """Open the memory in *folder*."""
        ledger, seal = Ledger.open(folder), Seal.open(folder)
        return cls(ledger, seal, clock, Texts.load(), Health(clock), Metrics())


def assemble(
    settings: DeliverySettings,
    application: BotApplication,
    ground: Ground,
    handling: Handling,
    prepare: Callable[[], Awaitable[None]],
    allowed: Sequence[str],
    further: Callable[[Outbox, Sender], Mapping[str, Background]] = lambda outbox, sender: {},
) -> Service:
    """Return the service that takes updates of the kinds *allowed* to *handling*.

    What *further* returns goes on beside that.
    """
    api, systemd, health = BotApi(application.bot), Systemd(), ground.health
    inbox, outbox = _queues(ground)
    sender = Sender(api, outbox, Pace(chat_gap=settings.chat_gap), ground.metrics)
    dispatcher = _dispatcher(settings, application, ground, inbox, outbox, sender, handling)
    alerts = _alerts(settings, ground, outbox, sender)
    return Service(
        application,
        ground.ledger,
        inbox,
        dispatcher,
        sender,
        _source(settings, api, inbox, ground, allowed),
        _watchdog(settings, ground, systemd, dispatcher),
        {"alerts": alerts, **further(outbox, sender)},
        health,
        HealthServer(health, ground.metrics, settings.health_port),
        systemd,
        prepare,
        settings.drain_seconds,
    )


def _queues(ground: Ground) -> tuple[Inbox, Outbox]:
    """Return what came in and what goes out, with what was given up before counted."""
    lengths = lengths_of(ground.ledger.rows)
    ground.metrics.set_aside.set(lengths.set_aside)
    ground.metrics.dead_letters.set(lengths.dead)
    inbox = Inbox(ground.ledger, ground.seal, ground.clock)
    return inbox, Outbox(ground.ledger, ground.seal, ground.clock)


def _dispatcher(
    settings: DeliverySettings,
    application: BotApplication,
    ground: Ground,
    inbox: Inbox,
    outbox: Outbox,
    sender: Sender,
    handling: Handling,
) -> Dispatcher:
    return Dispatcher(
        application.bot,
        ground.ledger,
        inbox,
        outbox,
        sender,
        handling,
        ground.metrics,
        ground.health,
        settings.update_seconds,
    )


def _alerts(settings: DeliverySettings, ground: Ground, outbox: Outbox, sender: Sender) -> Alerts:
    return Alerts(
        ground.ledger,
        outbox,
        sender,
        ground.health,
        ground.texts,
        ground.clock,
        settings.admins,
    )


def _watchdog(
    settings: DeliverySettings, ground: Ground, systemd: Systemd, dispatcher: Dispatcher
) -> Watchdog:
    health, metrics = ground.health, ground.metrics
    return Watchdog(
        health,
        metrics,
        systemd,
        moving={"dispatcher": lambda: dispatcher.moves},
        look=Surroundings(settings.home, health, metrics, ground.clock).look,
    )


def _source(
    settings: DeliverySettings, api: BotApi, inbox: Inbox, ground: Ground, allowed: Sequence[str]
) -> Source:
    health, metrics = ground.health, ground.metrics
    if not settings.webhook_url:
        return Poller(api, inbox.store, health, metrics, allowed)
    secret = settings.webhook_secret.get_secret_value() or secrets.token_urlsafe(32)
    address = Address(settings.webhook_url, settings.webhook_port, secret)
    return WebhookServer(api, inbox.store, health, metrics, address, allowed)
