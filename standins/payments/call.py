"""One call of the API, as the operation that answers it sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from standins.payments.events import Cause
from standins.payments.money import Rules
from standins.payments.reading import Fields
from standins.payments.store import Document, Transaction


@dataclass(frozen=True)
class Call:
    """What is asked, on whose account, in which transaction."""

    tx: Transaction
    params: Mapping[str, Any]
    account: str
    """The connected account it is about (the header Stripe-Account); PLATFORM otherwise."""
    path: Mapping[str, str]
    site: str
    """The address people reach the stand-in at, without a slash at its end."""
    rules: Rules
    cause: Cause = field(default_factory=Cause)


@dataclass(frozen=True)
class Operation:
    """A row of the routes table."""

    name: str
    """By which a fault plan names it."""
    method: str
    path: str
    params: Fields
    answer: Callable[[Call], Document]

    @property
    def version(self) -> str:
        """Which version of the API it is of: v1 or v2."""
        return self.path.split("/")[1]
