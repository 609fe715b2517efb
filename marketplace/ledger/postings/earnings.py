"""What creators earn: from holds to what can be paid out, and what is taken back."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.chart import AccountCode
from marketplace.ledger.content import Posting, posting
from marketplace.ledger.kinds import JournalKind as K


def settled(order_id: UUID, creator_id: UUID, *, price: Money, brand_fee: Money, creator_fee: Money) -> Posting:
    """Accepted work is paid out of its hold: the price less our fee to the creator, both fees to us."""
    return posting(
        K.SETTLED,
        {chart.held_order(order_id): price + brand_fee},
        {
            chart.creator_pending(creator_id): price - creator_fee,
            chart.fee_creator(): creator_fee,
            chart.fee_brand(): brand_fee,
        },
    )


def order_cancelled(
    order_id: UUID, brief_id: UUID, creator_id: UUID, *, held: Money, kill_fee: Money, fee: Money
) -> Posting:
    """Work was cancelled after it began: the kill fee less our `fee` to the creator, the rest back to the brief."""
    return posting(
        K.ORDER_CANCELLED,
        {chart.held_order(order_id): held},
        {
            chart.creator_pending(creator_id): kill_fee - fee,
            chart.fee_cancellation(): fee,
            chart.held_brief(brief_id): held - kill_fee,
        },
    )


def order_split(
    order_id: UUID, brief_id: UUID, creator_id: UUID, *, held: Money, price: Money, brand_fee: Money, creator_fee: Money
) -> Posting:
    """A ruling gives the creator a part of the price, with the fees of that part; the brief has the rest back."""
    return posting(
        K.ORDER_SPLIT,
        {chart.held_order(order_id): held},
        {
            chart.creator_pending(creator_id): price - creator_fee,
            chart.fee_creator(): creator_fee,
            chart.fee_brand(): brand_fee,
            chart.held_brief(brief_id): held - price - brand_fee,
        },
    )


def commission_earned(
    pool: AccountCode, creator_id: UUID, *, commission: Money, brand_fee: Money, creator_fee: Money
) -> Posting:
    """A tracked sale earns its commission out of the pool that is held for it."""
    return posting(
        K.COMMISSION_EARNED,
        {pool: commission + brand_fee},
        {
            chart.creator_pending(creator_id): commission - creator_fee,
            chart.fee_creator(): creator_fee,
            chart.fee_brand(): brand_fee,
        },
    )


def commission_reversed(
    pool: AccountCode, creator_id: UUID, *, commission: Money, brand_fee: Money, creator_fee: Money
) -> Posting:
    """Goods came back before their commission was available: pool, creator and fees are as before the sale.

    For a part of a sale; a whole one is taken back by `reverse`.
    """
    return posting(
        K.COMMISSION_REVERSED,
        {
            chart.creator_pending(creator_id): commission - creator_fee,
            chart.fee_creator(): creator_fee,
            chart.fee_brand(): brand_fee,
        },
        {pool: commission + brand_fee},
    )


def commission_clawed_back(
    pool: AccountCode, creator_id: UUID, *, commission: Money, brand_fee: Money, creator_fee: Money
) -> Posting:
    """Goods came back after their commission was paid out: the creator owes it, we give our fees back."""
    return posting(
        K.COMMISSION_CLAWED_BACK,
        {
            chart.owed_by_creator(creator_id): commission - creator_fee,
            chart.fee_creator(): creator_fee,
            chart.fee_brand(): brand_fee,
        },
        {pool: commission + brand_fee},
    )


def matured(creator_id: UUID, amount: Money) -> Posting:
    """The hold of an earning is over: it is paid out next."""
    return posting(
        K.MATURED, {chart.creator_pending(creator_id): amount}, {chart.creator_available(creator_id): amount}
    )


def reserve_kept(creator_id: UUID, amount: Money) -> Posting:
    """Available money is kept back while a dispute is open."""
    return posting(
        K.RESERVE_KEPT, {chart.creator_available(creator_id): amount}, {chart.creator_reserved(creator_id): amount}
    )


def reserve_released(creator_id: UUID, amount: Money) -> Posting:
    """What was kept back is available again."""
    return posting(
        K.RESERVE_RELEASED, {chart.creator_reserved(creator_id): amount}, {chart.creator_available(creator_id): amount}
    )
