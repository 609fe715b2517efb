"""Money that goes back: refunds, bank debits that come back, and payments that a bank takes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.orders.actions.giving_back import propose_give_back
from marketplace.payouts import actions as payouts
from marketplace.payouts.models import Earning, Payout, PayoutLine
from marketplace.payouts.states import GiveBackReason, PayoutState
from marketplace.wallets import actions as wallets
from marketplace.world.cast import Cast, days, hours, units
from marketplace.world.running import Stage, Story, Telling

SEEN = "We looked on three days; the brand has sent pictures of the page too."
ANSWER = "Pebble & Paw paid this top-up with its own card, funded a brief with it the same day, and has had the work."


def paying_back(stage: Stage, cast: Cast) -> Sequence[Story]:
    """Each with top-ups of its own, so that no other story lacks money because of it."""
    told = (
        ("second thoughts about a budget", 41.0, _refunds),
        ("a bank debit without cover", 25.0, _failed_debit),
        ("a bank debit on its way", 0.6, _debit_on_its_way),
        ("a chargeback won", 90.0, partial(_decided, won=True)),
        ("a chargeback lost", 70.0, partial(_decided, won=False)),
        ("a chargeback answered", 12.0, _answered),
        ("a chargeback to be answered", 5.0, _unanswered),
        ("a post that was taken down", 34.0, partial(_given_back, part=2, ends="signed")),
        ("a label that was taken off", 3.5, partial(_given_back, part=1, ends="signed")),
        ("a change of mind", 2.5, partial(_given_back, part=3, ends="dropped")),
        ("a price that may go back", 1.6, partial(_given_back, part=4, ends="")),
    )
    return [Story(name, stage.days_ago(ago), partial(tell, cast=cast)) for name, ago, tell in told]


def _refunds(stage: Stage, cast: Cast) -> Telling:
    """Acme takes a part back, thinks again about another, and a third does not reach its card."""
    owner = cast.brands["acme"].owner
    _pay_in(stage, cast, "acme", 900)
    yield days(3)
    with stage.work(owner) as work:
        wallets.ask_for_refund(work, amount=units(300, "USD"))
    yield days(1)
    with stage.work(owner) as work:
        (kept,) = wallets.ask_for_refund(work, amount=units(120, "USD"))
        wallets.call_off_refund(work, kept.id)
    yield days(1)
    with stage.work(owner) as work:
        (bounced,) = [refund.id for refund in wallets.ask_for_refund(work, amount=units(80, "USD"))]
    stage.settle_down()
    yield days(5)
    stage.outside.bounce_refund(bounced)


def _failed_debit(stage: Stage, cast: Cast) -> Telling:
    top_up_id = _pay_in(stage, cast, "acme", 650, way="bank_debit_fails")
    yield days(8)
    stage.outside.hear_of(top_up_id)


def _debit_on_its_way(stage: Stage, cast: Cast) -> Telling:
    _pay_in(stage, cast, "acme", 1_800, way="bank_debit")
    yield hours(1)


def _decided(stage: Stage, cast: Cast, won: bool) -> Telling:
    brand = "nordlys" if won else "acme"
    top_up_id = _pay_in(stage, cast, brand, 240)
    yield days(6)
    chargeback_id = stage.outside.take_back(top_up_id, reason="unrecognized" if won else "fraudulent")
    stage.settle_down()
    if won:
        yield stage.about(30)
        _answer(stage, cast, chargeback_id, "The card is the one their finance lead has used since March.")
    yield timedelta(days=7)
    stage.outside.decide(chargeback_id, won=won)


def _answered(stage: Stage, cast: Cast) -> Telling:
    top_up_id = _pay_in(stage, cast, "pebble", 150)
    yield days(5)
    chargeback_id = stage.outside.take_back(top_up_id, reason="product_not_received")
    yield stage.about(40)
    _answer(stage, cast, chargeback_id, ANSWER)


def _unanswered(stage: Stage, cast: Cast) -> Telling:
    top_up_id = _pay_in(stage, cast, "pebble", 180)
    yield days(3.5)
    stage.outside.take_back(top_up_id, reason="duplicate")


def _given_back(stage: Stage, cast: Cast, part: int, ends: str) -> Telling:
    """A part of the price that was paid out last goes back: its creator owes it, and their next earnings pay it."""
    with stage.work(SYSTEM) as work:
        paid = work.session.scalars(
            sa.select(Earning)
            .join(PayoutLine, sa.and_(PayoutLine.earning_id == Earning.id, PayoutLine.live))
            .join(Payout, Payout.id == PayoutLine.payout_id)
            .where(Payout.state == PayoutState.SENT, Earning.source_kind == "order", ~Earning.give_backs.any())
            .order_by(Earning.settled_at.desc(), Earning.id)
            .limit(1)
        ).one_or_none()
        found = (paid.source_id, Money(paid.gross_minor // part, paid.currency)) if paid else None
    if found is None:
        return
    order_id, price = found
    reason = GiveBackReason.LABEL_MISSING if part == 1 else GiveBackReason.POST_REMOVED
    with stage.work(cast.staff["jun"]) as work:
        proposed = propose_give_back(work, order_id, price=price, reason=reason, note=SEEN).id
    yield stage.about(20)
    act = {"signed": payouts.sign_give_back, "dropped": payouts.drop_give_back}.get(ends)
    if act is not None:
        with stage.work(cast.staff["ana"]) as work:
            act(work, proposed)


def _pay_in(stage: Stage, cast: Cast, brand: str, amount: int, *, way: str = "card") -> UUID:
    with stage.work(cast.brands[brand].owner) as work:
        top_up_id = wallets.open_top_up(work, amount=units(amount, "USD")).id
    stage.outside.pay_in(top_up_id, label=f"{brand}: {amount} USD", way=way)
    return top_up_id


def _answer(stage: Stage, cast: Cast, chargeback_id: UUID, text: str) -> None:
    with stage.work(cast.staff["jun"]) as work:
        wallets.answer_bank(work, chargeback_id, text=text)
    stage.settle_down()
