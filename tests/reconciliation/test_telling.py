"""Finance staff are told of what a night leaves open, once, and again when it stays so."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.notifications.models import Letter
from marketplace.reconciliation.jobs import compare_last_night
from marketplace.reconciliation.models import Run
from marketplace.reconciliation.states import BreakKind
from marketplace.reconciliation.telling import Tally
from marketplace.work.jobs import Ticked
from tests.builders.payouts import WorkAs, a_paid_top_up, a_top_up_paid_unheard, a_topped_up_wallet, usd
from tests.conftest import TestClock
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast

Night = Callable[[], Run]
OPEN, OLD = "Our book and Stripe do not say the same", "Open items wait for more than three days"


def letters_to(session: Session, person: Person) -> list[Letter]:
    session.expire_all()
    of_the_night = sa.and_(Letter.person_id == person.id, Letter.href == "/staff/reconciliation")
    return list(session.scalars(sa.select(Letter).where(of_the_night).order_by(Letter.written_at)))


def test_one_letter_a_night_says_how_many_of_each_class_and_how_much(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, clock: TestClock, tonight: Night,
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    with work_as(SYSTEM) as work:
        work.session.get_one(Person, cast.jun.id).language = "zh"
    a_top_up_paid_unheard(work_as, standin, cast.acme, usd(100_00))
    a_top_up_paid_unheard(work_as, standin, cast.acme, Money(70_000, "JPY"))
    a_topped_up_wallet(work_as, cast.acme, usd(50_00))
    tonight()
    compare_last_night(Ticked(due_at=clock.now))
    run_jobs()
    (letter,), (in_chinese,) = letters_to(session, cast.ines), letters_to(session, cast.jun)
    assert (letter.subject, letter.href) == (OPEN, "/staff/reconciliation")
    assert "Missing in our book: 2 (¥67,940; $96.80); Missing at Stripe: 1 ($48.25)" in letter.text
    assert "我方账簿缺失：2 项" in in_chinese.text


def test_a_night_without_open_items_tells_nobody(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night, run_jobs: Callable[[], int]
) -> None:
    a_paid_top_up(work_as, standin, cast.acme, usd(100_00))
    tonight()
    run_jobs()
    assert letters_to(session, cast.ines) == []


def test_what_is_open_for_three_days_is_told_of_once_more(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, tonight: Night, run_jobs: Callable[[], int]
) -> None:
    a_top_up_paid_unheard(work_as, standin, cast.acme, usd(100_00))
    for _ in range(6):
        tonight()
        run_jobs()
    assert [letter.subject for letter in letters_to(session, cast.ines)].count(OLD) == 1
    assert [letter.subject for letter in letters_to(session, cast.ines)].count(OPEN) == 6


def test_what_only_lies_across_the_cut_needs_nobody() -> None:
    assert not Tally.of([(BreakKind.TIMING, {"USD": 5})]).needs_somebody
    assert Tally.of([(BreakKind.TIMING, {"USD": 5}), (BreakKind.AMOUNT, {})]).needs_somebody
