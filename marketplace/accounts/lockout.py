"""How long one waits after failed tries: a table, and the rule that reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class TriesOf(StrEnum):
    """What failed tries are counted by."""

    EMAIL = "email"
    ADDRESS = "address"
    LETTERS = "letters"


@dataclass(frozen=True)
class Patience:
    """How many tries are free, the first wait after them (it doubles), the longest one, and when all is forgotten."""

    free: int
    first_wait: timedelta
    longest_wait: timedelta
    forgotten_after: timedelta


PATIENCE: dict[TriesOf, Patience] = {
    # Somebody who has forgotten the password gets a few tries; a guesser gets 24 a day.
    TriesOf.EMAIL: Patience(5, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=24)),
    # Many people may share one address (an office), so it is more patient.
    TriesOf.ADDRESS: Patience(30, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=24)),
    # Letters that a stranger can make us send to one e-mail.
    TriesOf.LETTERS: Patience(3, timedelta(minutes=20), timedelta(hours=6), timedelta(hours=24)),
}


def waiting_time(kind: TriesOf, failures: int) -> timedelta:
    """How long to wait after this many failures in a row."""
    patience = PATIENCE[kind]
    beyond = failures - patience.free
    if beyond < 0:
        return timedelta(0)
    doubled = patience.first_wait * (1 << min(beyond, 20))
    return min(doubled, patience.longest_wait)


def still_counts(kind: TriesOf, last_failed_at: datetime | None, at: datetime) -> bool:
    """Whether earlier failures are still remembered."""
    return last_failed_at is not None and at - last_failed_at < PATIENCE[kind].forgotten_after
