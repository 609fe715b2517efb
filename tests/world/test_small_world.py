"""The small world: told by actions, whole, and the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.database import db
from marketplace.ledger import invariants as book
from marketplace.ledger.queries import balance
from marketplace.local.services import Services
from marketplace.payouts import invariants as money
from marketplace.reconciliation.queries import ACCOUNTS, Sought, all_drilled, currencies_of
from marketplace.world.logins import logins
from marketplace.world.seeding import make_small_world
from marketplace.world.showing import TRANSIENT, UNTOLD, every_state, not_on_show, on_show
from tests.architecture.diagrams import things_that_live
from tests.conftest import a_database_of_its_own

ONE_SEED, ANOTHER = 7, 8


@dataclass(frozen=True)
class Made:
    """What is left of a world once its database is gone."""

    failed: list[str]
    missing: list[str]
    shown: dict[str, int]
    broken: list[str]
    drilled: list[tuple[str, str, int, bool]]
    roles: list[str]
    content: dict[str, int]


def made_world(app: Flask, services: Services, seed: int) -> Made:
    with a_database_of_its_own(app, services, "world"), app.app_context():
        stage = make_small_world(seed)
        session = db.session()
        held = book.verify(session) | money.verify(session)
        made = Made(
            failed=stage.failed,
            missing=not_on_show(session),
            shown=on_show(session),
            broken=[name for name, holds in held.items() if not holds],
            drilled=_drilled(session),
            roles=[login.role for login in logins(session)],
            content=_content(),
        )
        db.session.remove()
        return made


def _drilled(session: Session) -> list[tuple[str, str, int, bool]]:
    """For each account at Stripe by how much its rows miss its balance, and whether each leads somewhere."""
    found = []
    for account in ACCOUNTS:
        for currency in currencies_of(session, account):
            rows = list(all_drilled(session, Sought(account=account, currency=currency)))
            missed = sum(row.amount.minor for row in rows) - balance(session, account, currency).minor
            found.append((account, currency, missed, all(row.comes_from for row in rows)))
    return found


def _content() -> dict[str, int]:
    """What there is, what money did and how long people thought it over, without ids and instants."""
    counted = dict.fromkeys(("persons", "creators", "briefs", "applications", "orders", "drafts"), "count(*)")
    summed = {"earnings": "coalesce(sum(net_minor), 0)", "ledger_entries": "coalesce(sum(abs(amount_minor)), 0)"}
    session = db.session()
    thought = sa.text("SELECT round(sum(extract(epoch FROM accepted_at - offered_at)) / 60) FROM orders")
    return {"minutes_to_accept": int(session.scalar(thought) or 0)} | {
        table: int(session.scalar(sa.text(f"SELECT {what} FROM {table}")) or 0)
        for table, what in (counted | summed).items()
    }


@pytest.fixture(scope="module")
def made(app: Flask, services: Services) -> Made:
    """One world for all that is asked of it."""
    return made_world(app, services, ONE_SEED)


def test_no_job_fails_while_it_is_told(made: Made) -> None:
    assert made.failed == []


def test_every_state_of_every_lifecycle_is_on_show(made: Made) -> None:
    assert made.missing == []


def test_nothing_is_called_passing_that_stays(made: Made) -> None:
    assert set(TRANSIENT) <= set(every_state())
    assert not set(TRANSIENT) & set(made.shown)


def test_everything_that_lives_is_looked_at() -> None:
    lived = {state.split(".")[0] for state in every_state()}
    lived |= {kind.__tablename__ for kind in UNTOLD}
    assert lived == {kind.__tablename__ for kind in things_that_live()}


def test_the_books_of_the_world_add_up(made: Made) -> None:
    assert made.broken == []


def test_every_cent_at_stripe_is_drilled_down_to_what_it_comes_from(made: Made) -> None:
    assert len(made.drilled) > 2
    assert [row for row in made.drilled if row[2:] != (0, True)] == []


def test_somebody_of_every_side_can_sign_in(made: Made) -> None:
    assert {role.split(" ")[0].rstrip(":") for role in made.roles} >= {"Brand", "Creator", "Staff"}


@pytest.mark.long
def test_the_same_seed_tells_the_same_and_another_does_not(app: Flask, services: Services, made: Made) -> None:
    again, other = (made_world(app, services, seed) for seed in (ONE_SEED, ANOTHER))
    assert (again.shown, again.content) == (made.shown, made.content)
    assert other.content != made.content
