"""What happens to a balance in a month: each story writes what Stripe says and what we booked, in pairs that agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251 a seeded generator
from uuid import UUID

from marketplace.base.money import Money
from marketplace.ledger.kinds import JournalKind as K
from marketplace.reconciliation.sides import Booked, Told

CUT = datetime(2026, 11, 1, tzinfo=UTC)
FIRST = CUT - timedelta(days=31)

CURRENCIES = ("USD", "USD", "EUR", "GBP", "CNY", "HKD", "JPY", "KRW", "KWD")
ROUND = (5_000, 10_000, 10_000, 20_000, 25_000, 50_000, 100_000)  # what many pay, so that amounts repeat
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Agreed:
    """One balance transaction and the journals that stand for it."""

    told: Told
    booked: tuple[Booked, ...]


@dataclass
class Month:
    """Where stories take names, times and amounts from."""

    chance: Random
    accounts: Sequence[str] = field(default_factory=list)

    def id(self, prefix: str) -> str:
        """An id as Stripe makes them."""
        return prefix + "".join(self.chance.choices(_LETTERS, k=24))

    def uuid(self) -> str:
        """An id of ours."""
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    def moment(self) -> datetime:
        """Some second of the month; one in twenty in the last minutes before the cut, or the first after it."""
        if self.chance.random() < 0.05:
            seconds = self.chance.choice((1, 2, 30, 299, -1, 0, -45))
            return CUT - timedelta(seconds=seconds)
        return FIRST + timedelta(seconds=self.chance.randrange(31 * 86_400 - 900))

    def amount(self) -> Money:
        """Often the same as many others, sometimes to the last digit its own."""
        currency = self.chance.choice(CURRENCIES)
        minor = self.chance.choice(ROUND) if self.chance.random() < 0.6 else self.chance.randrange(1_000, 900_000)
        return Money(minor, currency)

    def pair(
        self,
        kinds: Sequence[K],
        amount: Money,
        fee: Money,
        at: datetime,
        *,
        type: str,
        source: str | None = None,
        about: str | None = None,
        parent: str | None = None,
        purpose: str | None = None,
        category: str | None = None,
    ) -> Agreed:
        """A balance transaction with a journal for what it moved and, if it cost something, one for that.

        Both are booked seconds later, on the same side of the cut. `about` says how the journals name it.
        """
        told = Told(self.id("txn_"), type, category or type, amount, fee, at, source, parent, purpose)
        later = at + timedelta(seconds=self.chance.randrange(1, 600))
        when = at if (later < CUT) != (at < CUT) else later
        parts = [amount, *([-fee] if fee else [])]
        booked = tuple(
            Booked(
                UUID(self.uuid()), f"{kind.value}:{self.uuid()}", kind, part, when,
                about or told.id, purpose, kind in (K.STRIPE_FEE, K.DISPUTE_FEE),
            )
            for kind, part in zip(kinds, parts, strict=False)
        )  # fmt: skip
        return Agreed(told, booked)


def top_up(month: Month) -> list[Agreed]:
    """A brand pays; sometimes it gets back a part, and another part, and one of these comes back again."""
    amount, at, charge = month.amount(), month.moment(), month.id("ch_")
    fee = Money((amount.minor * 290 + 5_000) // 10_000 + 30, amount.currency)
    pairs = [month.pair((K.TOP_UP, K.STRIPE_FEE), amount, fee, at, type="charge", source=charge)]
    for _ in range(month.chance.choice((0, 0, 0, 0, 1, 2, 3))):
        part = Money(amount.minor // month.chance.choice((4, 5, 10)), amount.currency)
        pairs += refund(month, part, at)
    return pairs


def refund(month: Month, part: Money, at: datetime) -> list[Agreed]:
    """A part of a payment goes back; now and then the card's bank does not take it."""
    at, refund_id, ours, nothing = _after(month, at), month.id("re_"), month.uuid(), Money(0, part.currency)
    named = {"source": refund_id, "about": refund_id, "purpose": ours}
    pairs = [month.pair((K.REFUND_SENT,), -part, nothing, at, type="refund", **named)]
    if month.chance.random() < 0.1:
        back = _after(month, at)
        pairs.append(month.pair((K.REFUND_FAILED,), part, nothing, back, type="refund_failure", **named))
    return pairs


def payout(month: Month) -> list[Agreed]:
    """A creator is paid, several times to the same account; sometimes it is taken back, whole or in parts."""
    amount, at, transfer, ours = month.amount(), month.moment(), month.id("tr_"), month.uuid()
    nothing = Money(0, amount.currency)
    named = {"source": transfer, "about": transfer, "purpose": ours}
    pairs = [month.pair((K.PAYOUT_SENT,), -amount, nothing, at, type="transfer", **named)]
    fate = month.chance.random()
    if fate < 0.05:
        whole = {"source": month.id("trr_"), "about": transfer, "parent": transfer}
        back = _after(month, at)
        pairs.append(
            month.pair(
                (K.REVERSAL,), amount, nothing, back, type="transfer_refund", category="transfer_reversal", **whole
            )
        )
    elif fate < 0.1:
        for share in (3, 5):
            reversal = month.id("trr_")
            part = {"source": reversal, "about": reversal, "parent": transfer, "purpose": month.uuid()}
            back, piece = _after(month, at), Money(amount.minor // share, amount.currency)
            pairs.append(month.pair((K.PAYOUT_RETURNED,), piece, nothing, back, type="transfer_refund", **part))
    return pairs


def dispute(month: Month) -> list[Agreed]:
    """A card's owner disputes a payment, which costs a fee; half of them are won, and some fees come back."""
    amount, at, dispute_id = month.amount(), month.moment(), month.id("dp_")
    fee, nothing = Money(1_500, amount.currency), Money(0, amount.currency)
    named = {"source": dispute_id, "about": dispute_id, "category": "dispute"}
    pairs = [month.pair((K.DISPUTE_OPENED, K.DISPUTE_FEE), -amount, fee, at, type="adjustment", **named)]
    if month.chance.random() < 0.5:
        named["category"] = "dispute_reversal"
        returned = -fee if month.chance.random() < 0.3 else nothing
        won = _after(month, at)
        pairs.append(month.pair((K.DISPUTE_WON, K.DISPUTE_FEE), amount, returned, won, type="adjustment", **named))
    return pairs


def withdrawal(month: Month) -> list[Agreed]:
    """We pay out to our own bank; now and then it comes back."""
    amount, at, sent = month.amount(), month.moment(), month.id("po_")
    nothing, named = Money(0, amount.currency), {"source": sent, "about": sent}
    pairs = [month.pair((K.WITHDRAWAL_BEGUN,), -amount, nothing, at, type="payout", **named)]
    if month.chance.random() < 0.1:
        back = _after(month, at)
        pairs.append(month.pair((K.WITHDRAWAL_FAILED,), amount, nothing, back, type="payout_failure", **named))
    return pairs


def monthly_fee(month: Month) -> list[Agreed]:
    """Stripe charges for itself; nothing else stands behind it."""
    cost = Money(month.chance.randrange(50, 9_000), "USD")
    return [month.pair((K.STRIPE_FEE,), -cost, Money(0, "USD"), month.moment(), type="stripe_fee")]


STORIES: Sequence[tuple[Callable[[Month], list[Agreed]], int]] = (
    (top_up, 40), (payout, 45), (dispute, 5), (withdrawal, 6), (monthly_fee, 4),
)  # fmt: skip


def happenings(month: Month, count: int) -> list[Agreed]:
    """So many pairs that agree, out of stories as often as they happen."""
    tell, weights = zip(*STORIES, strict=True)
    pairs: list[Agreed] = []
    while len(pairs) < count:
        pairs += month.chance.choices(tell, weights)[0](month)
    return pairs[:count]


def moved_to(pair: Agreed, told_at: datetime, booked_at: datetime) -> Agreed:
    """The same pair at other moments."""
    return Agreed(replace(pair.told, at=told_at), tuple(replace(one, at=booked_at) for one in pair.booked))


def _after(month: Month, at: datetime) -> datetime:
    later = at + timedelta(seconds=month.chance.randrange(60, 5 * 86_400))
    return later if later < CUT + timedelta(days=2) else at
