"""Postings at the same moment, on connections of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from itertools import permutations
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Conflict
from marketplace.base.ids import BrandId
from marketplace.ledger import chart, invariants
from marketplace.ledger.actions import post, reverse, seal
from marketplace.ledger.content import credit, debit
from marketplace.ledger.errors import AlreadyReversed, Overdrawn
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.queries import balance, journals
from marketplace.work.unit import unit_of_work
from tests.ledger.conftest import top_up, usd

BRANDS = [BrandId(UUID(int=n)) for n in range(1, 4)]
PAIRS = list(permutations(BRANDS, 2))


def test_postings_at_once_neither_lose_nor_double(
    app: Flask, committed: Callable[[], AbstractContextManager[Session]]
) -> None:
    def move(number: int) -> str:
        """Every movement is tried twice; every pair of wallets is used in both directions."""
        source, target = PAIRS[number // 2 % len(PAIRS)]
        with app.app_context():
            while True:
                try:
                    with unit_of_work(SYSTEM) as work:
                        post(
                            work,
                            kind=JournalKind.BRIEF_RELEASED,
                            key=f"move {number // 2}",
                            lines=[debit(chart.wallet(source), usd(7)), credit(chart.wallet(target), usd(7))],
                        )
                        seal(work)
                    return "moved"
                except Overdrawn:
                    return "overdrawn"
                except Conflict:
                    continue

    with app.app_context():
        for brand in BRANDS:
            with unit_of_work(SYSTEM) as work:
                top_up(work, brand, usd(1_00), key=f"top-up {brand}")
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(move, range(120))) == ["moved"] * 120
    with committed() as session:
        assert all(invariants.verify(session).values())
        assert journals(session, 1).total == 63
        assert [balance(session, chart.wallet(brand), "USD") for brand in BRANDS] == [usd(1_00)] * 3


def test_a_journal_taken_back_by_two_people_at_once_is_taken_back_once(
    app: Flask, committed: Callable[[], AbstractContextManager[Session]]
) -> None:
    with app.app_context(), unit_of_work(SYSTEM) as work:
        wrong = top_up(work, BRANDS[0], usd(1_00)).id

    def take_back(number: int) -> str:
        with app.app_context():
            try:
                with unit_of_work(SYSTEM) as work:
                    reverse(work, wrong, f"back {number}")
                return "taken back"
            except AlreadyReversed:
                return "already"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(take_back, range(4)))
    assert answers == ["already"] * 3 + ["taken back"]
    with committed() as session:
        assert balance(session, chart.wallet(BRANDS[0]), "USD") == usd(0)
