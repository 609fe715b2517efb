"""The outside where no stand-in answers: what it would have told us is recorded through the same actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from marketplace.base.actor import SYSTEM, Actor
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.creators.actions import verify_channel
from marketplace.creators.queries import handle_of
from marketplace.creators.states import VerifiedBy
from marketplace.drafts.actions.publishing import Address, record_look
from marketplace.drafts.checking import text_hash, what_is_missing
from marketplace.drafts.events import PostBound
from marketplace.drafts.models import Post
from marketplace.drafts.queries import posts_to_watch
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions import sending
from marketplace.payouts.events import PayoutDue
from marketplace.payouts.queries import payout_account_of
from marketplace.payouts.states import Outcome
from marketplace.wallets import actions as wallets
from marketplace.wallets.queries import top_up_seen_by
from marketplace.work.outbox import Delivery
from marketplace.work.unit import unit_of_work
from marketplace.world.outside import PublicAccount, PublicPost

FEE_BP, FEE_FIXED = 290, 30
"""What a payment costs at the processor, in basis points and in minor units on top."""

WATCHED_EVERY = timedelta(hours=24)


class OnPaper:
    """Remembers what was paid and published, and answers for the processor and the platforms."""

    def __init__(self, *, letters: Mapping[str, Callable[[Delivery], None]]) -> None:
        """`letters` says what is done in place of the jobs that send mail."""
        self._available: dict[str, int] = defaultdict(int)
        self._pending: dict[str, int] = defaultdict(int)
        self._restricted: set[UUID] = set()
        self._public: dict[str, PublicPost] = {}
        self.instead: Mapping[str, Callable[[Delivery], None]] = {
            "drafts.check_post": lambda row: self._look(PostBound.from_json(row.payload).post_id),
            "payouts.send_payout": lambda row: self._send(PayoutDue.from_json(row.payload).payout_id),
            **letters,
        }

    def live_at(self, now: datetime) -> None:
        """Paper has no clock."""

    def pay_in(self, top_up_id: UUID, *, label: str) -> None:
        """Somebody pays a top-up by card."""
        with unit_of_work(SYSTEM) as work:
            asked = top_up_seen_by(work.session, SYSTEM, top_up_id).amount
            fee = asked.share(FEE_BP) + Money(FEE_FIXED, asked.currency)
            wallets.count_top_up(work, top_up_id, paid=asked, fee=fee, balance_transaction=f"txn_paper_{top_up_id.hex}")
        self._pending[asked.currency] += (asked - fee).minor

    def let_money_arrive(self) -> None:
        """What was paid in can be paid out."""
        for currency, minor in self._pending.items():
            self._available[currency] += minor
        self._pending.clear()

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
        """We look again at every post that must be kept."""
        with unit_of_work(SYSTEM) as work:
            waiting = posts_to_watch(work.session, now - WATCHED_EVERY)
        for post_id in waiting:
            self._look(post_id)

    def _look(self, post_id: UUID) -> None:
        with unit_of_work(SYSTEM) as work:
            post = work.session.get_one(Post, post_id)
            live, draft, terms = self._public.get(post.url), post.draft, post.order.terms
            handle = handle_of(work.session, post.order.creator_id, str(terms["platform"]))
            missing = what_is_missing(
                terms,
                live,
                approved_hash=text_hash(draft.title, draft.body, draft.hashtags),
                handle_fits=live is not None and live.handle == handle,
                ai_used=draft.ai_used,
            )
            record_look(work, post_id, missing, {"found": live is not None})

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
