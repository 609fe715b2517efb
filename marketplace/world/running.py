"""Tells stories side by side on a clock of their own: who acts next, what falls due meanwhile, which jobs follow."""

from __future__ import annotations

import heapq
import random  # noqa: TID251 a seeded generator: the same seed tells the same world
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa
from flask import current_app

from marketplace.base.actor import SYSTEM, Actor
from marketplace.base.clock import system_clock
from marketplace.briefs.models import Brief
from marketplace.database import UtcDateTime
from marketplace.matching.models import Application
from marketplace.orders.models import Order
from marketplace.work.deliveries import park_delivery, run_delivery
from marketplace.work.dispatch import current_dispatcher
from marketplace.work.instants import running_on
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import Delivery, DeliveryState
from marketplace.work.unit import Work, plumbing, unit_of_work
from marketplace.world.outside import Outside

Telling = Generator[timedelta, None, None]
"""What happens, and between two things how long nothing does."""

CLOCKED = (Order, Brief, Application)
CLOCK_JOBS = ("orders.run_due_clocks", "matching.expire_undecided_applications")
DAILY_JOBS = ("payouts.mature_earnings", "payouts.queue_payouts", "ledger.seal_journals", "invoices.issue_invoices")
LAST_JOBS = ("authenticity.read_changed_channels",)
DAILY_AT = time(5, 0, tzinfo=UTC)
POSTS_WATCHED_EVERY_DAYS = 3


class ClockStands(RuntimeError):
    """A clock has run out and its step was not taken: the lifecycle table and the jobs disagree."""


@dataclass(order=True)
class _Turn:
    at: datetime
    place: int
    name: str = field(compare=False)
    telling: Telling = field(compare=False)


@dataclass
class Stage:
    """Where stories happen: the instant it is, chance, and everything outside the marketplace."""

    outside: Outside
    begins: datetime
    present: datetime
    chance: random.Random
    now: datetime = field(init=False)
    failed: list[str] = field(default_factory=list)
    """Jobs that did not succeed, with what they said."""

    def __post_init__(self) -> None:
        self.now = self.begins

    def work(self, actor: Actor) -> AbstractContextManager[Work]:
        """One piece of work by somebody, at the stage's instant."""
        return unit_of_work(actor)

    def days_ago(self, days: float) -> datetime:
        """An instant counted back from the present."""
        return self.present - timedelta(days=days)

    def about(self, hours: float) -> timedelta:
        """Roughly so many hours: nobody acts on the stroke of the hour."""
        return timedelta(hours=hours * self.chance.uniform(0.85, 1.0))

    def settle_down(self) -> None:
        """Does the jobs that follow from what has just happened."""
        deliver(self)


@dataclass(frozen=True)
class Story:
    """A story: its name, when it begins, and what happens in it."""

    name: str
    begins: datetime
    tell: Callable[[Stage], Telling]


def present_instant() -> datetime:
    """What time it is in the marketplace now."""
    with unit_of_work(SYSTEM) as work:
        return work.now


def run(stage: Stage, stories: Sequence[Story], *, progress: Callable[[float], None] = lambda _share: None) -> None:
    """Tells the stories until the present. `progress` is told how much of the time has passed, 0-1."""
    turns = [_Turn(story.begins, place, story.name, story.tell(stage)) for place, story in enumerate(stories)]
    heapq.heapify(turns)
    whole = (stage.present - stage.begins).total_seconds()
    with running_on(lambda: stage.now), carrying_nothing():
        while turns:
            turn = heapq.heappop(turns)
            _pass_time(stage, until=turn.at)
            stage.outside.live_at(stage.now)
            wait = _go_on(turn)
            deliver(stage)
            progress((stage.now - stage.begins).total_seconds() / whole)
            if wait is not None and turn.at + wait <= stage.present:
                heapq.heappush(turns, _Turn(turn.at + wait, turn.place, turn.name, turn.telling))
        _pass_time(stage, until=stage.present)
        stage.outside.live_at(stage.now)
        run_jobs(stage, LAST_JOBS)
    progress(1.0)


class _Stays:
    """A courier that stays at home: what waits is done by whoever tells the story."""

    def carry(self, queue: str, delivery_id: UUID) -> None:
        """Nothing."""


@contextmanager
def carrying_nothing() -> Iterator[None]:
    """Keeps deliveries from workers: they would do them at another instant, or look for them in another database."""
    kept = current_dispatcher()
    current_app.extensions["dispatcher"] = replace(kept, courier=_Stays())
    try:
        yield
    finally:
        current_app.extensions["dispatcher"] = kept


def run_jobs(stage: Stage, names: Sequence[str]) -> None:
    """Runs scheduled jobs at the stage's instant, and what follows from them."""
    jobs = current_dispatcher().jobs
    for name in names:
        jobs[name](Ticked(due_at=stage.now))
    deliver(stage)


def deliver(stage: Stage) -> None:
    """Does every delivery that waits; those whose way leads outside where nothing answers, as the outside says."""
    while waiting := _waiting():
        stage.outside.live_at(stage.now)
        for row in waiting:
            instead = stage.outside.instead.get(row.job)
            if instead is None:
                if not run_delivery(row.id):
                    stage.failed.append(_what_went_wrong(row))
                continue
            instead(row)
            with plumbing() as session:
                park_delivery(session, row.id)


def next_due() -> datetime | None:
    """When the next clock of an order, a brief or an application runs out."""
    ends = [sa.select(sa.func.min(model.due_at)).scalar_subquery() for model in CLOCKED]
    with plumbing() as session:
        return session.scalar(sa.select(sa.func.least(*ends, type_=UtcDateTime())))


def run_due_clocks(stage: Stage) -> None:
    """Takes every clocked step that is due now. Raises ClockStands when one is due still afterwards."""
    run_jobs(stage, CLOCK_JOBS)
    left = next_due()
    if left is not None and left <= stage.now:
        raise ClockStands(f"a clock ran out at {left} and nothing happened by {stage.now}")


def _go_on(turn: _Turn) -> timedelta | None:
    try:
        return next(turn.telling, None)
    except Exception as error:
        error.add_note(f"in the story “{turn.name}” at {turn.at}")
        raise


def _pass_time(stage: Stage, *, until: datetime) -> None:
    while True:
        due, daily = next_due(), _next_daily(stage.now)
        coming = min(daily, due) if due is not None else daily
        if coming > until:
            stage.now = max(stage.now, until)
            return
        stage.now = max(stage.now, coming)
        if coming == daily:
            run_jobs(stage, DAILY_JOBS)
            if stage.now.toordinal() % POSTS_WATCHED_EVERY_DAYS == 0:
                stage.outside.watch_posts(stage.now)
                deliver(stage)
        else:
            run_due_clocks(stage)


def _next_daily(after: datetime) -> datetime:
    today = datetime.combine(after.date(), DAILY_AT)
    return today if today > after else today + timedelta(days=1)


def _waiting() -> Sequence[Delivery]:
    with plumbing() as session:
        rows = session.scalars(
            sa.select(Delivery)
            .where(Delivery.state == DeliveryState.PENDING, Delivery.next_at <= system_clock())
            .order_by(Delivery.created_at, Delivery.id)
        ).all()
        session.expunge_all()
    return rows


def _what_went_wrong(row: Delivery) -> str:
    with plumbing() as session:
        said = session.scalar(sa.select(Delivery.last_error).where(Delivery.id == row.id))
    return f"{row.job}: {said}"
