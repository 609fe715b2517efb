"""A wallet tops itself up: the rule, the saved way to pay, and what becomes of each collection.

The calls are made by `errands.auto_topping_up`, outside of any transaction. One collection has one key for good: when
its answer is lost it is looked up, and when that finds nothing and the key has grown old it is given up.
"""

from __future__ import annotations

from uuid import UUID

from marketplace.accounts.policy import must_hold_the_purse
from marketplace.base.actor import Side
from marketplace.base.clock import system_clock
from marketplace.base.errors import NotFound
from marketplace.base.ids import BrandId, TopUpId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import lock_account
from marketplace.wallets.currencies import CURRENCIES, least_top_up, most_top_up
from marketplace.wallets.errors import BadAmount, CapTooSmall, NoWayToPay, UnknownCurrency
from marketplace.wallets.events import AutoTopUpDue, AutoTopUpPaused
from marketplace.wallets.models import AutoTopUp, TopUp
from marketplace.wallets.queries import collected_in_month, is_collecting, rule_of, rule_seen_by, top_up_seen_by
from marketplace.wallets.states import AutoTopUpState, TopUpState
from marketplace.work.unit import Work


def set_rule(work: Work, *, below: Money, amount: Money, month_cap: Money) -> AutoTopUp:
    """A brand says when its wallet is topped up, by how much, and up to how much a month.

    Raises UnknownCurrency, BadAmount, or CapTooSmall.
    """
    must_hold_the_purse(work.actor)
    brand_id, currency = work.actor.brand_id, amount.currency
    if brand_id is None:
        raise NotFound()
    if currency not in CURRENCIES:
        raise UnknownCurrency()
    least, most = least_top_up(currency), most_top_up(currency)
    if not least <= amount <= most or not Money.zero(currency) <= below <= most:
        raise BadAmount(least=least, most=most)
    if month_cap < amount:
        raise CapTooSmall(amount=amount)
    lock_account(work, chart.wallet(brand_id), currency)  # who sets it at the same moment waits here
    rule = rule_of(work.session, brand_id, currency, lock=True)
    if rule is None:
        rule = AutoTopUp(brand_id=brand_id, currency=currency)
        rule.begin(at=work.now)
        work.session.add(rule)
    rule.below_minor, rule.amount_minor, rule.month_cap_minor = below.minor, amount.minor, month_cap.minor
    rule.set_by_id, rule.set_at = work.actor.person_id, work.now
    work.session.flush()
    return rule


def turn_off(work: Work, rule_id: UUID) -> AutoTopUp:
    """Nothing is collected any more. Raises NotOpen when it is off."""
    must_hold_the_purse(work.actor)
    rule = rule_seen_by(work.session, work.actor, rule_id, lock=True)
    rule.move("turn_off", by=Side.BRAND, at=work.now, person_id=work.actor.person_id)
    return rule


def resume(work: Work, rule_id: UUID) -> AutoTopUp:
    """It collects again, from what was saved. Raises NoWayToPay when nothing was."""
    must_hold_the_purse(work.actor)
    rule = rule_seen_by(work.session, work.actor, rule_id, lock=True)
    if rule.payment_method is None:
        raise NoWayToPay()
    rule.move("resume", by=Side.BRAND, at=work.now, person_id=work.actor.person_id)
    rule.problem = ""
    return rule


def record_customer(work: Work, rule_id: UUID, customer: str) -> AutoTopUp:
    """Keeps what the brand is called at the processor."""
    rule = rule_seen_by(work.session, work.actor, rule_id, lock=True)
    rule.customer = rule.customer or customer
    return rule


def record_saving_page(work: Work, rule_id: UUID, page_id: str) -> AutoTopUp:
    """Keeps on which page somebody is asked for a way to pay."""
    rule = rule_seen_by(work.session, work.actor, rule_id, lock=True)
    rule.saving_page_id = page_id
    return rule


def record_method(work: Work, rule_id: UUID, *, method: str, name: str, last4: str) -> AutoTopUp:
    """Keeps the way to pay that somebody has saved; the rule is on from now."""
    rule = rule_seen_by(work.session, work.actor, rule_id, lock=True)
    if rule.payment_method == method:
        return rule
    rule.payment_method, rule.method_name, rule.method_last4, rule.problem = method, name, last4, ""
    rule.move("arm", by=Side.SYSTEM, at=work.now)
    return rule


def begin_collection(work: Work, rule_id: UUID) -> TopUp | None:
    """Begins a top-up when a wallet has run low; None when it has not, when one is under way, or at the limit."""
    known = rule_seen_by(work.session, work.actor, rule_id)
    wallet = lock_account(work, chart.wallet(known.brand_id), known.currency)
    rule = rule_seen_by(work.session, work.actor, rule_id, lock=True)
    if rule.state is not AutoTopUpState.ON or not wallet.amount < rule.below or is_collecting(work.session, rule):
        return None
    if rule.month_cap < collected_in_month(work.session, rule, work.now) + rule.amount:
        return None
    top_up = TopUp(
        brand_id=rule.brand_id,
        rule_id=rule.id,
        asked_at=work.now,
        currency=rule.currency,
        amount_minor=rule.amount_minor,
    )
    work.session.add(top_up)
    top_up.begin(at=work.now)
    work.session.flush()
    work.announce(AutoTopUpDue(top_up_id=TopUpId(top_up.id)))
    return top_up


def record_collecting(work: Work, top_up_id: UUID) -> TopUp:
    """Keeps that the call is about to be made, by the machine's clock: keys grow old in real hours."""
    top_up = top_up_seen_by(work.session, work.actor, top_up_id, lock=True)
    top_up.tried_at = top_up.tried_at or system_clock()
    return top_up


def record_no_collection(work: Work, top_up_id: UUID, *, says: str, is_the_banks: bool) -> TopUp:
    """Nothing came. When the payer's bank has refused, the rule pauses until somebody has looked."""
    top_up = top_up_seen_by(work.session, work.actor, top_up_id, lock=True)
    if top_up.state not in (TopUpState.OPEN, TopUpState.PROCESSING):
        return top_up
    top_up.move("fail", by=Side.SYSTEM, at=work.now, why=says)
    if top_up.rule_id is None or not is_the_banks:
        return top_up
    rule = rule_seen_by(work.session, work.actor, top_up.rule_id, lock=True)
    if rule.state is AutoTopUpState.ON:
        rule.move("pause", by=Side.SYSTEM, at=work.now, why=says)
        rule.problem = says
        work.announce(AutoTopUpPaused(top_up_id=TopUpId(top_up.id), brand_id=BrandId(rule.brand_id)))
    return top_up
