import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.actor import SYSTEM, VISITOR, Actor, BrandRole, Duty, Side
from marketplace.base.errors import Conflict, Forbidden, Invalid, NotFound, Refusal
from marketplace.base.money import Money
from marketplace.base.paging import Page
from marketplace.base.text import N_, Sentence
from tests.architecture.source import import_everything, subclasses

import_everything()


@given(st.integers(0, 500), st.integers(1, 50))
def test_pages_show_every_row_once(total, size):
    rows = list(range(total))
    seen = []
    for number in range(1, Page((), 1, size, total).count + 1):
        page = Page(rows[(number - 1) * size : number * size], number, size, total)
        seen += page.rows
        assert page.last - page.first + (1 if page.rows else 0) == len(page.rows)
    assert seen == rows


def test_an_empty_list_is_one_page_without_a_first_row():
    page = Page((), 1, 25, 0)
    assert (page.count, page.first, page.last) == (1, 0, 0)


def test_a_sentence_fills_its_places_by_name():
    said = Sentence(N_("%(brand)s pays %(amount)s."), {"brand": "Acme", "amount": Money(120_050, "USD")})
    assert str(said) == "Acme pays 1,200.50 USD."
    assert str(Sentence("Then: %(more)s", {"more": said})) == "Then: Acme pays 1,200.50 USD."


@pytest.mark.parametrize("refusal", [NotFound, Forbidden, Conflict, Invalid, Refusal])
def test_a_refusal_says_what_is_wrong_in_a_sentence(refusal):
    assert str(refusal()).endswith(".")


@pytest.mark.parametrize("refusal", sorted(subclasses(Refusal), key=str), ids=lambda kind: kind.__name__)
def test_every_refusal_ends_like_a_sentence_and_names_its_places(refusal):
    assert refusal.says.endswith((".", "?", "!", ")s"))  # or with a sentence of its own in the last place
    assert "%s" not in refusal.says
    assert "{" not in refusal.says


def test_owners_hold_every_role_and_nobody_acts_for_the_other_side():
    owner = Actor(Side.BRAND, roles=frozenset({BrandRole.OWNER}))
    cashier = Actor(Side.BRAND, roles=frozenset({BrandRole.FINANCE}))
    assert owner.may(BrandRole.REVIEWER)
    assert not cashier.may(BrandRole.REVIEWER)
    assert cashier.may(BrandRole.REVIEWER, BrandRole.FINANCE)
    assert not Actor(Side.CREATOR, roles=frozenset({BrandRole.OWNER})).may(BrandRole.OWNER)


def test_a_duty_is_carried_by_staff_only():
    assert Actor(Side.STAFF, duties=frozenset({Duty.FINANCE})).on_duty(Duty.FINANCE)
    assert not Actor(Side.STAFF, duties=frozenset({Duty.TRUST})).on_duty(Duty.FINANCE)
    assert not Actor(Side.BRAND, duties=frozenset({Duty.FINANCE})).on_duty(Duty.FINANCE)
    assert VISITOR.is_visitor
    assert not SYSTEM.is_visitor
