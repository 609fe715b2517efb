"""Which pair is which, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.ledger.kinds import JournalKind as K
from marketplace.reconciliation.matching import compare
from marketplace.reconciliation.sides import difference_at
from marketplace.reconciliation.states import BreakKind
from marketplace.world.two_sides.happenings import CUT as MONTH_END
from marketplace.world.two_sides.happenings import Month, happenings
from marketplace.world.two_sides.mistakes import with_a_mistake
from tests.reconciliation.sides import CUT, booked, told


def found(ours, theirs, cut=CUT):
    return [(one.kind, one.subject, dict(one.difference)) for one in compare(ours, theirs, cut).breaks]


def test_a_payment_and_its_fee_match_one_balance_transaction():
    ours = [booked(), booked("top_up:1:fee", -320, kind=K.STRIPE_FEE)]
    findings = compare(ours, [told(fee=320)], CUT)
    assert findings.matched == 1
    assert findings.breaks == ()


def test_a_payment_that_was_never_booked_is_missing_here():
    assert found([], [told(fee=320)]) == [(BreakKind.MISSING_HERE, "txn_1", {"USD": -9_680})]


def test_a_booking_that_stripe_does_not_know_is_missing_there_as_one_thing_with_its_fee():
    ours = [booked(), booked("top_up:1:fee", -320, kind=K.STRIPE_FEE)]
    assert found(ours, []) == [(BreakKind.MISSING_THERE, "top_up:1", {"USD": 9_680})]


def test_a_cent_too_much_is_a_difference_of_amount():
    assert found([booked(amount=10_001)], [told()]) == [(BreakKind.AMOUNT, "txn_1", {"USD": 1})]


def test_a_fee_that_was_booked_wrongly_is_a_difference_of_amount():
    ours = [booked(), booked("top_up:1:fee", -319, kind=K.STRIPE_FEE)]
    assert found(ours, [told(fee=320)]) == [(BreakKind.AMOUNT, "txn_1", {"USD": 1})]


def test_a_fee_booked_into_what_moved_is_seen_although_the_sum_is_right():
    assert found([booked(amount=9_680)], [told(fee=320)]) == [(BreakKind.AMOUNT, "txn_1", {})]


def test_what_is_booked_under_two_keys_is_there_twice():
    assert found([booked(), booked("top_up:1:again")], [told()]) == [(BreakKind.DUPLICATE, "txn_1", {"USD": 10_000})]


def test_two_transfers_for_one_payout_are_one_too_many_and_shown_side_by_side():
    ours = [booked("payout:p:sent", -5_000, about="tr_1", purpose="p", kind=K.PAYOUT_SENT)]
    theirs = [told(f"txn_{n}", -5_000, source=f"tr_{n}", purpose="p", type="transfer") for n in (1, 2)]
    (only,) = compare(ours, theirs, CUT).breaks
    assert (only.kind, only.subject, only.difference) == (BreakKind.DUPLICATE, "txn_2", {"USD": 5_000})
    assert {one.id for one in only.told} == {"txn_1", "txn_2"}


def test_another_currency_is_seen_whatever_the_amount():
    ours = [booked(currency="EUR")]
    assert found(ours, [told()]) == [(BreakKind.CURRENCY, "txn_1", {"EUR": 10_000, "USD": -10_000})]


def test_what_lies_on_both_sides_of_the_cut_is_a_matter_of_time_and_gone_at_the_next_cut():
    ours, theirs = [booked(at=CUT)], [told(at=CUT - timedelta(seconds=1))]
    assert found(ours, theirs) == [(BreakKind.TIMING, "txn_1", {"USD": -10_000})]
    assert found(ours, theirs, CUT + timedelta(days=1)) == []


def test_what_lies_after_the_cut_is_left_for_the_next():
    later = CUT + timedelta(hours=1)
    assert compare([booked(at=later)], [told(at=later)], CUT).matched == 0
    assert found([], [told(at=later)]) == found([booked(at=later)], []) == []


def test_equal_amounts_of_the_same_second_are_told_apart_by_their_names():
    ours = [booked(f"payout:{n}:sent", -700, about=f"tr_{n}", kind=K.PAYOUT_SENT) for n in (1, 3)]
    theirs = [told(f"txn_{n}", -700, source=f"tr_{n}", type="transfer") for n in (1, 2)]
    assert found(ours, theirs) == [
        (BreakKind.MISSING_THERE, "payout:3:sent", {"USD": -700}),
        (BreakKind.MISSING_HERE, "txn_2", {"USD": 700}),
    ]


def test_a_payout_that_came_back_matches_the_reversal_of_its_transfer():
    ours = [
        booked("payout:p:sent", -700, about="tr_1", kind=K.PAYOUT_SENT),
        booked("payout:p:sent:back", 700, about="tr_1", kind=K.REVERSAL),
    ]
    theirs = [
        told("txn_1", -700, source="tr_1", type="transfer"),
        told("txn_2", 700, source="trr_1", parent="tr_1", type="transfer_refund"),
    ]
    assert compare(ours, theirs, CUT).matched == 2
    assert found(ours, theirs[:1]) == [(BreakKind.MISSING_THERE, "payout:p:sent:back", {"USD": 700})]


def test_a_refund_that_came_back_is_told_from_the_refund_by_its_way():
    ours = [booked("refund:1:sent", -900, about="re_1", kind=K.REFUND_SENT)]
    theirs = [
        told("txn_1", -900, source="re_1", type="refund"),
        told("txn_2", 900, source="re_1", type="refund_failure"),
    ]
    assert found(ours, theirs) == [(BreakKind.MISSING_HERE, "txn_2", {"USD": -900})]


def test_a_booking_that_was_taken_back_again_makes_no_difference_once_both_are_before_the_cut():
    ours = [booked(about=None), booked("reconciliation:1", -10_000, about="top_up:1", kind=K.REVERSAL)]
    ours[0] = booked(about="top_up:1")
    assert found(ours, []) == []
    ours[1] = booked("reconciliation:1", -10_000, about="top_up:1", kind=K.REVERSAL, at=CUT)
    assert found(ours, []) == [(BreakKind.TIMING, "top_up:1", {"USD": 10_000})]


def test_a_lone_fee_of_stripes_matches_a_lone_journal_and_is_known_when_it_is_there_twice():
    fee = told(amount=-2_778, type="stripe_fee")
    once = booked("fee:1", -2_778, kind=K.STRIPE_FEE)
    assert compare([once], [fee], CUT).matched == 1
    assert found([once, booked("fee:2", -2_778, kind=K.STRIPE_FEE)], [fee])[0][0] is BreakKind.DUPLICATE


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), wrong=st.integers(0, 40), clean=st.integers(0, 80))
def test_what_is_found_explains_the_difference_of_the_balances_to_the_cent(seed, wrong, clean):
    month = Month(Random(seed))
    pairs = happenings(month, wrong + clean)
    made = [with_a_mistake(month, pair, month.chance.choice(list(BreakKind))) for pair in pairs[:wrong]]
    both = [*made, *pairs[wrong:]]
    ours = [one for pair in both for one in pair.booked]
    theirs = [one for pair in both for one in (pair.told if isinstance(pair.told, tuple) else (pair.told,))]
    explained: Counter[str] = Counter()
    for one in compare(ours, theirs, MONTH_END).breaks:
        explained.update(one.difference)
    assert {k: v for k, v in explained.items() if v} == difference_at(MONTH_END, ours, theirs)
    shuffled = month.chance.sample(ours, len(ours)), month.chance.sample(theirs, len(theirs))
    assert compare(*shuffled, MONTH_END) == compare(ours, theirs, MONTH_END)
