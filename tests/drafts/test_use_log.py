"""A creator who is sent a product writes down how they use it; a draft without any is marked, and goes on."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Forbidden, NotFound
from marketplace.briefs.states import ProductTerms
from marketplace.drafts.actions.drafting import record_check
from marketplace.drafts.actions.using import note_use
from marketplace.drafts.checking import check_words
from marketplace.drafts.errors import NoUseToNote, UsedOnAnotherDay, UseNotSaid
from marketplace.drafts.jobs import forget_unshown_pictures
from marketplace.drafts.models import Draft, Picture, UseNote
from marketplace.drafts.queries import latest_draft, orders_without_use, use_log_of
from marketplace.orders.actions import preparing
from marketplace.orders.models import Order
from marketplace.orders.states import OrderState
from marketplace.work.jobs import Ticked
from tests.builders import orders as make
from tests.builders.accounts import a_set_up_staff_member
from tests.builders.drafts import UNSURE_BODY, a_picture
from tests.conftest import NOON

DAY = NOON.date()
MISSING = "No log of use when this version was handed in"


def an_order_with_its_product(work_as: Any, **says: Any) -> make.Deal:
    """An order whose product has arrived."""
    deal = make.an_accepted_order(work_as, product_terms=ProductTerms.GIVEN, **says)
    with work_as(deal.brand) as work:
        preparing.ship_product(work, deal.order_id, tracking="Parcel 7")
    with work_as(deal.creator) as work:
        preparing.receive_product(work, deal.order_id)
    return deal


def days_of_use_are_over(deal: make.Deal) -> None:
    """By the clock: the creator has said nothing."""
    with deal.work_as(SYSTEM) as work:
        order = make.order_of(work, deal)
        order.move("end_use", by=SYSTEM.side, at=work.now)


def note(
    deal: make.Deal, text: str = "Frothed it for the first latte; less sweet than the old one.", **how: Any
) -> UseNote:
    with deal.work_as(deal.creator) as work:
        return note_use(work, deal.order_id, **({"used_on": DAY, "text": text} | how))


def page_of(session: Session, deal: make.Deal, sign_in: Any, person_id: Any) -> str:
    shown = sign_in(session.get_one(Person, person_id)).get(f"/orders/{deal.order_id}").get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown))


def test_an_entry_is_read_by_both_sides_and_staff(session: Session, work_as: Any, sign_in: Any) -> None:
    deal = an_order_with_its_product(work_as)
    note(deal)
    ines = a_set_up_staff_member(work_as, "Ines")
    for person_id in (deal.creator.person_id, deal.brand.person_id, ines.id):
        assert "less sweet than the old one" in page_of(session, deal, sign_in, person_id)


def test_a_draft_without_any_is_marked_for_everybody_and_goes_on(
    session: Session, work_as: Any, sign_in: Any, clock: Any
) -> None:
    deal = an_order_with_its_product(work_as, audience_countries=["US"])
    days_of_use_are_over(deal)
    draft = make.hand_in(deal, make.GOOD_BODY)
    with work_as(SYSTEM) as work:
        draft = latest_draft(work.session, deal.order_id)
        assert draft is not None
        record_check(work, draft.id, check_words(draft.order.terms, **draft.words))
    assert session.get_one(Order, deal.order_id).state is OrderState.BRAND_REVIEW, "it is no block"
    for person_id in (deal.creator.person_id, deal.brand.person_id):
        page = page_of(session, deal, sign_in, person_id)
        assert MISSING in page
        assert "16 CFR 255.1(c)" in page
    clock.advance(hours=1)
    note(deal)
    assert MISSING in page_of(session, deal, sign_in, deal.brand.person_id), "what comes later was not there in time"


def test_staff_see_it_beside_the_draft_they_decide(session: Session, work_as: Any, sign_in: Any) -> None:
    deal = an_order_with_its_product(work_as)
    days_of_use_are_over(deal)
    draft = make.hand_in(deal, UNSURE_BODY)
    with work_as(SYSTEM) as work:
        found = work.session.get_one(Draft, draft.id)
        record_check(work, found.id, check_words(found.order.terms, **found.words))
    client = sign_in(a_set_up_staff_member(work_as, "Ines"))
    assert MISSING in client.get(f"/staff/drafts/{draft.id}").get_data(as_text=True)


def test_what_is_said_when_the_days_of_use_end_counts(session: Session, work_as: Any, sign_in: Any) -> None:
    deal = an_order_with_its_product(work_as)
    assert orders_without_use(session, [deal.order_id]) == {deal.order_id}
    with work_as(deal.creator) as work:
        preparing.begin_writing(work, deal.order_id, used="Two weeks of lattes, hot and cold.")
    assert orders_without_use(session, [deal.order_id]) == set()
    make.hand_in(deal, make.GOOD_BODY)
    page = page_of(session, deal, sign_in, deal.creator.person_id)
    assert MISSING not in page
    assert "Two weeks of lattes" in page


def test_an_order_without_a_product_has_no_log(session: Session, work_as: Any, sign_in: Any) -> None:
    deal = make.an_accepted_order(work_as)
    with pytest.raises(NoUseToNote):
        note(deal)
    make.hand_in(deal, make.GOOD_BODY)
    assert "og of use" not in page_of(session, deal, sign_in, deal.creator.person_id)
    assert orders_without_use(session, [deal.order_id]) == set()


def test_a_product_that_has_not_arrived_was_not_used(work_as: Any) -> None:
    deal = make.an_accepted_order(work_as, product_terms=ProductTerms.LENT)
    with pytest.raises(NoUseToNote):
        note(deal)


@pytest.mark.parametrize("days", [-2, 2], ids=["before the order", "in the future"])
def test_a_day_outside_the_order_is_refused(work_as: Any, days: int) -> None:
    deal = an_order_with_its_product(work_as)
    with pytest.raises(UsedOnAnotherDay):
        note(deal, used_on=DAY + timedelta(days=days))


def test_only_its_creator_writes_and_says_something(work_as: Any) -> None:
    deal = an_order_with_its_product(work_as)
    with pytest.raises(UseNotSaid):
        note(deal, "Good.    ")
    with work_as(deal.brand) as work, pytest.raises(Forbidden):
        note_use(work, deal.order_id, used_on=DAY, text="We used it for two weeks.")
    with work_as(make.a_creator_to_book(work_as, "Bo")) as work, pytest.raises(NotFound):
        note_use(work, deal.order_id, used_on=DAY, text="I used it for two weeks.")


def test_an_entry_that_is_sent_twice_is_kept_once_and_days_stand_in_order(session: Session, work_as: Any) -> None:
    deal = an_order_with_its_product(work_as)
    note(deal, used_on=DAY + timedelta(days=1), text="With cold coffee, less foam.")
    note(deal)
    note(deal)
    log = use_log_of(session, session.get_one(Order, deal.order_id))
    assert [entry.used_on for entry in log.entries] == [DAY, DAY + timedelta(days=1)]


def test_the_form_takes_a_picture_that_the_brand_sees_and_that_is_not_dropped(
    session: Session, work_as: Any, sign_in: Any, clock: Any
) -> None:
    deal = an_order_with_its_product(work_as)
    creator = sign_in(session.get_one(Person, deal.creator.person_id))
    words = {"used_on": DAY.isoformat(), "text": "Frothed it for the first latte."}
    where = f"/orders/{deal.order_id}/use-notes"
    refused = creator.post(where, data=words | {"picture": (io.BytesIO(b"no picture"), "1.png")})
    assert refused.status_code == 422
    assert "Frothed it" in refused.get_data(as_text=True), "what was typed is not lost"
    assert session.scalars(sa.select(UseNote)).all() == []
    sent = creator.post(where, data=words | {"picture": (io.BytesIO(a_picture("One")), "1.png")})
    assert sent.status_code == 303, sent.get_data(as_text=True)
    clock.advance(days=8)
    forget_unshown_pictures(Ticked(due_at=clock.now))
    (picture_id,) = session.scalars(sa.select(Picture.id))
    brand = sign_in(session.get_one(Person, deal.brand.person_id))
    assert brand.get(f"/pictures/{picture_id}").status_code == 200
    assert str(picture_id) in brand.get(f"/orders/{deal.order_id}").get_data(as_text=True)
    other = sign_in(session.get_one(Person, make.a_funded_brand(work_as, "Other").person_id))
    assert other.get(f"/pictures/{picture_id}").status_code == 404
