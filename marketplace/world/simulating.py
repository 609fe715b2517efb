"""Random moves by all sides, legal and not, with jumps of the clock; and what they broke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import Side
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.ledger import invariants as ledger
from marketplace.matching.models import Application
from marketplace.orders.models import Order
from marketplace.orders.queries import orders_due
from marketplace.orders.states import ORDER_LIFECYCLE, OrderState
from marketplace.payouts import actions as payouts
from marketplace.payouts import invariants as money
from marketplace.payouts.queries import queued_ids
from marketplace.work.instants import running_on
from marketplace.work.moves import Move
from marketplace.world import acts
from marketplace.world.acts import Deal
from marketplace.world.cast import hours
from marketplace.world.playground import BRIEFS_HERE, CREATORS_HERE, Playground
from marketplace.world.running import CLOCK_JOBS, DAILY_JOBS, carrying_nothing, deliver, run_jobs

Act = Callable[[Deal], None]

VERBS: Mapping[str, Sequence[Act]] = {
    "accept": (acts.accept,),
    "decline": (acts.decline,),
    "withdraw_offer": (acts.take_back,),
    "ship": (acts.ship,),
    "leave_without_product": (acts.leave,),
    "receive": (acts.receive,),
    "begin_writing": (acts.use,),
    "submit_outline": (acts.outline,),
    "accept_outline": (acts.accept_outline,),
    "submit_draft": (acts.hand_in_labelled, acts.hand_in_labelled, acts.hand_in_bare, acts.hand_in_unsure),
    "pass_check": (acts.decide_for,),
    "approve": (acts.approve,),
    "ask_for_changes": (acts.ask_for_changes,),
    "bind_post": (acts.publish, acts.publish, acts.publish_altered),
    "confirm": (acts.confirm,),
    "object": (acts.object_to_it,),
    "breach": (acts.delete_post,),
    "request_cancellation": (acts.brand_asks_to_cancel, acts.creator_asks_to_cancel),
    "agree_to_cancel": (acts.creator_agrees, acts.brand_agrees),
    "refuse_to_cancel": (acts.creator_goes_on, acts.brand_goes_on),
    "cancel_late": (acts.cancel_late,),
    "withdraw_objection": (acts.withdraw_objection,),
    "rule_for_creator": (acts.rule_for_creator,),
    "rule_for_brand": (acts.rule_for_brand,),
}
"""What people do to take a verb of the lifecycle, or to bring the system to take it."""

BEFORE = (acts.shortlist, acts.offer, acts.offer, acts.offer, acts.withdraw, acts.reject)
ANYTHING = tuple(act for ways in VERBS.values() for act in ways) + BEFORE
SELDOM = frozenset({"request_cancellation", "withdraw_offer", "cancel_late", "breach", "decline", "object"})
JUMPS_HOURS = (1, 2, 4, 6, 9, 14, 20, 26, 49, 73, 24 * 6, 24 * 13, 24 * 40)
PICKS = 4
BOOKS_CHECKED_EVERY = 25


@dataclass
class Found:
    """What a simulation saw. `unlisted_states` counts steps the table does not have; `clocks_late` clocks that had
    run out and were still not taken after the jobs had run; `clocks_twice` those taken a second time."""

    steps: int = 0
    moves: int = 0
    refused: int = 0
    unlisted_states: int = 0
    invariant_breaks: int = 0
    clocks_late: int = 0
    clocks_twice: int = 0

    @property
    def is_sound(self) -> bool:
        """Whether nothing broke."""
        return not (self.unlisted_states or self.invariant_breaks or self.clocks_late or self.clocks_twice)


def simulate_orders(seed: int, steps: int, *, progress: Callable[[int], None] = lambda _done: None) -> Found:
    """Plays on the database of the application, which should be empty of people."""
    return play(Playground(seed), steps, progress=progress)


def play(ground: Playground, steps: int, *, progress: Callable[[int], None] = lambda _done: None) -> Found:
    """Makes so many moves, looks at the books now and then and at everything in the end."""
    found = Found(steps=steps)
    with running_on(lambda: ground.stage.now), carrying_nothing():
        for number in range(1, steps + 1):
            _one_step(ground, found)
            if number % BOOKS_CHECKED_EVERY == 0:
                found.invariant_breaks += books_broken()
            progress(number)
        found.invariant_breaks += books_broken()
        found.unlisted_states = unlisted_steps(db.session())
        found.moves = db.session().scalar(sa.select(sa.func.count()).select_from(Move).where(*_OF_ORDERS)) or 0
    return found


def books_broken() -> int:
    """How many invariants of the books and of the money on its way do not hold now."""
    session = db.session()
    held = ledger.verify(session) | money.verify(session)
    session.rollback()
    return sum(not holds for holds in held.values())


def unlisted_steps(session: Session) -> int:
    """How many steps of orders are not in the lifecycle table, or do not begin where the one before ended."""
    allowed = {
        (row.verb, source.value, target.value)
        for row in ORDER_LIFECYCLE.steps
        for source in row.sources
        for target in ORDER_LIFECYCLE.targets_of(row)
    }
    last: dict[UUID, str] = {}
    wrong = 0
    for move in session.scalars(sa.select(Move).where(*_OF_ORDERS).order_by(Move.subject_id, Move.at, Move.id)):
        wrong += (move.verb, move.from_state, move.to_state) not in allowed
        wrong += move.from_state != last.get(move.subject_id, ORDER_LIFECYCLE.start.value)
        last[move.subject_id] = move.to_state
    return wrong


def _one_step(ground: Playground, found: Found) -> None:
    dice = ground.chance.random()
    try:
        if not ground.deals or dice < 0.16:
            ground.begin_a_deal()
        elif dice < 0.25:
            _let_time_pass(ground, found)
        elif dice < 0.29:
            _pay_out(ground)
        else:
            _act(ground)
    except Refusal:
        found.refused += 1
    deliver(ground.stage)


def _act(ground: Playground) -> None:
    """Mostly something that is open to somebody; sometimes anything, or as somebody who has no business here."""
    chance = ground.chance
    deal, state = _somebody(ground)
    if chance.random() < 0.25:
        act = chance.choice(ANYTHING)
        if chance.random() < 0.4:
            deal = replace(deal, creator_key=chance.choice(CREATORS_HERE), brief=chance.choice(BRIEFS_HERE))
        act(deal)
        return
    if state is None:
        chance.choice(BEFORE)(deal)
        return
    verbs = [verb for verb in _open_verbs(state) if verb not in SELDOM or chance.random() < 0.15]
    if verbs:
        chance.choice(VERBS[chance.choice(verbs)])(deal)


def _somebody(ground: Playground) -> tuple[Deal, OrderState | None]:
    """A deal and the state of its order, if there is one; preferably one that is not over."""
    deal, state = ground.deals[-1], None
    for _ in range(PICKS):
        deal = ground.chance.choice(ground.deals)
        with ground.stage.work(deal.brand) as work:
            application = work.session.get_one(Application, deal.application)
            order = work.session.get_one(Order, deal.order_id) if deal.order_id else None
            state = order.state if order else None
            over = order.LIFECYCLE.is_final(order.state) if order else application.open_to(Side.BRAND) == ()
        if not over:
            break
    return deal, state


def _open_verbs(state: OrderState) -> list[str]:
    sides = (Side.BRAND, Side.CREATOR, Side.STAFF)
    listed = dict.fromkeys(verb for side in sides for verb in ORDER_LIFECYCLE.open_to(state, side))
    return [verb for verb in listed if verb in VERBS]


def _let_time_pass(ground: Playground, found: Found) -> None:
    """The worker was away; now it is back, runs what is due, and is told to do so once more."""
    stage = ground.stage
    stage.now += hours(ground.chance.choice(JUMPS_HOURS)) + timedelta(minutes=ground.chance.randint(0, 59))
    first = _clocked_by(lambda: run_jobs(stage, CLOCK_JOBS))
    with stage.work(ground.cast.staff["ines"]) as work:
        left = set(orders_due(work.session, work.now))
        # A clock of no length that began just now is due at once, and has its turn in the next run.
        begun_now = set(work.session.scalars(sa.select(Order.id).where(Order.state_since == work.now)))
    found.clocks_late += len(left - begun_now)
    second = _clocked_by(lambda: run_jobs(stage, CLOCK_JOBS))
    found.clocks_twice += sum(1 for taken in second if taken in first) + sum(n - 1 for n in first.values())
    run_jobs(stage, DAILY_JOBS)
    stage.outside.watch_posts(stage.now)


def _clocked_by(run: Callable[[], None]) -> Counter[tuple[UUID, str]]:
    """The clocked steps of orders that were taken meanwhile, by order and verb."""
    clocked = [row.verb for row in ORDER_LIFECYCLE.steps if row.after]
    steps = sa.select(Move.subject_id, Move.verb).where(*_OF_ORDERS, Move.verb.in_(clocked))
    before = Counter((row[0], row[1]) for row in db.session().execute(steps))
    run()
    return Counter((row[0], row[1]) for row in db.session().execute(steps)) - before


def _pay_out(ground: Playground) -> None:
    """Jun makes a batch of what is queued and Ana, now and then Jun, signs it."""
    staff = ground.cast.staff
    with ground.stage.work(staff["jun"]) as work:
        batch_id = payouts.make_batch(work, queued_ids(work.session)).id
    signer = ground.chance.choice(("ana", "ana", "jun"))
    with ground.stage.work(staff[signer]) as work:
        payouts.sign_batch(work, batch_id)


_OF_ORDERS = (Move.kind == Order.__tablename__,)
