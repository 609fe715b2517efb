import pytest
from sqlalchemy import func, select

from marketplace.base.errors import NotFound
from marketplace.base.money import Money
from marketplace.creators import actions, queries
from marketplace.creators.errors import PriceNotPositive, PriceTooLarge, UnknownCurrency
from marketplace.creators.models import Rate
from marketplace.creators.states import Format, Platform
from tests.builders.creators import a_new_creator, person_of


def set_rate(work_as, creator, price):
    with work_as(person_of(work_as, creator).actor) as work:
        return actions.set_rate(work, platform=Platform.INSTAGRAM, format=Format.PHOTO, price=price)


def test_a_price_set_again_replaces_the_old_one(work_as, session):
    maya = a_new_creator(work_as)
    set_rate(work_as, maya, Money(10_000, "USD"))
    set_rate(work_as, maya, Money(12_000, "USD"))
    set_rate(work_as, maya, Money(80_000, "CNY"))
    profile = queries.profile_of(session, maya.id)
    assert {rate.price for rate in profile.rates} == {Money(12_000, "USD"), Money(80_000, "CNY")}


@pytest.mark.parametrize(
    ("price", "refusal"),
    [
        (Money(0, "USD"), PriceNotPositive),
        (Money(-5, "USD"), PriceNotPositive),
        (Money(10**12, "USD"), PriceTooLarge),
        (Money(100, "XTS"), UnknownCurrency),
    ],
)
def test_a_price_that_is_none_is_refused(work_as, session, price, refusal):
    maya = a_new_creator(work_as)
    with pytest.raises(refusal):
        set_rate(work_as, maya, price)
    assert session.scalar(select(func.count()).select_from(Rate)) == 0


def test_another_creators_price_is_not_found(work_as, session):
    rate_id = set_rate(work_as, a_new_creator(work_as), Money(100, "USD")).id
    bo = a_new_creator(work_as, "Bo")
    with pytest.raises(NotFound), work_as(person_of(work_as, bo).actor) as work:
        actions.remove_rate(work, rate_id)
    assert session.get(Rate, rate_id) is not None
