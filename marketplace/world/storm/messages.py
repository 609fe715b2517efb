"""Thousands of the processor's messages at once: the books must not care in which order, how often or how late.

A past is made of which no message has reached us: top-ups that were paid and payouts that were sent and taken back
just before somebody pulled the plug. Its messages are then brought twice, each time to a copy of the same database:
once in order, once shuffled, doubled, and with forged ones between them.
"""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed shuffles the same
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

import sqlalchemy as sa
from flask import current_app
from flask.testing import FlaskClient

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import machine_running_on, system_clock
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.gateways.current import payments
from marketplace.ledger import invariants as book
from marketplace.ledger.jobs import seal_journals
from marketplace.ledger.models import Journal
from marketplace.payouts import actions as payouts
from marketplace.payouts import invariants as money
from marketplace.payouts.actions.sending import begin_attempt, plan_sending
from marketplace.payouts.models import Payout, WebhookEvent
from marketplace.payouts.states import PayoutState
from marketplace.wallets.currencies import most_top_up
from marketplace.wallets.errands.paying_in import check_top_up
from marketplace.work.deliveries import run_delivery, tick
from marketplace.work.instants import running_on
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import Delivery, DeliveryState
from marketplace.work.unit import plumbing, unit_of_work
from marketplace.world.letters import ONLY_WRITTEN, park_letters
from marketplace.world.on_paper import OnPaper
from marketplace.world.running import Stage, carrying_nothing
from marketplace.world.scratch import copied_database
from marketplace.world.storm.booking import Booking
from marketplace.world.storm.people import Payee, People, a_payee, gather, patiently, pay_in
from marketplace.world.storm.processor import SECRETS, Message, Processor, own_processor, signature
from marketplace.world.storm.seeds import NEVER_SECONDS, StormClock

CURRENCY = "USD"
DOUBLED, FORGED, TAKEN_BACK = 0.30, 0.02, 0.25
PAYEES = 12
TOP_UPS_A_ROUND = 12
AT_ONCE = 40
"""Messages that arrive before the workers do what follows from them."""

PLATFORM = "/webhooks/stripe"
TOO_FAR_SECONDS = 400
"""More than the five minutes by which a signature may be old."""

TOO_FAR_AHEAD = timedelta(days=30)
"""The machine's clock moves on while messages are brought; this is the future until the last of them."""


@dataclass
class Told:
    """What became of the messages.

    `posted`: journals that were booked because of them; `same_books`: whether both copies have the same content hash.
    """

    messages: int
    distinct: int
    doubled: int
    forged: int
    refused: int
    let_in: int
    posted: int
    same_books: bool
    invariant_breaks: int

    @property
    def is_sound(self) -> bool:
        """Whether the books noticed the messages but not their order or repetition, and no forged one was let in."""
        same = self.posted > 0 and self.same_books and not self.invariant_breaks
        return same and self.refused == self.forged and not self.let_in

    def as_json(self) -> dict[str, int | bool]:
        """The figures."""
        return asdict(self)


def shuffle_messages(count: int, seed: int, *, progress: Callable[[float], None] = lambda _share: None) -> Told:
    """Plays `count` messages on copies of the present database, which should be empty of people."""
    chance = random.Random(seed)  # noqa: S311 no secret
    with own_processor("--automatic-payout-after", NEVER_SECONDS) as processor:
        clock = StormClock(processor)
        with running_on(clock), machine_running_on(clock), carrying_nothing():
            stage = Stage(OnPaper(letters=ONLY_WRITTEN), clock.now, clock.now, chance)
            past = _Past(gather(stage), processor, clock, chance)
            distinct = round(count * (1 - DOUBLED - FORGED))
            messages = past.make(distinct, progress=lambda share: progress(0.4 * share))
            doubled = [chance.choice(messages) for _ in range(round(count * DOUBLED))]
            forged = _forged(chance, messages, round(count * FORGED))
            posts = [partial(_bring, message) for message in messages + doubled] + forged
            before = _rows_of(Journal)
            with copied_database("in_order"):
                _take(clock, [partial(_bring, message) for message in messages], lambda _: None)
                in_order, broken = _books()
            progress(0.65)
            with copied_database("shuffled"):
                chance.shuffle(posts)
                statuses = _take(clock, posts, chance.shuffle)
                in_a_mess, broken_in_a_mess = _books()
                kept, posted = _rows_of(WebhookEvent), _rows_of(Journal) - before
    return Told(
        messages=len(posts),
        distinct=len(messages),
        doubled=len(doubled),
        forged=len(forged),
        refused=statuses.count(400),
        let_in=kept - len(messages),
        posted=posted,
        same_books=in_order == in_a_mess,
        invariant_breaks=len(broken) + len(broken_in_a_mess),
    )


@dataclass
class _Past:
    """What happened at the processor while nobody here listened."""

    people: People
    processor: Processor
    clock: StormClock
    chance: random.Random

    def make(self, count: int, *, progress: Callable[[float], None]) -> list[Message]:
        """So many messages, or some more, of which none was brought; oldest first."""
        payees = [a_payee(f"m{place}", self.processor) for place in range(PAYEES)]
        rounds = 2 + count // (PAYEES + TOP_UPS_A_ROUND)  # every round makes more messages than this
        needed = Money(rounds * PAYEES * 120_00, CURRENCY)
        while needed:
            paid = min(needed, most_top_up(CURRENCY))
            self._pay_in(paid, told=True)
            needed -= paid
        self.clock.advance(timedelta(days=8))  # until it is available
        self.processor.new_messages()
        found: list[Message] = []
        while len(found) < count:
            self._round(payees)
            found += self.processor.new_messages()
            progress(min(1.0, len(found) / count))
        _do_what_waits(self.clock, lambda _: None)
        return found

    def _round(self, payees: Sequence[Payee]) -> None:
        for _ in range(TOP_UPS_A_ROUND):
            self._pay_in(Money(self.chance.randint(20_00, 900_00), CURRENCY), told=False)
        for payee in payees:
            order = Booking(
                self.people.brand_id, payee.creator_id, Money(self.chance.randint(20_00, 90_00), CURRENCY), ""
            )
            order.hold()
            order.settle()
        tick("payouts.queue_payouts", Ticked(due_at=self.clock.now), f"messages {self.clock.now.isoformat()}")
        _do_what_waits(self.clock, lambda _: None)
        self._sign_what_is_queued()
        for payout_id in _payouts_in(PayoutState.SIGNED):
            self._send_and_die(payout_id)
        self.clock.advance(timedelta(minutes=3))

    def _pay_in(self, amount: Money, *, told: bool) -> None:
        top_up_id = pay_in(self.people.owner, amount, self.processor)
        if told:
            patiently(lambda: check_top_up(top_up_id))

    def _sign_what_is_queued(self) -> None:
        queued = _payouts_in(PayoutState.QUEUED)
        with unit_of_work(self.people.maker) as work:
            batch_id = payouts.make_batch(work, queued).id
        with unit_of_work(self.people.signer) as work:
            payouts.sign_batch(work, batch_id)
        with plumbing() as session:  # the workers are gone before they begin
            rows = sa.update(Delivery).where(Delivery.job == "payouts.send_payout")
            session.execute(rows.values(state=DeliveryState.PARKED))

    def _send_and_die(self, payout_id: UUID) -> None:
        """The transfer is made, and whoever made it dies before it could be kept; some are taken back."""
        with unit_of_work(SYSTEM) as work:
            plan = plan_sending(work, payout_id)
        assert plan is not None
        assert plan.account is not None
        with unit_of_work(SYSTEM) as work:
            attempt = begin_attempt(work, plan, plan.account)
        sends = partial(payments().transfer, amount=plan.net, account=attempt.account, group=plan.group, metadata={})
        transfer = patiently(lambda: sends(key=attempt.key))
        if self.chance.random() < TAKEN_BACK:
            self.processor.reverse(transfer.id)


Post = Callable[[FlaskClient], int]


def _bring(message: Message, client: FlaskClient) -> int:
    return _posted(client, message.payload, signature(message.payload, SECRETS["STRIPE_WEBHOOK_SECRET"]))


def _posted(client: FlaskClient, payload: bytes, signed: str | None) -> int:
    answer = client.post(PLATFORM, data=payload, headers={"Stripe-Signature": signed} if signed else {})
    return answer.status_code


def _forged(chance: random.Random, messages: Sequence[Message], count: int) -> list[Post]:
    """Messages that the processor never sent so: other words, another's key, none at all, too old, from the future."""
    ours = SECRETS["STRIPE_WEBHOOK_SECRET"]

    def one(number: int) -> Post:
        payload = chance.choice(messages).payload.replace(b'"evt_', b'"evt_forged%d_' % number, 1)
        real = chance.choice(messages).payload
        now, ahead = time.time(), (system_clock() + TOO_FAR_AHEAD).timestamp()
        return chance.choice(
            (
                partial(_posted, payload=payload, signed=signature(real, ours)),
                partial(_posted, payload=payload, signed=signature(payload, "whsec_guessed")),
                partial(_posted, payload=payload, signed=signature(payload, SECRETS["STRIPE_THIN_WEBHOOK_SECRET"])),
                partial(_posted, payload=payload, signed=signature(payload, ours, now - TOO_FAR_SECONDS)),
                partial(_posted, payload=payload, signed=signature(payload, ours, ahead)),
                partial(_posted, payload=payload, signed=None),
                partial(_posted, payload=payload, signed="t=now,v1=nothing"),
            )
        )

    return [one(number) for number in range(count)]


def _take(clock: StormClock, posts: Sequence[Post], reorder: Callable[[list[UUID]], None]) -> list[int]:
    """Messages arrive, and now and then workers do what follows from them. The answers that were given."""
    client = current_app.test_client()
    statuses = []
    for begin in range(0, len(posts), AT_ONCE):
        statuses += [post(client) for post in posts[begin : begin + AT_ONCE]]
        _do_what_waits(clock, reorder)
    for _ in range(20):
        clock.advance(timedelta(minutes=20))
        if not _do_what_waits(clock, reorder):
            return statuses
    raise RuntimeError("messages that nobody could do anything with")


def _do_what_waits(clock: StormClock, reorder: Callable[[list[UUID]], None]) -> bool:
    """The workers do every delivery that is due, in an order of their own; whether any still waits."""
    with plumbing() as session:
        park_letters(session)
        rows = sa.select(Delivery.id).where(Delivery.state == DeliveryState.PENDING, Delivery.next_at <= clock.now)
        waiting = list(session.scalars(rows.order_by(Delivery.created_at, Delivery.id)))
    reorder(waiting)
    for delivery_id in waiting:
        run_delivery(delivery_id)
    with plumbing() as session:
        return bool(session.scalar(sa.select(sa.exists().where(Delivery.state == DeliveryState.PENDING))))


def _payouts_in(state: PayoutState) -> list[UUID]:
    with unit_of_work(SYSTEM) as work:
        return list(work.session.scalars(sa.select(Payout.id).where(Payout.state == state).order_by(Payout.id)))


def _rows_of(model: type[Journal] | type[WebhookEvent]) -> int:
    session = db.session()
    found = session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
    session.rollback()
    return found


def _books() -> tuple[str, list[str]]:
    """What the books say, whenever and in whatever order it was written; and what in them is wrong."""
    seal_journals(Ticked(due_at=system_clock()))
    session = db.session()
    held = book.verify(session) | money.verify(session) | money.verify_provider(session)
    said = book.content_hash(session)
    session.rollback()
    return said, [name for name, holds in held.items() if not holds]
