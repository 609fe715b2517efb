"""Calls that move money: how long one may take, how long its key is good for, and what is said when nobody knows.

Leases and the age of keys go by the machine's clock: Stripe's hours are real ones, a demo's may be advanced.
"""

from __future__ import annotations

from datetime import timedelta

from marketplace.base.errors import Unavailable

LEASE = timedelta(seconds=80)
"""Longer than a job may take, shorter than the lease of its delivery."""

KEY_LIFE = timedelta(hours=20)
"""Stripe forgets keys after a day; an older one could pay twice."""


class StillUnknown(Unavailable):
    """The outcome of a call is not known, or somebody else is at it. Tried again with the same key, or looked up."""
