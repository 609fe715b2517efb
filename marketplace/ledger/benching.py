"""How many movements of money the book takes in a second, beside what the bare database takes in the same run."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.ledger.actions import book
from marketplace.ledger.postings.brands import brief_funded, topped_up
from marketplace.work.unit import unit_of_work

Inside = Callable[[], AbstractContextManager[Any]]

_MADE = sa.text("CREATE TABLE ledger_bench_bare (id uuid, amount bigint)")
_INSERTED = sa.text("INSERT INTO ledger_bench_bare VALUES (:one, 1), (:two, -1)")
_DROPPED = sa.text("DROP TABLE ledger_bench_bare")


def measure_postings(seconds: float, inside: Inside, *, at_once: int = 2) -> dict[str, float]:
    """Postings a second, each committed by itself, as a ratio to two bare rows inserted and committed.

    Half of the time for each, with so many connections at once, each inside a context of its own
    (`app.app_context`). It books in the current database: give it one that can be thrown away.
    """
    with inside():
        _at_once(_MADE)
    try:
        bare = _times_a_second(inside, seconds / 2, at_once, lambda: _insert_two_rows)
    finally:
        with inside():
            _at_once(_DROPPED)
    postings = _times_a_second(inside, seconds / 2, at_once, _one_brand)
    return {
        "postings_per_second": round(postings, 1),
        "bare_per_second": round(bare, 1),
        "ratio": round(postings / bare, 3),
        "at_once": at_once,
    }


def _insert_two_rows() -> None:
    _at_once(_INSERTED, one=new_id(), two=new_id())


def _at_once(statement: sa.TextClause, **values: UUID) -> None:
    """One statement, which the server commits by itself."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(statement, values)


def _one_brand() -> Callable[[], None]:
    """A brand with a full wallet, and what funds one brief after another out of it."""
    brand_id, brief_id = new_id(), new_id()
    with unit_of_work(SYSTEM) as work:
        book(work, topped_up(brand_id, Money(10**12, "USD")), key=f"bench:{brand_id}")

    def fund() -> None:
        with unit_of_work(SYSTEM) as work:
            book(work, brief_funded(brand_id, brief_id, Money(1, "USD")), key=f"bench:{new_id()}")

    return fund


def _times_a_second(inside: Inside, seconds: float, at_once: int, prepare: Callable[[], Callable[[], None]]) -> float:
    def repeat(_: int) -> float:
        with inside():
            do = prepare()
            do()
            times, begun = 0, time.monotonic()
            while (passed := time.monotonic() - begun) < seconds:
                do()
                times += 1
            return times / passed

    with ThreadPoolExecutor(at_once) as pool:
        return sum(pool.map(repeat, range(at_once)))
