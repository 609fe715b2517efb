from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM, Actor
from marketplace.base.ids import BrandId, new_id
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import post
from marketplace.ledger.content import credit, debit
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Journal
from marketplace.work.unit import Work

WorkAs = Callable[[Actor], AbstractContextManager[Work]]


def usd(minor: int) -> Money:
    return Money(minor, "USD")


@pytest.fixture
def brand_id() -> BrandId:
    return BrandId(new_id())


@pytest.fixture
def topped_up(work_as: WorkAs, brand_id: BrandId) -> Journal:
    """A wallet with 100 dollars in it."""
    with work_as(SYSTEM) as work:
        return top_up(work, brand_id, usd(100_00))


def top_up(work: Work, brand_id: BrandId, amount: Money, key: str = "top-up") -> Journal:
    return post(
        work,
        kind=JournalKind.TOP_UP,
        key=key,
        lines=[debit(chart.psp_stripe(), amount), credit(chart.wallet(brand_id), amount)],
    )


@pytest.fixture
def attempt(session: Session) -> Iterator[Callable[..., None]]:
    """Runs raw SQL as somebody with the database's password would, in a savepoint, with deferred guards judged."""

    def run(*statements: str, **values: object) -> None:
        session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))  # judges what came before
        session.execute(sa.text("SET CONSTRAINTS ALL DEFERRED"))
        with session.begin_nested():
            for statement in statements:
                session.execute(sa.text(statement), values)
            session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))

    yield run
    session.rollback()
