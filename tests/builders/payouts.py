"""Money as the actions make it: a wallet that was topped up, work that was settled, a payout on its way.

`with work_as(actor) as work` is the fixture `work_as`. What is paid for is only a (kind, id) here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.models import Brand, Person
from marketplace.accounts.queries import person_of_creator
from marketplace.base.actor import SYSTEM, VISITOR, Actor
from marketplace.base.clock import system_clock
from marketplace.base.ids import BrandId, BriefId, CreatorId, OrderId, new_id
from marketplace.base.money import Money
from marketplace.creators import actions as creators
from marketplace.creators.models import Creator
from marketplace.invoices.actions import bills_of, issue
from marketplace.invoices.states import Party
from marketplace.ledger.models import Account, Entry, Journal
from marketplace.ledger.months import month_after, month_of
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.bank_legs import record_bank_leg
from marketplace.payouts.bank_details import Details
from marketplace.payouts.fees import brand_fee_on, creator_fee_on
from marketplace.payouts.models import BankFile, Batch, Earning, GiveBack, Payout, PayoutAccount
from marketplace.payouts.queries import payout_account_of, payouts_in
from marketplace.payouts.states import BankLegStatus, GiveBackReason, PayoutState
from marketplace.payouts.told import BankLegTold
from marketplace.wallets import actions as wallets
from marketplace.wallets.errands.paying_in import PageWords, check_top_up, open_payment_page
from marketplace.wallets.models import AutoTopUp, Chargeback, Refund, TopUp
from marketplace.wallets.queries import top_up_seen_by
from marketplace.wallets.told import ChangeTold, DisputeTold
from marketplace.work.instants import running_on
from marketplace.work.unit import Work
from tests.builders.accounts import owner_of
from tests.gateways.payments.standin import StandIn

WorkAs = Callable[[Actor], AbstractContextManager[Work]]


def usd(minor: int) -> Money:
    """Cents."""
    return Money(minor, "USD")


def a_creator(work_as: WorkAs, name: str = "Maya", *, country: str = "US") -> Creator:
    """Somebody who has joined as a creator (maya@creators.example)."""
    with work_as(VISITOR) as work:
        return creators.join_as_creator(
            work, email=f"{name.lower()}@creators.example", name=name, password=None, country=country, adult=True
        )


def person_behind(work_as: WorkAs, creator: Creator) -> Person:
    """Who signs in for a creator."""
    with work_as(SYSTEM) as work:
        found = person_of_creator(work.session, creator.id)
    assert found is not None
    return found


def an_open_top_up(work_as: WorkAs, brand: Brand, amount: Money) -> TopUp:
    """A brand has said how much it wants to pay in."""
    with work_as(owner_of(brand).actor) as work:
        return wallets.open_top_up(work, amount=amount)


def a_topped_up_wallet(work_as: WorkAs, brand: Brand, amount: Money) -> TopUp:
    """A brand's payment has arrived; Stripe kept 2.9 % and 30 cents of it."""
    top_up = an_open_top_up(work_as, brand, amount)
    fee = amount.share(290) + Money(30, amount.currency)
    with work_as(SYSTEM) as work:
        return wallets.count_top_up(work, top_up.id, paid=amount, fee=fee, balance_transaction=f"txn_{top_up.id}")


def a_paid_top_up(work_as: WorkAs, standin: StandIn, brand: Brand, amount: Money, *, outcome: str = "card") -> TopUp:
    """A brand has paid on the payment stand-in's page, which we have asked about."""
    asked = a_top_up_paid_unheard(work_as, standin, brand, amount, outcome=outcome)
    check_top_up(asked.id)
    return asked


def a_top_up_paid_unheard(
    work_as: WorkAs, standin: StandIn, brand: Brand, amount: Money, *, outcome: str = "card"
) -> TopUp:
    """A brand has paid on the payment stand-in's page, and nobody has told us."""
    asked = an_open_top_up(work_as, brand, amount)
    open_payment_page(asked.id, PageWords("Wallet", "http://localhost/wallet", "en"))
    with work_as(SYSTEM) as work:
        session_id = top_up_seen_by(work.session, SYSTEM, asked.id).session_id
    assert session_id is not None
    assert standin.pay(session_id, outcome).status_code == 303
    return asked


def a_chargeback(work_as: WorkAs, top_up: TopUp, amount: Money, *, is_lost: bool = False) -> Chargeback:
    """The bank of whoever paid a top-up has taken an amount of it back, and perhaps decided to keep it."""
    told = DisputeTold(
        id=f"dp_{new_id().hex}",
        amount=amount,
        reason="fraudulent",
        opened_at=top_up.asked_at,
        answer_by=top_up.asked_at + timedelta(days=9),
        is_lost=is_lost,
        changes=(ChangeTold(f"txn_{new_id().hex}", -amount, usd(15_00)),),
    )
    with work_as(SYSTEM) as work:
        return wallets.record_dispute(work, top_up.id, told)


def a_refund(work_as: WorkAs, brand: Brand, amount: Money) -> Refund:
    """A brand has asked for a part of its newest payment back."""
    with work_as(owner_of(brand).actor) as work:
        return wallets.ask_for_refund(work, amount=amount)[0]


def money_that_went_back(work_as: WorkAs, brand: Brand) -> dict[str, UUID]:
    """A refund, and two payments that a bank has taken back, one of them for good; their ids."""
    paid = a_topped_up_wallet(work_as, brand, usd(900_00))
    refund = a_refund(work_as, brand, usd(100_00))
    lost = a_topped_up_wallet(work_as, brand, usd(50_00))
    return {
        "refund": refund.id,
        "chargeback": a_chargeback(work_as, paid, usd(900_00)).id,
        "lost_chargeback": a_chargeback(work_as, lost, usd(50_00), is_lost=True).id,
    }


def a_rule_that_paused(work_as: WorkAs, brand: Brand) -> AutoTopUp:
    """A brand's wallet tops itself up, but its bank has said no."""
    with work_as(owner_of(brand).actor) as work:
        rule = wallets.set_rule(work, below=usd(900_000_00 // 10), amount=usd(500_00), month_cap=usd(900_00))
    with work_as(SYSTEM) as work:
        wallets.record_method(work, rule.id, method=f"pm_{new_id().hex}", name="visa", last4="4242")
    with work_as(SYSTEM) as work:
        asked = wallets.begin_collection(work, rule.id)
    assert asked is not None
    with work_as(SYSTEM) as work:
        wallets.record_no_collection(work, asked.id, says="Your card was declined.", is_the_banks=True)
    return rule


def a_held_order(work_as: WorkAs, brand: Brand, price: Money) -> tuple[BriefId, OrderId]:
    """Price and fee of an order are held out of a brief's budget, which is twice as large."""
    brief_id, order_id = BriefId(new_id()), OrderId(new_id())
    held = price + brand_fee_on(price)
    a_topped_up_wallet(work_as, brand, held.times(2) + Money(1000, price.currency))
    with work_as(SYSTEM) as work:
        wallets.fund_brief(work, brief_id=brief_id, brand_id=BrandId(brand.id), amount=held.times(2))
        wallets.hold_order(work, order_id=order_id, brief_id=brief_id, amount=held)
    return brief_id, order_id


def an_earning(work_as: WorkAs, brand: Brand, creator: Creator, price: Money, *, title: str = "Oat latte") -> Earning:
    """A creator's work was accepted and settled."""
    _, order_id = a_held_order(work_as, brand, price)
    with work_as(SYSTEM) as work:
        return payouts.settle(
            work,
            source=("order", order_id),
            creator_id=CreatorId(creator.id),
            price=price,
            brand_fee=brand_fee_on(price),
            creator_fee=creator_fee_on(price),
            title=title,
        )


def a_proposed_give_back(
    work_as: WorkAs, maker: Person, brand: Brand, earning: Earning, price: Money, *, note: str = "The post is gone."
) -> GiveBack:
    """Somebody wants a brand to have a part of a settled price back."""
    with work_as(SYSTEM) as work:
        brief_id = work.session.scalar(
            sa.select(Account.owner_id)
            .join(Entry, Entry.account_id == Account.id)
            .join(Journal, Journal.id == Entry.journal_id)
            .where(Journal.key == f"order:{earning.source_id}:held", Account.code.like("held:brief:%"))
        )
    assert brief_id is not None
    with work_as(maker.actor) as work:
        return payouts.propose_give_back(
            work,
            order_id=OrderId(earning.source_id),
            brief_id=BriefId(brief_id),
            brand_id=BrandId(brand.id),
            price=price,
            reason=GiveBackReason.POST_REMOVED,
            note=note,
        )


def a_give_back(
    work_as: WorkAs, maker: Person, signer: Person, brand: Brand, earning: Earning, price: Money
) -> GiveBack:
    """Two people have let a part of a settled price go back."""
    proposed = a_proposed_give_back(work_as, maker, brand, earning, price)
    with work_as(signer.actor) as work:
        return payouts.sign_give_back(work, proposed.id)


def an_invoice(work_as: WorkAs) -> UUID:
    """The fees of this month are invoiced as soon as it is over; the id of a brand's invoice."""
    with work_as(SYSTEM) as work:
        now = work.now
        next_month = month_after(month_of(now))
    with running_on(lambda: next_month), work_as(SYSTEM) as work:
        made = [issue(work, bill) for bill in bills_of(work, now.year, now.month)]
    return next(one.id for one in made if one is not None and one.party is Party.BRAND)


def a_payout_account(
    work_as: WorkAs, creator: Creator, *, external_id: str | None = None, status: str = "active"
) -> PayoutAccount:
    """A creator has been through onboarding; Stripe's word is given as `status`."""
    with work_as(person_behind(work_as, creator).actor) as work:
        payouts.begin_onboarding(work)
    with work_as(SYSTEM) as work:
        return payouts.record_recipient(
            work, creator.id, external_id=external_id or f"acct_{new_id()}", transfers_status=status
        )


def a_queued_payout(work_as: WorkAs, creator: Creator, currency: str = "USD") -> Payout:
    """A creator's available earnings are put together for a batch."""
    with work_as(SYSTEM) as work:
        payout = payouts.queue_payout(work, creator.id, currency)
    assert payout is not None
    return payout


def a_batch(work_as: WorkAs, maker: Person, chosen: Sequence[Payout] | None = None) -> Batch:
    """Somebody has made a batch, of every queued payout unless told."""
    with work_as(maker.actor) as work:
        of = payouts_in(work.session, PayoutState.QUEUED, 1).rows if chosen is None else chosen
        return payouts.make_batch(work, [payout.id for payout in of])


def a_signed_batch(work_as: WorkAs, maker: Person, signer: Person, chosen: Sequence[Payout] | None = None) -> Batch:
    """Two people have let a batch go."""
    batch = a_batch(work_as, maker, chosen)
    with work_as(signer.actor) as work:
        return payouts.sign_batch(work, batch.id)


OUR_BANK = {"BANK_ACCOUNTS": '{"*": "DE89 3704 0044 0532 0130 00"}', "BANK_BIC": "COBADEFFXXX"}
"""Settings of an operator with a bank account from which every currency is paid."""

HONG_KONG = Details("HK", "Chan Tai Man", account_number="123-456789-012", bank_code="004", bic="HSBCHKHHHKH")


def a_creator_with_a_bank(work_as: WorkAs, name: str = "Lin", *, details: Details = HONG_KONG) -> Creator:
    """Somebody whom Stripe does not pay, and who has named a bank account."""
    creator = a_creator(work_as, name, country=details.country)
    with work_as(person_behind(work_as, creator).actor) as work:
        payouts.name_bank_account(work, details)
    return creator


def bank_files_made(work_as: WorkAs, maker: Person, batch: Batch) -> list[BankFile]:
    """Somebody has written a signed batch into files for the bank."""
    with work_as(maker.actor) as work:
        return payouts.make_bank_files(work, batch.id)


def a_file_at_the_bank(work_as: WorkAs, maker: Person, signer: Person, batch: Batch) -> BankFile:
    """A second person has handed over the only bank file of a batch."""
    (file,) = bank_files_made(work_as, maker, batch)
    with work_as(signer.actor) as work:
        return payouts.hand_over_bank_file(work, file.id)


def ways_to_the_bank(work_as: WorkAs, creator: Creator) -> None:
    """Stripe has sent the balance of a creator with a payout account on to their bank, in every way it can end."""
    ends = {"paid": "", "failed": "account_closed", "pending": "", "canceled": "", "in_transit": ""}
    for number, (status, code) in enumerate(ends.items()):
        with work_as(SYSTEM) as work:
            account = payout_account_of(work.session, creator.id)
            assert account is not None
            told = BankLegTold(
                id=f"po_{number}_{creator.id}",
                account=account.external_id or "",
                amount=usd(95_00),
                status=BankLegStatus(status),
                begun_at=work.now + timedelta(hours=number),
                arrives_at=work.now + timedelta(days=2),
                asked_at=system_clock(),
                failure_code=code,
            )
            record_bank_leg(work, told)
