import pytest
from sqlalchemy import func, select

from marketplace.accounts.errors import EmailTaken, UnknownCountry
from marketplace.accounts.models import Person
from marketplace.base.actor import VISITOR, Side
from marketplace.creators.actions import join_as_creator
from marketplace.creators.errors import AdultsOnly
from marketplace.creators.models import Creator
from marketplace.creators.states import CreatorState
from tests.builders.creators import a_creator, a_new_creator, person_of

MAYA = {"email": "maya@example.com", "name": "Maya", "password": None, "country": "US", "adult": True}
FORM = {
    "name": "Maya", "email": "maya@example.com", "password": "seven quiet herons", "country": "US",
    "language": "zh", "adult": "y", "accepts": "y",
}  # fmt: skip


def test_who_joins_acts_as_a_creator_that_brands_do_not_find_yet(work_as):
    maya = a_new_creator(work_as)
    actor = person_of(work_as, maya).actor
    assert (actor.side, actor.creator_id) == (Side.CREATOR, maya.id)
    assert maya.state is CreatorState.JOINED


@pytest.mark.parametrize(
    ("change", "refusal"), [({"adult": False}, AdultsOnly), ({"country": "Narnia"}, UnknownCountry)]
)
def test_a_refused_sign_up_leaves_nobody_behind(work_as, session, change, refusal):
    with pytest.raises(refusal), work_as(VISITOR) as work:
        join_as_creator(work, **MAYA | change)
    assert session.scalar(select(func.count()).select_from(Creator)) == 0
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_an_email_joins_once(work_as, session):
    a_new_creator(work_as)
    with pytest.raises(EmailTaken), work_as(VISITOR) as work:
        join_as_creator(work, **MAYA | {"email": "MAYA@example.com"})
    assert session.scalar(select(func.count()).select_from(Creator)) == 1


def test_the_page_makes_the_account_in_the_language_chosen(client, session):
    answer = client.post("/join/creator", data=FORM)
    assert (answer.status_code, answer.location) == (303, "/join/check-mail")
    person = session.scalar(select(Person))
    assert person.language == "zh"
    assert session.get(Creator, person.creator_id).languages == ["zh"]


@pytest.mark.parametrize(
    "change",
    [{"adult": None}, {"accepts": None}, {"name": " "}, {"password": "short"}, {"country": "XX"}, {"email": "maya@"}],
)
def test_the_page_says_what_does_not_fit(client, session, change):
    form = {name: value for name, value in (FORM | change).items() if value is not None}
    answer = client.post("/join/creator", data=form)
    assert answer.status_code == 422
    assert "form-error" in answer.text
    assert session.scalar(select(func.count()).select_from(Person)) == 0


def test_a_known_email_gets_the_same_answer_as_a_new_one(client, work_as, session):
    a_new_creator(work_as)
    answer = client.post("/join/creator", data=FORM)
    assert (answer.status_code, answer.location) == (303, "/join/check-mail")
    assert session.scalar(select(func.count()).select_from(Creator)) == 1


def test_a_creator_becomes_visible_when_the_last_thing_is_there(work_as):
    assert a_creator(work_as).state is CreatorState.ACTIVE
