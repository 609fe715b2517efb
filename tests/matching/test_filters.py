from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.creators.states import CreatorState, Format
from marketplace.matching.filters import passing, stopped_by
from tests.builders.matching import a_candidate, a_wish
from tests.conftest import NOON

MISFITS = {
    "platform": {"verified_at": None},
    "open_to_work": {"state": CreatorState.PAUSED},
    "format": {"rates_minor": {(Format.VIDEO, "CNY"): 100}},
    "currency": {"rates_minor": {(Format.PHOTO, "USD"): 100}},
    "price": {"rates_minor": {(Format.PHOTO, "CNY"): 200_001}},
    "followers": {"followers": 999_999},
    "languages": {"languages": ("es",)},
    "region": {"country": "DE"},
    "available": {"available_from": NOON.date() + timedelta(days=1)},
    "active": {"last_post_at": NOON - timedelta(days=200)},
}
STRICT = {"followers_min": 100, "followers_max": 50_000, "creator_countries": ("US",)}


def test_somebody_who_fits_stays():
    left, removed = passing(a_wish(), [a_candidate()], total=1)
    assert len(left) == 1
    assert sum(row.removed for row in removed) == 0


@pytest.mark.parametrize("name", MISFITS)
def test_each_filter_removes_whom_it_is_for_and_nobody_else_does(name):
    wish, misfit = a_wish(**STRICT), a_candidate(**MISFITS[name])
    left, removed = passing(wish, [misfit, a_candidate()], total=2)
    assert [row.creator_id for row in left] != [misfit.creator_id]
    assert {row.name: row.removed for row in removed if row.removed} == {name: 1}
    assert stopped_by(wish, misfit).name == name


@given(st.lists(st.lists(st.sampled_from(sorted(MISFITS)), max_size=3), max_size=12), st.integers(0, 5))
def test_removed_and_considered_are_together_everybody(misfits, without_channel):
    field = []
    for names in misfits:
        changes = {}
        for name in names:
            changes |= MISFITS[name]
        field.append(a_candidate(**changes))
    decided = {field[0].creator_id} if field else set()
    left, removed = passing(a_wish(**STRICT), field, total=len(field) + without_channel, decided=decided)
    assert len(left) + sum(row.removed for row in removed) == len(field) + without_channel
    assert all(row.removed >= 0 for row in removed)


def test_what_is_not_known_removes_nobody():
    unknown = a_candidate(followers=None, languages=(), country=None, last_post_at=None, figures_on=None)
    left, _ = passing(a_wish(**STRICT), [unknown], total=1)
    assert left == [unknown]


def test_a_price_just_at_the_limit_passes():
    wish = a_wish(price_max=Money(50_000, "CNY"))
    assert stopped_by(wish, a_candidate()) is None
    assert stopped_by(wish, a_candidate(rates_minor={(Format.PHOTO, "CNY"): 50_001})).name == "price"


def test_what_the_brief_does_not_ask_for_is_not_listed():
    _, removed = passing(a_wish(languages=()), [], total=0)
    assert {"followers", "region", "languages"}.isdisjoint(row.name for row in removed)


def test_a_creator_with_two_channels_counts_once_with_the_proved_one():
    both = new_id()
    claimed = a_candidate(creator_id=both, verified_at=None, followers=90_000)
    proved = a_candidate(creator_id=both, followers=4_000)
    left, removed = passing(a_wish(), [claimed, proved], total=1)
    assert left == [proved]
    assert sum(row.removed for row in removed) == 0


def test_who_was_answered_is_not_offered_again():
    done = a_candidate()
    left, removed = passing(a_wish(), [done], total=1, decided={done.creator_id})
    assert left == []
    assert (removed[-1].name, removed[-1].removed) == ("decided", 1)


def test_every_filter_says_a_whole_sentence():
    _, removed = passing(a_wish(**STRICT), [], total=0)
    assert all("%" not in str(row.label) for row in removed)
