"""(A part of) the price of a settled order goes back to its brand: proposed by one person, signed by another.

The money goes the way it came: out of what the creator earned by it and out of our fees, through the order and its
brief, into the wallet. What the creator was paid already, they owe.
"""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId, new_id
from marketplace.base.lifecycle import NotOpen
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import book
from marketplace.ledger.postings.brands import brief_released, order_returned
from marketplace.ledger.postings.debts import clawed_back
from marketplace.payouts.actions.debts import lock_purse, net_creator_debt, note_for_colleagues
from marketplace.payouts.errors import GivesBackTooMuch, NotSettled, OwnProposal
from marketplace.payouts.events import MoneyGivenBack
from marketplace.payouts.models import Earning, GiveBack
from marketplace.payouts.queries import earning_from, give_back_seen_by, price_given_back, shares_of
from marketplace.payouts.states import GiveBackReason
from marketplace.wallets.actions.netting import net_debt
from marketplace.work.unit import Work


def propose_give_back(
    work: Work,
    *,
    order_id: OrderId,
    brief_id: BriefId,
    brand_id: BrandId,
    price: Money,
    reason: GiveBackReason,
    note: str,
) -> GiveBack:
    """Finance staff want a brand to have (a part of) a price back; somebody else signs.

    Raises NotSettled for an order without a settled price, GivesBackTooMuch with what is left of it, what already
    waits for a signature included, and WordsMissing.
    """
    must_be_finance(work.actor)
    said = note_for_colleagues(note)
    earning = earning_from(work.session, "order", order_id)
    if earning is None:
        raise NotSettled()
    _lock(work, earning)  # two proposals at once see each other
    left = earning.gross - price_given_back(work.session, earning, with_proposals=True)
    if price.currency != earning.currency or price.minor <= 0 or left < price:
        raise GivesBackTooMuch(most=left)
    give_back = GiveBack(
        id=new_id(),
        earning_id=earning.id,
        brand_id=brand_id,
        brief_id=brief_id,
        reason=reason,
        note=said,
        currency=price.currency,
        price_minor=price.minor,
        made_by_id=work.actor.person_id,
        made_at=work.now,
    )
    work.session.add(give_back)
    give_back.begin(at=work.now)
    work.session.flush()
    return give_back


def sign_give_back(work: Work, give_back_id: UUID) -> GiveBack:
    """A second person lets it happen, and the brand has its money. Raises OwnProposal for who proposed it."""
    must_be_finance(work.actor)
    give_back = give_back_seen_by(work.session, work.actor, give_back_id, lock=True)
    if give_back.made_by_id == work.actor.person_id:
        raise OwnProposal()
    if "sign" not in give_back.open_to(Side.STAFF):
        raise NotOpen()
    earning = give_back.earning
    lock_purse(work, earning.creator_id, give_back.currency)
    work.session.refresh(earning)
    shares = shares_of(work.session, give_back)
    give_back.brand_fee_minor, give_back.creator_fee_minor = shares.brand_fee.minor, shares.creator_fee.minor
    give_back.taken_minor, give_back.owed_minor = shares.taken.minor, shares.owed.minor
    give_back.move("sign", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    give_back.signed_by_id, give_back.signed_at = work.actor.person_id, work.now
    _book(work, give_back, earning)
    work.session.flush()
    net_creator_debt(work, earning.creator_id, give_back.currency)
    net_debt(work, give_back.brand_id, give_back.currency)
    work.announce(
        MoneyGivenBack(
            give_back_id=give_back.id,
            order_id=OrderId(earning.source_id),
            brand_id=BrandId(give_back.brand_id),
            creator_id=CreatorId(earning.creator_id),
            title=earning.title,
            reason=give_back.reason.value,
            price_minor=give_back.price_minor,
            brand_fee_minor=give_back.brand_fee_minor,
            taken_minor=give_back.taken_minor,
            owed_minor=give_back.owed_minor,
            currency=give_back.currency,
        )
    )
    return give_back


def drop_give_back(work: Work, give_back_id: UUID) -> GiveBack:
    """Nothing goes back after all."""
    must_be_finance(work.actor)
    give_back = give_back_seen_by(work.session, work.actor, give_back_id, lock=True)
    give_back.move("drop", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    return give_back


def _lock(work: Work, earning: Earning) -> None:
    row = sa.select(Earning.id).where(Earning.id == earning.id)
    work.session.execute(row.with_for_update(key_share=True))


def _book(work: Work, give_back: GiveBack, earning: Earning) -> None:
    creator_id, order_id, brief_id = earning.creator_id, earning.source_id, give_back.brief_id
    has_it = chart.creator_available if earning.matured_at else chart.creator_pending
    said = clawed_back(
        chart.held_order(order_id),
        {has_it(creator_id): give_back.taken, chart.owed_by_creator(creator_id): give_back.owed},
        brand_fee=give_back.brand_fee,
        creator_fee=give_back.creator_fee,
    )
    whole, key = give_back.whole, f"give_back:{give_back.id}"
    book(work, said, key=f"{key}:taken")
    book(work, order_returned(brief_id, order_id, whole), key=f"{key}:returned")
    book(work, brief_released(give_back.brand_id, brief_id, whole), key=f"{key}:released")
