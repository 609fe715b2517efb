"""What breaks, and when: processes that die around commits, and calls that meet trouble."""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed makes the same weather
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session, SessionTransaction

from marketplace.database import db
from marketplace.world.storm.processor import ANSWERS_WITHIN_SECONDS, Processor

MONEY_CALLS = (
    "transfers.create",
    "transfers.create",
    "transfers.create",
    "transfers.list",
    "transfers.retrieve",
    "v2.core.accounts.*",
    "refunds.create",
    "refunds.create",
    "refunds.list",
    "disputes.retrieve",
    "checkout.sessions.*",
    "events.list",
)
"""Which calls meet trouble, the dangerous ones more often."""

TROUBLES = (
    "drop_before",
    "drop_after",
    "drop_after",
    "drop_after",
    "error_500_before",
    "error_500_after",
    "error_500_after",
    "rate_limit_429",
    "slow",
)
"""Lost on the way there, lost on the way back, an unknown failure, a stored one, too often; or it is done only after
nobody waits for the answer any more."""

TOO_SLOW_SECONDS = 1.5 * ANSWERS_WITHIN_SECONDS

DIES_AT_A_COMMIT = 0.035
CERTAIN_DEATH_WITHIN_COMMITS = 90
FAULTS_PLANNED = (2, 9)


_NOT_A_DOER = ("marketplace.work.unit", "marketplace.world", "marketplace.cli")


class Died(BaseException):
    """The process is gone, as by kill -9: nothing after this line happens, and nobody tidies up."""


@dataclass
class Weather:
    """One seed's storm."""

    chance: random.Random
    processor: Processor
    crashes: Counter[str] = field(default_factory=Counter)
    faults_met: int = 0
    _commits: int = 0
    _dies_at: int = 0
    _raging: bool = False
    _kept: bool = False

    @contextmanager
    def raging(self) -> Iterator[None]:
        """While it rages, any commit may be the last thing a process does and any call may go wrong."""
        self._dies_at = self.chance.randint(1, CERTAIN_DEATH_WITHIN_COMMITS)
        self.processor.plan(
            [
                {
                    "match": self.chance.choice(MONEY_CALLS),
                    "kind": self.chance.choice(TROUBLES),
                    "nth": self.chance.choice((1, 1, 2, 4)),
                    "times": self.chance.choice((1, 1, 1, 2, 4)),
                    "seconds": TOO_SLOW_SECONDS,
                }
                for _ in range(self.chance.randint(*FAULTS_PLANNED))
            ]
        )
        self._raging = True
        try:
            yield
        finally:
            self._raging = False
            self.faults_met += self.processor.clear_up()

    @contextmanager
    def out_of_it(self) -> Iterator[None]:
        """For whoever only looks on: nothing befalls them."""
        raging, self._raging = self._raging, False
        try:
            yield
        finally:
            self._raging = raging

    def survives(self, does: Callable[[], object]) -> bool:
        """Whether a process came to the end of what it does; nothing else is left of one that died."""
        try:
            does()
        except Died:
            db.session.remove()
            return False
        return True

    def before_commit(self, _session: Session) -> None:
        """May be the end: all that was done since the last commit is gone."""
        self._commits += self._raging
        if self._raging and self._is_the_end():
            self._die("before")

    def after_commit(self, _session: Session) -> None:
        """The transaction that ends next was kept."""
        self._kept = True

    def after_transaction_end(self, _session: Session, transaction: SessionTransaction) -> None:
        """May be the end: all was kept, and nothing that should follow happens."""
        if transaction.parent is not None or not self._kept:
            return
        self._kept = False
        if self._raging and self._is_the_end():
            self._die("after")

    def _is_the_end(self) -> bool:
        return self._commits == self._dies_at or self.chance.random() < DIES_AT_A_COMMIT

    def _die(self, when: str) -> None:
        self._dies_at = 0
        self.crashes[f"{when} the commit of {_whose()}"] += 1
        raise Died


@contextmanager
def exposed_to(weather: Weather) -> Iterator[None]:
    """Every commit of this process is exposed to the weather."""
    heard: tuple[tuple[str, Callable[..., None]], ...] = (
        ("before_commit", weather.before_commit),
        ("after_commit", weather.after_commit),
        ("after_transaction_end", weather.after_transaction_end),
    )
    for name, hears in heard:
        sa.event.listen(Session, name, hears)
    try:
        yield
    finally:
        for name, hears in heard:
            sa.event.remove(Session, name, hears)


def _whose() -> str:
    """The function of ours whose commit it is."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        frame = frame.f_back
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("marketplace.") and not module.startswith(_NOT_A_DOER):
            return f"{module.removeprefix('marketplace.')}.{frame.f_code.co_name}"
    return "a person"
