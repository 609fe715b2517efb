"""What is suggested puts the break right: booked as said, nothing is left to find."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.base.ids import new_id
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.kinds import JournalKind as K
from marketplace.reconciliation.matching import compare
from marketplace.reconciliation.sides import FEES, Booked, Break
from marketplace.reconciliation.states import BreakKind
from marketplace.reconciliation.suggestions import suggestion_for
from marketplace.world.two_sides.happenings import CUT, Month, happenings
from marketplace.world.two_sides.mistakes import with_a_mistake
from tests.reconciliation.sides import booked, told


def on_stripe(found: Break) -> list[tuple[K, int, str]]:
    """What the suggested postings do to our account at Stripe."""
    return [
        (one.kind, line.amount.minor, line.amount.currency)
        for one in suggestion_for(found).postings
        for line in one.lines
        if line.account == chart.psp_stripe()
    ]


def only_break(ours, theirs):
    (found,) = compare(ours, theirs, CUT).breaks
    return found


def test_unknown_money_goes_to_suspense_and_its_fee_to_the_fees():
    assert on_stripe(only_break([], [told(fee=320)])) == [(K.UNEXPLAINED, 10_000, "USD"), (K.STRIPE_FEE, -320, "USD")]


@pytest.mark.parametrize(
    ("type", "amount", "kind"),
    [
        ("stripe_fee", -200, K.STRIPE_FEE),
        ("stripe_fee", 200, K.STRIPE_FEE),
        ("payout", -200, K.WITHDRAWAL_BEGUN),
        ("payout_failure", 200, K.WITHDRAWAL_FAILED),
        ("payout", 200, K.UNEXPLAINED),
        ("transfer", -200, K.UNEXPLAINED),
        ("something new", -200, K.UNEXPLAINED),
    ],
)
def test_what_can_only_be_one_thing_is_booked_as_that(type, amount, kind):
    assert on_stripe(only_break([], [told(amount=amount, type=type)])) == [(kind, amount, "USD")]


def test_of_two_equal_journals_the_later_one_is_taken_back():
    first, second = booked(), booked("top_up:1:again")
    second = replace(second, at=first.at.replace(hour=13))
    found = only_break([second, first], [told()])
    assert suggestion_for(found).reverses == (second.journal_id,)


def test_nothing_is_suggested_for_what_time_solves():
    pair = [booked(at=CUT)], [told()]
    assert not suggestion_for(only_break(*pair)).is_something


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 2**32), kind=st.sampled_from([one for one in BreakKind if one is not BreakKind.TIMING]))
def test_once_a_suggestion_is_booked_the_break_is_gone(seed, kind):
    month = Month(Random(seed))
    (pair,) = happenings(month, 1)
    made = with_a_mistake(month, pair, kind)
    found = only_break(made.booked, made.told)
    assert compare([*made.booked, *_as_booked(found)], made.told, CUT).breaks == ()


def _as_booked(found: Break) -> list[Booked]:
    about = found.told[0].id if found.told else found.booked[0].about or found.booked[0].key
    said = suggestion_for(found)
    by_id = {one.journal_id: one for one in found.booked}
    back = [
        replace(one, journal_id=new_id(), key=f"{one.key}:back", kind=K.REVERSAL, amount=-one.amount, about=about)
        for one in (by_id[journal_id] for journal_id in said.reverses)
    ]
    more = [
        Booked(new_id(), f"new:{n}", kind, Money(minor, currency), found.since, about, None, kind in FEES)
        for n, (kind, minor, currency) in enumerate(on_stripe(found))
    ]
    return back + more
