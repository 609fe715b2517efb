"""The two sides that are compared: what we booked on our account at Stripe, and what Stripe changed there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketplace.base.money import Money
from marketplace.ledger.kinds import JournalKind
from marketplace.reconciliation.states import BreakKind

FEES = frozenset({JournalKind.STRIPE_FEE, JournalKind.DISPUTE_FEE})


@dataclass(frozen=True)
class Booked:
    """What one journal changed on our account at Stripe, and what it stands for there.

    `about` is Stripe's id of the balance transaction or of the thing behind it; `purpose` is our own id, which we also
    gave to Stripe with the call.
    """

    journal_id: UUID
    key: str
    kind: JournalKind
    amount: Money
    at: datetime
    about: str | None = None
    purpose: str | None = None
    is_fee: bool = False


@dataclass(frozen=True)
class Told:
    """One change of our balance, as Stripe tells it: `amount` less `fee` is what it changed.

    `source` is the thing behind it (charge, transfer, refund …), `parent` what that was a part of (the transfer of a
    reversal), `purpose` the id of ours that we gave with the call.
    """

    id: str
    type: str
    category: str
    amount: Money
    fee: Money
    at: datetime
    source: str | None = None
    parent: str | None = None
    purpose: str | None = None

    @property
    def net(self) -> Money:
        """What it changed."""
        return self.amount - self.fee


@dataclass(frozen=True)
class Break:
    """Something that the two sides do not say alike, with all that either says about it.

    `difference` is by how much, by currency, our book held more than Stripe at the cut because of it.
    """

    kind: BreakKind
    told: tuple[Told, ...]
    booked: tuple[Booked, ...]
    difference: Mapping[str, int]

    @property
    def subject(self) -> str:
        """What it is about; the same night after night."""
        return self.told[0].id if self.told else self.booked[0].key

    @property
    def since(self) -> datetime:
        """When the first of it happened."""
        return min([one.at for one in self.told] + [one.at for one in self.booked])


@dataclass(frozen=True)
class Part:
    """The journals that stand for a part of a balance transaction, and what they should come to."""

    booked: tuple[Booked, ...]
    wanted: Money
    is_fee: bool

    @property
    def missing(self) -> Money:
        """What is wanted and not booked; below zero for too much."""
        return Money(self.wanted.minor - sum(ours.amount.minor for ours in self.booked), self.wanted.currency)


def parts_of(told: Told, booked: Iterable[Booked]) -> tuple[Part, ...]:
    """What moved and what it cost, apart where Stripe says so; where it names no fee, all is one part.

    Journals of another currency are in no part.
    """
    ours = tuple(one for one in booked if one.amount.currency == told.amount.currency)
    fees = tuple(one for one in ours if one.is_fee)
    if not told.fee:
        return (Part(ours, told.amount, bool(fees) and len(fees) == len(ours)),)
    moved = tuple(one for one in ours if not one.is_fee)
    return Part(moved, told.amount, False), Part(fees, -told.fee, True)


def difference_at(cut: datetime, booked: Iterable[Booked], told: Iterable[Told]) -> dict[str, int]:
    """Booked less told before the cut, by currency; currencies that agree are left out."""
    sums: defaultdict[str, int] = defaultdict(int)
    for ours in booked:
        if ours.at < cut:
            sums[ours.amount.currency] += ours.amount.minor
    for theirs in told:
        if theirs.at < cut:
            sums[theirs.net.currency] -= theirs.net.minor
    return {currency: minor for currency, minor in sorted(sums.items()) if minor}
