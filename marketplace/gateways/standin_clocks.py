"""Moves the clocks of the local stand-ins along with the demo's; real services have no such address."""

from __future__ import annotations

from datetime import timedelta

import httpx
import structlog

from marketplace.settings import PaymentSettings, PlatformSettings, settings

log = structlog.get_logger(__name__)


def advance_standins(by: timedelta, *, ahead: timedelta) -> None:
    """Moves the payment stand-in forward by a length, and sets the platforms' to be `ahead` of the machine.

    A stand-in that does not answer is passed over.
    """
    payments, platforms = settings(PaymentSettings), settings(PlatformSettings)
    _tell(
        f"{platforms.platforms_base_url}/_standin/clock",
        platforms.platforms_api_key.get_secret_value(),
        {"ahead_seconds": int(ahead.total_seconds())},
    )
    if payments.stripe_base_url:
        _tell(
            f"{payments.stripe_base_url}/_standin/clock/advance",
            payments.stripe_api_key.get_secret_value(),
            {"seconds": int(by.total_seconds())},
        )


def _tell(address: str, key: str, words: dict[str, int]) -> None:
    try:
        httpx.post(address, json=words, headers={"Authorization": f"Bearer {key}"}, timeout=5)
    except httpx.HTTPError as error:
        log.warning("a stand-in did not move its clock", error=type(error).__name__)
