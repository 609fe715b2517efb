"""No more calls to Stripe in a second than Stripe takes, counted over all of our processes."""

from __future__ import annotations

import time
from typing import Any

import stripe
import structlog
from limits import RateLimitItemPerSecond
from limits.storage import storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

log = structlog.get_logger(__name__)

LOOKS_AGAIN_AFTER_SECONDS = 0.02
WAITS_AT_MOST_SECONDS = 5.0
"""Then the call is made all the same: Stripe says no by itself, and that is known to have done nothing."""
COUNTS_AGAIN_AFTER_SECONDS = 10.0
"""For so long nobody counts after Valkey did not answer."""


class Pace:
    """Counts in Valkey, which may lose the count at any time: for a second too many calls are made then."""

    def __init__(self, redis_url: str, calls: int, *, seconds: int = 1, name: str = "stripe") -> None:
        """So many calls in so many seconds; whoever gives the same name shares the count."""
        address = f"redis+{redis_url}" if redis_url.startswith("unix:") else redis_url
        storage = storage_from_string(address, socket_connect_timeout=0.5, socket_timeout=0.5)
        self._limiter = SlidingWindowCounterRateLimiter(storage)
        self._most = RateLimitItemPerSecond(calls, seconds, namespace="meadow")
        self._name = name
        self._uncounted_until = 0.0

    def has_room(self) -> bool:
        """Whether one more call may be made now; if so it is counted."""
        if time.monotonic() < self._uncounted_until:
            return True
        try:
            return self._limiter.hit(self._most, self._name)
        except Exception as trouble:  # whatever is wrong with the count must not stop money
            log.warning("calls to Stripe are not counted", error=type(trouble).__name__)
            self._uncounted_until = time.monotonic() + COUNTS_AGAIN_AFTER_SECONDS
            return True

    def wait(self) -> None:
        """Comes back when one more call may be made."""
        patience = time.monotonic() + WAITS_AT_MOST_SECONDS
        while not self.has_room() and time.monotonic() < patience:
            time.sleep(LOOKS_AGAIN_AFTER_SECONDS)


class PacedClient(stripe.RequestsClient):
    """The SDK's own HTTP client, at a pace; its tries again count as well."""

    def __init__(self, pace: Pace | None, **options: Any) -> None:
        super().__init__(**options)
        self._pace = pace

    def request(self, method: str, url: str, headers: Any, post_data: Any = None, **more: Any) -> tuple[Any, int, Any]:
        """Waits for its turn, then asks."""
        if self._pace is not None:
            self._pace.wait()
        return super().request(method, url, headers, post_data, **more)
