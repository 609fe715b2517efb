import pytest

from marketplace.base.actor import SYSTEM, VISITOR, Actor, BrandRole, Duty, Side
from marketplace.base.errors import Forbidden, NotFound
from marketplace.web.doors import Door, door, open_to_all

OWNER = Actor(Side.BRAND, roles=frozenset({BrandRole.OWNER}))
REVIEWER = Actor(Side.BRAND, roles=frozenset({BrandRole.REVIEWER}))
CREATOR = Actor(Side.CREATOR)
CASHIER = Actor(Side.STAFF, duties=frozenset({Duty.FINANCE}))


def door_at(*sides, **more):
    @door(*sides, **more)
    def view():
        return ""

    return view.door


def test_a_public_door_lets_everybody_in():
    @open_to_all
    def view():
        return ""

    assert view.door.is_public
    for actor in (VISITOR, OWNER, CREATOR, CASHIER):
        view.door.refuse(actor)


def test_a_door_without_sides_lets_in_whoever_has_signed_in():
    found = door_at()
    assert not found.is_public
    for actor in (OWNER, CREATOR, CASHIER):
        found.refuse(actor)


@pytest.mark.parametrize("actor", [VISITOR, CREATOR, CASHIER, SYSTEM])
def test_the_wrong_side_does_not_learn_that_the_page_exists(actor):
    with pytest.raises(NotFound):
        door_at(Side.BRAND).refuse(actor)


def test_the_right_side_without_the_role_is_told_so():
    found = door_at(Side.BRAND, Side.STAFF, roles=(BrandRole.FINANCE,))
    found.refuse(OWNER)  # owners hold every role
    found.refuse(CASHIER)  # roles are the brand's matter
    with pytest.raises(Forbidden):
        found.refuse(REVIEWER)


def test_staff_without_the_duty_are_told_so():
    found = door_at(Side.STAFF, duty=Duty.FINANCE)
    found.refuse(CASHIER)
    with pytest.raises(Forbidden):
        found.refuse(Actor(Side.STAFF, duties=frozenset({Duty.TRUST})))


def test_a_page_that_names_no_door_asks_for_somebody_who_signed_in():
    assert not Door(signed_in=True).is_public


def test_what_a_visitor_posted_is_not_repeated_after_signing_in(client):
    """Only an address that was read may be come back to."""
    assert client.get("/orders?tab=all").location == "/sign-in?next=/orders?tab%3Dall"
    assert client.post("/account").location == "/sign-in"
