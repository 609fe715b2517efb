"""A brand's money comes in: claimed here first, paid on Stripe's page, counted when Stripe says that it arrived."""

from __future__ import annotations

from uuid import UUID

from marketplace.accounts.policy import must_hold_the_purse
from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import BrandId, TopUpId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import book, lock_account
from marketplace.ledger.postings.brands import topped_up
from marketplace.ledger.postings.platform import stripe_fee
from marketplace.wallets.actions.netting import net_debt
from marketplace.wallets.currencies import CURRENCIES, least_top_up, most_top_up
from marketplace.wallets.errors import BadAmount, UnknownCurrency
from marketplace.wallets.events import TopUpFailed, WalletToppedUp
from marketplace.wallets.models import TopUp
from marketplace.wallets.queries import top_up_asked_once, top_up_seen_by
from marketplace.wallets.states import TopUpState
from marketplace.work.unit import Work


class WrongCurrency(Exception):
    """Stripe settled a payment in another currency than it was asked in; a person has to look."""


def open_top_up(work: Work, *, amount: Money, once: UUID | None = None) -> TopUp:
    """A brand wants to pay into its wallet. Raises UnknownCurrency or BadAmount.

    `once` names one showing of the form: sent twice, at the same moment even, it opens one top-up.
    """
    must_hold_the_purse(work.actor)
    if amount.currency not in CURRENCIES:
        raise UnknownCurrency()
    least, most = least_top_up(amount.currency), most_top_up(amount.currency)
    if not least <= amount <= most:
        raise BadAmount(least=least, most=most)
    if work.actor.brand_id is None:
        raise NotFound()
    if once is not None:
        lock_account(work, chart.wallet(work.actor.brand_id), amount.currency)  # who comes second waits here
        if asked := top_up_asked_once(work.session, work.actor.brand_id, once):
            return asked
    top_up = TopUp(
        brand_id=work.actor.brand_id,
        person_id=work.actor.person_id,
        once=once,
        asked_at=work.now,
        currency=amount.currency,
        amount_minor=amount.minor,
    )
    work.session.add(top_up)
    top_up.begin(at=work.now)
    work.session.flush()
    return top_up


def record_checkout(work: Work, top_up_id: UUID, *, session_id: str, url: str | None) -> TopUp:
    """Keeps which hosted page a top-up is paid on."""
    top_up = top_up_seen_by(work.session, work.actor, top_up_id, lock=True)
    top_up.session_id, top_up.checkout_url = session_id, url
    return top_up


def record_processing(work: Work, top_up_id: UUID, *, payment: str | None) -> TopUp:
    """Somebody has agreed to a bank debit: the money is on its way and may still not come."""
    top_up = top_up_seen_by(work.session, work.actor, top_up_id, lock=True)
    if top_up.state in (TopUpState.OPEN, TopUpState.EXPIRED):
        top_up.move("process", by=Side.SYSTEM, at=work.now)
        top_up.payment_id = payment
    return top_up


def record_failed_debit(work: Work, top_up_id: UUID) -> TopUp:
    """The bank did not pay a debit: nothing has come."""
    top_up = top_up_seen_by(work.session, work.actor, top_up_id, lock=True)
    if top_up.state in (TopUpState.OPEN, TopUpState.EXPIRED, TopUpState.PROCESSING):
        top_up.move("fail", by=Side.SYSTEM, at=work.now)
        work.announce(TopUpFailed(top_up_id=TopUpId(top_up.id), brand_id=BrandId(top_up.brand_id)))
    return top_up


def count_top_up(
    work: Work,
    top_up_id: UUID,
    *,
    paid: Money,
    fee: Money,
    balance_transaction: str,
    payment: str | None = None,
) -> TopUp:
    """Puts what arrived into the wallet, once, and books what Stripe kept of it; what the brand owes is taken first.

    `paid` and `fee` are the balance transaction's, `payment` is what Stripe calls it. Raises WrongCurrency when that is
    in another currency.
    """
    top_up = top_up_seen_by(work.session, work.actor, top_up_id, lock=True)
    if top_up.state is TopUpState.PAID:
        return top_up
    if paid.currency != top_up.currency:
        raise WrongCurrency(f"top-up {top_up.id} asked for {top_up.currency} and settled in {paid.currency}")
    book(work, topped_up(top_up.brand_id, paid), key=f"top_up:{top_up.id}")
    if fee:
        book(work, stripe_fee(fee), key=f"top_up:{top_up.id}:fee")
    top_up.move("count", by=Side.SYSTEM, at=work.now)
    top_up.paid_minor, top_up.fee_minor = paid.minor, fee.minor
    top_up.balance_transaction, top_up.paid_at = balance_transaction, work.now
    top_up.payment_id = payment or top_up.payment_id
    work.announce(
        WalletToppedUp(
            top_up_id=TopUpId(top_up.id),
            brand_id=BrandId(top_up.brand_id),
            amount_minor=paid.minor,
            currency=paid.currency,
        )
    )
    net_debt(work, top_up.brand_id, paid.currency)
    return top_up


def expire_top_up(work: Work, top_up_id: UUID) -> TopUp:
    """Nobody paid while the page was open."""
    top_up = top_up_seen_by(work.session, work.actor, top_up_id, lock=True)
    if top_up.state is TopUpState.OPEN:
        top_up.move("expire", by=Side.SYSTEM, at=work.now)
    return top_up
