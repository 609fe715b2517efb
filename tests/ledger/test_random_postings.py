"""Whatever is posted, in whatever order, the book keeps every invariant and agrees with a book kept by a child."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from random import Random
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.database import db
from marketplace.ledger import chart, invariants, queries
from marketplace.ledger.actions import post, seal
from marketplace.ledger.content import Line, checked, fingerprint
from marketplace.ledger.errors import KeyReused, Overdrawn
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account
from marketplace.work.unit import unit_of_work
from tests.ledger import random_book
from tests.ledger.conftest import WorkAs

ACCOUNTS = [
    chart.psp_stripe(),
    chart.psp_fees(),
    chart.fee_brand(),
    *(chart.wallet(UUID(int=n)) for n in range(3)),
    *(chart.held_brief(UUID(int=n)) for n in range(2)),
]
MAY_BE_BELOW_ZERO = {chart.psp_stripe(), chart.psp_fees(), chart.fee_brand()}

amounts = st.integers(min_value=-500, max_value=500)


@st.composite
def postings(draw: st.DrawFn) -> tuple[str, list[Line]]:
    currency = draw(st.sampled_from(["USD", "JPY", "KWD"]))
    accounts = draw(st.lists(st.sampled_from(ACCOUNTS), min_size=2, max_size=5))
    minors = [draw(amounts) for _ in accounts[1:]]
    minors.append(-sum(minors))
    key = draw(st.integers(0, 30))
    return f"key {key}", [Line(a, Money(m, currency)) for a, m in zip(accounts, minors, strict=True)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(postings(), max_size=25))
def test_random_postings_keep_every_invariant(
    session: Session, work_as: WorkAs, wanted: Sequence[tuple[str, list[Line]]]
) -> None:
    child: dict[tuple[str, str], int] = defaultdict(int)
    said: dict[str, str] = {}
    with work_as(SYSTEM) as work:
        undone = work.session.begin_nested()
        for key, lines in wanted:
            kept = [line for line in lines if line.amount]
            if len(kept) < 2:
                continue
            after = dict(child)
            for line in checked(lines):
                place = (line.account, line.amount.currency)
                after[place] = after.get(place, 0) + line.amount.minor
            sides = {chart.psp_stripe(): 1, chart.psp_fees(): 1}
            overdrawn = any(
                after[line.account, line.amount.currency] * sides.get(line.account, -1) < 0
                for line in kept
                if line.account not in MAY_BE_BELOW_ZERO
            )
            print_of_it = fingerprint(
                JournalKind.UNEXPLAINED, key, kept[0].amount.currency, [(x.account, x.amount.minor) for x in kept]
            )
            step = work.session.begin_nested()
            try:
                post(work, kind=JournalKind.UNEXPLAINED, key=key, lines=lines)
                step.commit()
            except Overdrawn:
                step.rollback()
                assert overdrawn
                continue
            except KeyReused:
                step.rollback()
                assert said[key] != print_of_it
                continue
            if key in said:
                assert said[key] == print_of_it
                continue
            assert not overdrawn
            said[key] = print_of_it
            child = defaultdict(int, after)
        seal(work)
        assert all(invariants.verify(work.session).values()), invariants.verify(work.session)
        for (code, currency), minor in child.items():
            sign = 1 if code.startswith("psp:") else -1
            assert queries.balance(work.session, code, currency).minor == sign * minor
        undone.rollback()


Committed = Callable[[], AbstractContextManager[Session]]


@pytest.mark.parametrize(
    "postings",
    [
        5_000,
        pytest.param(100_000, marks=pytest.mark.long),
        pytest.param(1_000_000, marks=pytest.mark.night),
    ],
)
def test_many_hands_at_once_keep_every_invariant(app: Flask, committed: Committed, postings: int) -> None:
    _tell_at_once_who_meets_crosswise(committed)
    childs = random_book.play(app, seed=postings, postings=postings)
    assert childs.answers["booked"] > postings / 4
    assert min(childs.answers[name] for name in ("BadPosting", "KeyReused", "AlreadyReversed", "Overdrawn")) > 5
    _seal_everything(app)
    with committed() as session:
        found = invariants.verify(session)
        assert [name for name, holds in found.items() if not holds] in ([], ["nothing_is_unexplained"])
        rows = session.query(Account).all()
        sign = {chart.NormalSide.DEBIT: 1, chart.NormalSide.CREDIT: -1}
        held = {(row.code, row.currency): sign[row.normal_side] * queries.held_by(row).minor for row in rows}
        assert {place: minor for place, minor in held.items() if minor} == {
            place: minor for place, minor in childs.balances().items() if minor
        }
        assert queries.journals(session, 1).total == len(childs.journals)
        assert invariants.content_hash(session) == childs.content_hash()


@pytest.mark.parametrize("seed", range(2))
def test_the_same_journals_in_another_order_have_the_same_hash(app: Flask, committed: Committed, seed: int) -> None:
    childs = random_book.play(app, seed=seed, postings=400)
    with committed() as session:
        in_order = invariants.content_hash(session)
        balances = queries.totals(session)
    _empty(committed)
    shuffled = list(childs.journals.values())
    Random(seed).shuffle(shuffled)
    random_book.replay(app, shuffled)
    with committed() as session:
        assert invariants.content_hash(session) == in_order
        assert queries.totals(session) == balances


def _seal_everything(app: Flask) -> None:
    more = True
    while more:
        with app.app_context(), unit_of_work(SYSTEM) as work:
            more = seal(work) > 0


def _empty(committed: Committed) -> None:
    with committed() as session:
        session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        tables = ", ".join(table for table in db.metadata.tables if table.startswith("ledger_"))
        session.execute(sa.text(f"TRUNCATE {tables} CASCADE"))
        session.commit()


def _tell_at_once_who_meets_crosswise(committed: Committed) -> None:
    """Two hands that wait for each other are told after 10 ms instead of a second."""
    with committed() as session:
        engine = session.connection().engine
        session.execute(sa.text(f'ALTER DATABASE "{engine.url.database}" SET deadlock_timeout = 10'))
        session.commit()
        engine.dispose()
