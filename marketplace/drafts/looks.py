"""When a public post is looked at, how long one waits for a platform that does not answer, how long proof is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from marketplace.drafts.states import LookKind

LOOKS_AFTER: Mapping[LookKind, timedelta] = {
    LookKind.FIRST: timedelta(),
    LookKind.HOUR: timedelta(hours=1),
    LookKind.DAY: timedelta(hours=24),
    LookKind.WEEK: timedelta(days=7),
    LookKind.MONTH: timedelta(days=30),
}
"""From the registration of the post; the last look comes at the end of the time it must be kept."""

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""Between tries while the platform does not answer; the last for all that follow. A look is never given up."""

TAKEDOWN_LIVES = timedelta(hours=48)
"""A kept post that is gone or unlabelled this long is a breach (蒲公英)."""

WATCHED_EVERY = timedelta(hours=24)
"""Between the planned looks a kept post is looked at so often."""

KEPT_YEARS = 3
"""What was seen is kept so long after the end of the advertisement (互联网广告管理办法 §14 asks for three years)."""

LATE_AFTER = timedelta(hours=2)
"""A look that is not made so long after its time is late, and staff see it."""


def looks_from(bound_at: datetime, retention_days: int) -> dict[LookKind, datetime]:
    """When a post registered at an instant is looked at. The last time is a guess until the order is settled."""
    planned = {kind: bound_at + after for kind, after in LOOKS_AFTER.items()}
    return planned | {LookKind.END: bound_at + timedelta(days=retention_days)}


def wait_after(attempts: int, *, asked_seconds: int | None = None) -> timedelta:
    """How long to wait after so many tries without an answer; not shorter than the platform itself asked for."""
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    return max(wait, timedelta(seconds=asked_seconds or 0))


def keep_until(seen_at: datetime, kept_to: datetime) -> datetime:
    """Until when what was seen at an instant is kept, for a post that must be kept to another."""
    last = max(seen_at, kept_to)
    try:
        return last.replace(year=last.year + KEPT_YEARS)
    except ValueError:  # a 29th of February
        return last.replace(year=last.year + KEPT_YEARS, month=3, day=1)
