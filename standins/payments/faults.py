"""Trouble on request: which call of which operation meets what. The plan survives a restart."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from standins.payments.errors import ApiError
from standins.payments.store import Store, Transaction

KINDS = {
    "drop_before": "the connection ends and nothing has happened",
    "drop_after": "it happens, then the connection ends",
    "error_500_before": "500, nothing has happened and nothing is stored under the key",
    "error_500_after": "it happens, the answer is 500, and in v1 that is what is stored under the key",
    "rate_limit_429": "429, nothing has happened",
    "slow": "it happens after `seconds`",
}
_SLOWEST_SECONDS = 120


@dataclass(frozen=True)
class Fault:
    """What a call meets."""

    kind: str
    seconds: float = 0


NO_FAULT = Fault("")


class WrongFault(ValueError):
    """A plan that cannot be meant; the message says what it may hold."""


def plan(tx: Transaction, raw: Any) -> None:
    """Add faults to the plan: {match, kind, nth=1, times=1, seconds=5}. Raises WrongFault."""
    for fault in raw if isinstance(raw, list) else [raw]:
        if not isinstance(fault, dict) or not set(fault) <= {"match", "kind", "nth", "times", "seconds"}:
            raise WrongFault("Give a list of objects with match, kind and, if you like, nth, times, seconds.")
        match, kind = fault.get("match"), fault.get("kind")
        nth, times, seconds = fault.get("nth", 1), fault.get("times", 1), fault.get("seconds", 5)
        if not isinstance(match, str) or not match:
            raise WrongFault("Give match: the name of an operation such as transfers.create, or a pattern such as *.")
        if kind not in KINDS:
            raise WrongFault(f"Give kind: one of {', '.join(KINDS)}.")
        if type(nth) is not int or type(times) is not int or nth < 1 or times < 1:
            raise WrongFault("Give nth and times as whole numbers from 1: nth = 1 is the next call.")
        if type(seconds) not in (int, float) or not 0 <= seconds <= _SLOWEST_SECONDS:
            raise WrongFault(f"Give seconds from 0 to {_SLOWEST_SECONDS}.")
        tx.run(
            "INSERT INTO faults (match, nth, times, kind, seconds) VALUES (?, ?, ?, ?, ?)",
            *(match, nth, times, kind, seconds),
        )


def planned(tx: Transaction) -> list[dict[str, Any]]:
    """The plan, with how many calls each fault has seen and how many have met it."""
    return [dict(row) for row in tx.run("SELECT match, nth, times, kind, seconds, seen, met FROM faults ORDER BY seq")]


def meet(store: Store, operation: str) -> Fault:
    """What this call meets. The call is counted for good, whatever becomes of it."""
    with store.change() as tx:
        met = NO_FAULT
        for row in tx.run("SELECT * FROM faults WHERE met < times ORDER BY seq"):
            if not fnmatchcase(operation, row["match"]):
                continue
            due = met is NO_FAULT and row["seen"] + 1 >= row["nth"]
            tx.run("UPDATE faults SET seen = seen + 1, met = met + ? WHERE seq = ?", int(due), row["seq"])
            if due:
                met = Fault(row["kind"], row["seconds"])
        return met


def server_error(keep: bool) -> ApiError:
    """Something broke on the processor's side."""
    return ApiError(500, "An unknown error occurred", type="api_error", keep=keep)


def too_many() -> ApiError:
    """The caller asks too often."""
    message = "Request rate limit exceeded. Learn more about rate limits at https://docs.stripe.com/rate-limits."
    return ApiError(429, message, code="rate_limit", keep=False)
