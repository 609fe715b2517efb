"""How often somebody may ask for something dear on a page that is open to all, counted over all of our processes."""

from __future__ import annotations

import hmac
from functools import cache

import structlog
from flask import current_app, request
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

from marketplace.settings import QueueSettings, settings

log = structlog.get_logger(__name__)


def has_turn(what: str, most: int, *, of_all: bool = False) -> bool:
    """Whether this request is among the `most` in a minute from its address, or from everybody together.

    Valkey keeps the count under a keyed hash of the address, for two minutes. While it does not answer nobody is
    counted: what is dear then is dear, but there.
    """
    item = RateLimitItemPerMinute(most, namespace="meadow-turns")
    try:
        return _limiter(settings(QueueSettings).redis_url.get_secret_value()).hit(
            item, what, "all" if of_all else _somebody()
        )
    except Exception as trouble:  # a count that is lost must not shut a page
        log.warning("turns are not counted", error=type(trouble).__name__)
        return True


def _somebody() -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, (request.remote_addr or "").encode(), "sha256").hexdigest()[:32]


@cache
def _limiter(redis_url: str) -> SlidingWindowCounterRateLimiter:
    address = f"redis+{redis_url}" if redis_url.startswith("unix:") else redis_url
    return SlidingWindowCounterRateLimiter(storage_from_string(address, socket_connect_timeout=0.5, socket_timeout=0.5))
