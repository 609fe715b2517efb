"""Finance staff give (a part of) a price back on the order's page; everybody sees what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM
from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.notifications.jobs import write_letters
from marketplace.notifications.models import Letter
from marketplace.payouts.events import MoneyGivenBack
from marketplace.payouts.models import GiveBack, WriteOff
from marketplace.payouts.states import SignedState
from marketplace.work.outbox import FactRow
from tests.builders.accounts import a_set_up_staff_member, fresh_code
from tests.builders.orders import Deal, WorkAs, a_settled_order
from tests.builders.payouts import a_payout_account, a_queued_payout, person_behind

SignIn = Callable[[Person], FlaskClient]


@pytest.fixture
def deal(work_as: WorkAs) -> Deal:
    return a_settled_order(work_as, price=Money(100_00, "USD"))


@pytest.fixture
def ines(work_as: WorkAs) -> Person:
    return a_set_up_staff_member(work_as, "Ines")


@pytest.fixture
def jun(work_as: WorkAs) -> Person:
    return a_set_up_staff_member(work_as, "Jun")


def words(answer: Any) -> str:
    return str(answer.get_data(as_text=True))


def propose(browser: FlaskClient, deal: Deal, **other: str) -> Any:
    typed = {"price": "40", "reason": "post_removed", "note": "Deleted after a week."}
    return browser.post(f"/staff/orders/{deal.order_id}/give-backs", data=typed | other)


def test_two_people_give_a_part_back_and_both_sides_read_why(
    session: Session, work_as: WorkAs, deal: Deal, ines: Person, jun: Person, sign_in: SignIn
) -> None:
    maya = session.get_one(Creator, deal.creator.creator_id)
    a_payout_account(work_as, maya)
    a_queued_payout(work_as, maya)
    answer = propose(sign_in(ines), deal)
    assert answer.status_code == 303
    page = answer.location
    refused = sign_in(ines).post(f"{page}/signature", data={"code": fresh_code(ines)})
    assert refused.status_code == 422
    assert "somebody else has to sign it" in words(refused)
    browser = sign_in(jun)
    assert "The creator will owe $38.00" in words(browser.get(page))
    assert browser.post(f"{page}/signature", data={"code": "000000"}).status_code == 422
    assert session.scalars(sa.select(GiveBack)).one().state is SignedState.PROPOSED
    assert browser.post(f"{page}/signature", data={"code": fresh_code(jun)}).status_code == 303
    shown = words(sign_in(person_behind(work_as, maya)).get("/earnings"))
    assert "You owe $38.00" in shown
    assert "The post was taken down before the agreed time" in shown
    assert "Deleted after a week." not in shown
    assert "$40.00 went back to the brand" in words(
        sign_in(person_behind(work_as, maya)).get(f"/orders/{deal.order_id}")
    )
    _everybody_is_told(session, work_as)
    _the_debt_is_let_go(session, maya, ines, jun, sign_in)


def _everybody_is_told(session: Session, work_as: WorkAs) -> None:
    (fact,) = session.scalars(sa.select(FactRow).where(FactRow.name == MoneyGivenBack.NAME))
    with work_as(SYSTEM) as work:
        write_letters(work, MoneyGivenBack.from_json(fact.payload), new_id())
    letters = {letter.href: letter.text for letter in session.scalars(sa.select(Letter))}
    assert "$38.00 is taken from what you earn next" in letters["/earnings"]
    assert "Why: The post was taken down before the agreed time." in letters["/earnings"]
    assert "$40.00 of the price" in letters["/wallet"]
    assert "$4.00 of our fee" in letters["/wallet"]


def _the_debt_is_let_go(session: Session, maya: Creator, ines: Person, jun: Person, sign_in: SignIn) -> None:
    assert maya.name in words(sign_in(jun).get("/staff/debts"))
    page = f"/staff/debts/{maya.id}"
    proposals = f"{page}/USD/write-offs"
    assert sign_in(jun).post(proposals, data={"note": ""}).status_code == 422
    assert sign_in(jun).post(proposals, data={"note": "She has stopped."}).status_code == 303
    again = sign_in(ines).post(proposals, data={"note": "Again."}, follow_redirects=True)
    assert "It waits for a signature." in words(again)
    write_off_id = session.scalars(sa.select(WriteOff.id)).one()
    assert sign_in(ines).post(f"/staff/write-offs/{write_off_id}/signature", data={"code": "1"}).status_code == 422
    signed = sign_in(ines).post(f"/staff/write-offs/{write_off_id}/signature", data={"code": fresh_code(ines)})
    assert signed.status_code == 303
    assert "Nobody owes anything" in words(sign_in(jun).get("/staff/debts"))


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"price": ""}, 422, "Please fill this in"),
        ({"price": "nothing"}, 422, "Enter an amount such as"),
        ({"price": "-1"}, 422, "Enter at least"),
        ({"price": "100.01"}, 409, "At most $100.00 can go back"),
        ({"reason": "because"}, 422, "Not a valid choice"),
        ({"note": ""}, 422, "Please fill this in"),
    ],
)
def test_what_does_not_fit_is_said_on_the_order(
    session: Session, deal: Deal, ines: Person, sign_in: SignIn, typed: dict[str, str], status: int, said: str
) -> None:
    answer = propose(sign_in(ines), deal, **typed)
    assert (answer.status_code, said in words(answer)) == (status, True)
    assert session.scalars(sa.select(GiveBack)).all() == []


def test_others_are_not_offered_it(
    session: Session, work_as: WorkAs, deal: Deal, ines: Person, sign_in: SignIn
) -> None:
    assert "Give money back" in words(sign_in(ines).get(f"/orders/{deal.order_id}"))
    maya = session.get_one(Creator, deal.creator.creator_id)
    browser = sign_in(person_behind(work_as, maya))
    assert "Give money back" not in words(browser.get(f"/orders/{deal.order_id}"))
    assert propose(browser, deal).status_code == 404
