"""The outside where no stand-in answers: what it would have told us is recorded through the same actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM, Actor
from marketplace.base.clock import fixed_clock, system_clock
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.creators.actions import verify_channel
from marketplace.creators.states import VerifiedBy
from marketplace.drafts.actions.publishing import Address
from marketplace.drafts.actions.watching import Claimed, claim_look, record_look
from marketplace.drafts.events import PostBound
from marketplace.drafts.looks import WATCHED_EVERY
from marketplace.drafts.models import PlannedLook
from marketplace.drafts.queries import expected_of, first_look, looks_due, posts_to_watch
from marketplace.drafts.sightings import see
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions import sending
from marketplace.payouts.actions.bank_legs import record_bank_leg
from marketplace.payouts.errands.bank_legs import LOOKED_BACK
from marketplace.payouts.events import PayoutDue
from marketplace.payouts.models import Payout
from marketplace.payouts.queries import payout_account_of
from marketplace.payouts.states import BankLegStatus
from marketplace.payouts.told import BankLegTold
from marketplace.wallets import actions as wallets
from marketplace.wallets.actions import refunding
from marketplace.wallets.events import AutoTopUpDue, ChargebackAnswered, RefundDue
from marketplace.wallets.queries import refund_seen_by, top_up_seen_by
from marketplace.wallets.told import ChangeTold, DisputeTold, RefundTold
from marketplace.work.instants import running_on
from marketplace.work.outbox import Delivery
from marketplace.work.tries import Outcome
from marketplace.work.unit import unit_of_work
from marketplace.world.outside import PublicAccount, PublicPost

FEE_BP, FEE_FIXED = 290, 30
"""What a payment costs at the processor, in basis points and in minor units on top."""

DISPUTE_FEE = 1_500
ANSWERED_WITHIN = timedelta(days=9)


class OnPaper:
    """Remembers what was paid and published, and answers for the processor and the platforms."""

    def __init__(self, *, letters: Mapping[str, Callable[[Delivery], None]]) -> None:
        """`letters` says what is done in place of the jobs that send mail."""
        self._available: dict[str, int] = defaultdict(int)
        self._pending: dict[str, int] = defaultdict(int)
        self._restricted: set[UUID] = set()
        self._declined: set[UUID] = set()
        self._public: dict[str, PublicPost] = {}
        self._disputes: dict[UUID, tuple[UUID, DisputeTold]] = {}
        self.instead: Mapping[str, Callable[[Delivery], None]] = {
            "drafts.check_post": lambda row: self._look_first(PostBound.from_json(row.payload).post_id),
            "wallets.collect_top_up": lambda row: self._collect(AutoTopUpDue.from_json(row.payload).top_up_id),
            "wallets.send_refund": lambda row: self._send_refund(RefundDue.from_json(row.payload).refund_id),
            "wallets.answer_chargeback": lambda row: _hand_in(ChargebackAnswered.from_json(row.payload).chargeback_id),
            "payouts.send_payout": lambda row: self._send(PayoutDue.from_json(row.payload).payout_id),
            **letters,
        }

    def live_at(self, now: datetime) -> None:
        """Paper has no clock."""

    def pay_in(self, top_up_id: UUID, *, label: str, way: str = "card") -> None:
        """Somebody pays a top-up."""
        with unit_of_work(SYSTEM) as work:
            if way != "card":
                wallets.record_processing(work, top_up_id, payment=f"pi_paper_{top_up_id.hex}")
                return
            asked = top_up_seen_by(work.session, SYSTEM, top_up_id).amount
            fee = asked.share(FEE_BP) + Money(FEE_FIXED, asked.currency)
            wallets.count_top_up(
                work,
                top_up_id,
                paid=asked,
                fee=fee,
                balance_transaction=f"txn_paper_{top_up_id.hex}",
                payment=f"pi_paper_{top_up_id.hex}",
            )
        self._pending[asked.currency] += (asked - fee).minor

    def save_way(self, rule_id: UUID, *, way: str = "card") -> None:
        """A brand saves a card."""
        with unit_of_work(SYSTEM) as work:
            wallets.record_customer(work, rule_id, f"cus_paper_{rule_id.hex}")
            wallets.record_method(work, rule_id, method=f"pm_paper_{rule_id.hex}", name="visa", last4="4242")
        if way != "card":
            self._declined.add(rule_id)

    def hear_of(self, top_up_id: UUID) -> None:
        """On paper no bank debit that is asked about again has cover."""
        with unit_of_work(SYSTEM) as work:
            wallets.record_failed_debit(work, top_up_id)

    def bounce_refund(self, refund_id: UUID) -> None:
        """The payer's bank does not take a refund."""
        self._record_refund(refund_id, is_over=True)

    def take_back(self, top_up_id: UUID, *, reason: str) -> UUID:
        """The payer's bank takes a top-up back."""
        with unit_of_work(SYSTEM) as work:
            amount = top_up_seen_by(work.session, SYSTEM, top_up_id).amount
            taken = ChangeTold(f"txn_paper_taken_{top_up_id.hex}", -amount, Money(DISPUTE_FEE, amount.currency))
            told = DisputeTold(
                id=f"dp_paper_{top_up_id.hex}",
                amount=amount,
                reason=reason,
                opened_at=work.now,
                answer_by=work.now + ANSWERED_WITHIN,
                changes=(taken,),
            )
            chargeback_id = wallets.record_dispute(work, top_up_id, told).id
        self._disputes[chargeback_id] = top_up_id, told
        return chargeback_id

    def decide(self, chargeback_id: UUID, *, won: bool) -> None:
        """The payer's bank decides a chargeback."""
        top_up_id, told = self._disputes[chargeback_id]
        nothing = Money.zero(told.amount.currency)
        back = (ChangeTold(f"txn_paper_back_{top_up_id.hex}", told.amount, nothing),) if won else ()
        told = replace(told, is_won=won, is_lost=not won, changes=told.changes + back)
        with unit_of_work(SYSTEM) as work:
            wallets.record_dispute(work, top_up_id, told)

    def let_money_arrive(self) -> None:
        """What was paid in can be paid out."""
        for currency, minor in self._pending.items():
            self._available[currency] += minor
        self._pending.clear()

    def go_on_to_banks(self) -> None:
        """Each payout of the last weeks leaves for its bank a day later and arrives two days after that."""
        with unit_of_work(SYSTEM) as work:
            gone = sa.and_(Payout.transfer_id.is_not(None), Payout.sent_at >= work.now - LOOKED_BACK)
            for payout in work.session.scalars(sa.select(Payout).where(gone)):
                left = (payout.sent_at or work.now) + timedelta(days=1)
                arrives = left + timedelta(days=2)
                if left <= work.now:
                    status = BankLegStatus.PAID if arrives <= work.now else BankLegStatus.IN_TRANSIT
                    id, account = f"po_paper_{payout.id.hex}", payout.external_account or ""
                    told = BankLegTold(id, account, payout.net, status, left, arrives, asked_at=system_clock())
                    record_bank_leg(work, told)

    def onboard(self, creator: Actor) -> None:
        """A creator can be paid from now on."""
        assert creator.creator_id
        self._record(creator.creator_id, "active")

    def restrict(self, creator_id: UUID) -> None:
        """A creator can no longer be paid."""
        self._restricted.add(creator_id)

    def prove(self, channel_id: UUID, account: PublicAccount) -> None:
        """We have seen the code in the bio."""
        with unit_of_work(SYSTEM) as work:
            verify_channel(work, channel_id, by=VerifiedBy.BIO_CODE, followers=account.followers)

    def publish(self, post: PublicPost) -> Address:
        """Somebody publishes a post."""
        url = f"https://posts.example/{post.platform}/{post.handle}/{new_id().hex}"
        self._public[url] = post
        return Address(post.platform, post.handle, url)

    def remove(self, url: str) -> None:
        """Somebody deletes a post."""
        self._public.pop(url, None)

    def watch_posts(self, now: datetime) -> None:
        """We make every look that is due, as if at its time, and look again at every post that must be kept."""
        with unit_of_work(SYSTEM) as work:
            ids = looks_due(work.session, now, limit=2000)
            due = [(look_id, work.session.get_one(PlannedLook, look_id).planned_at) for look_id in ids]
        for look_id, planned_at in due:
            with running_on(fixed_clock(planned_at)):
                self._make_look(look_id)
        with unit_of_work(SYSTEM) as work:
            waiting = posts_to_watch(work.session, now - WATCHED_EVERY)
        for post_id in waiting:
            self._look(post_id)

    def _look_first(self, post_id: UUID) -> None:
        with unit_of_work(SYSTEM) as work:
            look_id = first_look(work.session, post_id)
        if look_id is not None:
            self._make_look(look_id)

    def _make_look(self, look_id: UUID) -> None:
        with unit_of_work(SYSTEM) as work:
            claimed = claim_look(work, look_id)
        if claimed is not None:
            self._look(claimed.post_id, claimed)

    def _look(self, post_id: UUID, claimed: Claimed | None = None) -> None:
        with unit_of_work(SYSTEM) as work:
            expected = expected_of(work.session, post_id)
            record_look(work, see(expected, self._public.get(expected.address)), claimed)

    def _collect(self, top_up_id: UUID) -> None:
        with unit_of_work(SYSTEM) as work:
            rule_id = top_up_seen_by(work.session, SYSTEM, top_up_id).rule_id
            if rule_id in self._declined:
                wallets.record_no_collection(work, top_up_id, says="Your card was declined.", is_the_banks=True)
                return
        self.pay_in(top_up_id, label="")

    def _send_refund(self, refund_id: UUID) -> None:
        with unit_of_work(SYSTEM) as work:
            plan = refunding.plan_refund(work, refund_id)
        if plan is None:
            return
        with unit_of_work(SYSTEM) as work:
            refunding.begin_refund_try(work, plan)
        self._record_refund(refund_id, is_over=False)

    def _record_refund(self, refund_id: UUID, *, is_over: bool) -> None:
        with unit_of_work(SYSTEM) as work:
            amount = refund_seen_by(work.session, SYSTEM, refund_id).amount
            told = RefundTold(
                id=f"re_paper_{refund_id.hex}",
                amount=amount,
                is_over=is_over,
                why="expired_or_canceled_card" if is_over else "",
                taken_by=f"txn_paper_out_{refund_id.hex}",
                brought_back_by=f"txn_paper_in_{refund_id.hex}" if is_over else None,
            )
            refunding.record_refund(work, refund_id, told)

    def _send(self, payout_id: UUID) -> None:
        with unit_of_work(SYSTEM) as work:
            plan = sending.plan_sending(work, payout_id)
        if plan is None:
            return
        if plan.account is None or plan.creator_id in self._restricted:
            self._record(plan.creator_id, "restricted")
            self._refuse(plan, Outcome.ACCOUNT_NOT_READY, "The account needs more papers.")
            return
        with unit_of_work(SYSTEM) as work:
            attempt = sending.begin_attempt(work, plan, plan.account)
        if plan.net.minor > self._available[plan.net.currency]:
            self._refuse(plan, Outcome.NO_FUNDS, "The balance is not enough for this transfer.", attempt.attempt_id)
            return
        self._available[plan.net.currency] -= plan.net.minor
        with unit_of_work(SYSTEM) as work:
            transfer = f"tr_paper_{payout_id.hex}"
            sending.record_sent(work, payout_id, transfer_id=transfer, account=plan.account, amount=plan.net)

    def _refuse(self, plan: sending.Plan, outcome: Outcome, says: str, attempt_id: UUID | None = None) -> None:
        with unit_of_work(SYSTEM) as work:
            sending.record_refusal(work, plan, outcome, says=says, attempt_id=attempt_id)

    def _record(self, creator_id: UUID, status: str) -> None:
        with unit_of_work(SYSTEM) as work:
            known = payout_account_of(work.session, creator_id)
            external = (known and known.external_id) or f"acct_paper_{creator_id.hex}"
            payouts.record_recipient(work, creator_id, external_id=external, transfers_status=status)


def _hand_in(chargeback_id: UUID) -> None:
    with unit_of_work(SYSTEM) as work:
        wallets.record_answer(work, chargeback_id)
