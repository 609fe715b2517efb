"""One seed after the other: money comes in, work is settled, payouts leave, while the storm rages; then the account."""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed makes the same weather
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from flask import Flask, current_app

from marketplace.base.clock import machine_running_on, system_clock
from marketplace.database import db
from marketplace.ledger import invariants as book
from marketplace.ledger.jobs import seal_journals
from marketplace.payouts import invariants as money
from marketplace.payouts.errands import sending
from marketplace.wallets import invariants as wallets
from marketplace.work.instants import running_on
from marketplace.work.jobs import Ticked
from marketplace.world.letters import ONLY_WRITTEN
from marketplace.world.on_paper import OnPaper
from marketplace.world.running import Stage, carrying_nothing
from marketplace.world.storm.people import People, gather
from marketplace.world.storm.processor import Processor, own_processor
from marketplace.world.storm.telling import Telling
from marketplace.world.storm.weather import Weather, exposed_to

BOOK_CHECKED_EVERY = 25
NEVER_SECONDS = str(100 * 365 * 86_400)
"""What creators have stays with the processor, so that it can be counted, and taken back."""

FIGURES = ("seeds", "crashes", "lost", "doubled", "invariant_breaks")


@dataclass
class Found:
    """What the storms did. `lost` and `doubled` count creators who have less, or more, than they earned."""

    seeds: int = 0
    crashes: int = 0
    lost: int = 0
    doubled: int = 0
    invariant_breaks: int = 0
    points: Counter[str] = field(default_factory=Counter)
    """Where processes died, and how often calls met trouble."""
    notes: list[str] = field(default_factory=list)
    """What was wrong, seed by seed."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was lost, doubled or broken."""
        return not (self.lost or self.doubled or self.invariant_breaks)

    def add(self, other: Found) -> None:
        """Takes in what was found elsewhere."""
        for name in FIGURES:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.points += other.points
        self.notes += other.notes

    def as_json(self) -> dict[str, int]:
        """The figures alone."""
        return {name: getattr(self, name) for name in FIGURES}


class StormClock:
    """The clock of a storm: the marketplace, its machine and the processor live on it together."""

    def __init__(self, processor: Processor) -> None:
        self.now = system_clock()
        self._processor = processor

    def __call__(self) -> datetime:
        """What time it is."""
        return self.now

    def advance(self, by: timedelta) -> None:
        """Lets time pass everywhere."""
        self.now += by
        self._processor.advance(by.total_seconds())


def simulate_money(
    seeds: int, first: int = 1, *, without_lookup: bool = False, progress: Callable[[int], None] = lambda _done: None
) -> Found:
    """Plays on the database of the application, which should be empty of people, with a processor of its own.

    `without_lookup` breaks the code on purpose: a new key is then taken without asking what became of the last one.
    """
    found = Found()
    with own_processor("--automatic-payout-after", NEVER_SECONDS) as processor, _without_lookup(without_lookup):
        clock = StormClock(processor)
        with running_on(clock), machine_running_on(clock), carrying_nothing():
            stage = Stage(OnPaper(letters=ONLY_WRITTEN), clock.now, clock.now, random.Random(first))  # noqa: S311
            people = gather(stage)
            clock.advance(stage.now - clock.now + timedelta(minutes=1))
            app = current_app._get_current_object()  # type: ignore[attr-defined]
            for seed in range(first, first + seeds):
                _one(app, seed, people, processor, clock, found)
                last = seed == first + seeds - 1
                found.invariant_breaks += _broken(found, seed, whole=last or found.seeds % BOOK_CHECKED_EVERY == 0)
                progress(found.seeds)
            found.invariant_breaks += not processor.is_sound()
    return found


def _one(app: Flask, seed: int, people: People, processor: Processor, clock: StormClock, found: Found) -> None:
    chance = random.Random(seed)  # noqa: S311 no secret
    weather = Weather(chance, processor)
    telling = Telling(app, seed, chance, weather, processor, people, clock)
    with exposed_to(weather):
        telling.set_the_scene()
        with weather.raging():
            telling.rage()
        telling.calm_down()
    for payee, expected, received in telling.account_for():
        found.lost += received < expected
        found.doubled += received > expected
        if received != expected:
            found.notes.append(f"seed {seed}: {payee} should have {expected} and has {received}")
    found.seeds += 1
    found.crashes += weather.crashes.total() + weather.faults_met
    found.points += weather.crashes
    found.points["calls that met trouble"] += weather.faults_met


def _broken(found: Found, seed: int, *, whole: bool) -> int:
    session = db.session()
    held = money.verify(session) | wallets.verify(session)
    if whole:
        seal_journals(Ticked(due_at=system_clock()))
        held |= book.verify(session) | money.verify_provider(session)
    session.rollback()
    broken = [name for name, holds in held.items() if not holds]
    if broken:
        found.notes.append(f"seed {seed}: {', '.join(broken)}")
    return len(broken)


def _asks_nobody(payout_id: UUID, group: str) -> bool:
    return False


@contextmanager
def _without_lookup(broken: bool) -> Iterator[None]:
    kept = sending.look_up
    if broken:
        sending.look_up = _asks_nobody
    try:
        yield
    finally:
        sending.look_up = kept
