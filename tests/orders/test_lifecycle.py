"""The table of an order's life, as a table."""

from __future__ import annotations

import pytest

from marketplace.base.actor import Side
from marketplace.base.lifecycle import BadTable, Lifecycle, NotOpen, NotYours, step
from marketplace.orders.actions.clocks import SILENCE
from marketplace.orders.sentences import ROWS
from marketplace.orders.states import LABELS, ORDER_LIFECYCLE, VERBS, OrderState
from marketplace.orders.views.reading import verbs_shown
from marketplace.orders.views.verbs import NOUNS


def test_every_clock_has_its_deed_and_every_deed_its_clock() -> None:
    clocked = {row.verb for row in ORDER_LIFECYCLE.steps if row.after}
    assert clocked == set(SILENCE)


def test_every_state_and_every_verb_can_be_read() -> None:
    assert set(OrderState) <= set(LABELS)
    assert set(OrderState) == set(ROWS)
    assert {row.verb for row in ORDER_LIFECYCLE.steps} == set(VERBS)


def test_every_verb_of_a_person_has_a_place_where_it_is_posted() -> None:
    drawn_elsewhere = {"submit_draft", "bind_post", "approve", "ask_for_changes"}
    machines = {"pass_check", "fail_check", "pass_live_check", "fail_live_check", "breach"}
    people = {Side.BRAND, Side.CREATOR, Side.STAFF}
    posted = {row.verb for row in ORDER_LIFECYCLE.steps if row.by & people} - drawn_elsewhere - machines
    assert posted <= set(NOUNS)
    assert callable(verbs_shown)


def test_an_accepted_order_begins_where_its_terms_say() -> None:
    def first(**terms: object) -> OrderState:
        return ORDER_LIFECYCLE.next_state(OrderState.OFFERED, "accept", Side.CREATOR, terms=terms)

    assert first() is OrderState.DRAFT_DUE
    assert first(outline_wanted=True) is OrderState.OUTLINE_DUE
    assert first(product_terms="given", outline_wanted=True) is OrderState.AWAIT_PRODUCT


def test_a_verb_belongs_to_its_side_and_its_state() -> None:
    with pytest.raises(NotYours):
        ORDER_LIFECYCLE.next_state(OrderState.OFFERED, "accept", Side.BRAND)
    with pytest.raises(NotOpen):
        ORDER_LIFECYCLE.next_state(OrderState.DRAFT_DUE, "accept", Side.CREATOR)


def test_a_table_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(BadTable, match="never reached"):
        Lifecycle(OrderState.OFFERED, (step("accept", Side.CREATOR, {OrderState.OFFERED}, OrderState.DRAFT_DUE),))


def test_final_states_offer_nothing() -> None:
    final = {state for state in OrderState if ORDER_LIFECYCLE.is_final(state)}
    assert final == {
        OrderState.DECLINED, OrderState.EXPIRED, OrderState.CANCELLED, OrderState.BREACHED, OrderState.COMPLETED,
    }  # fmt: skip
    assert "[*]" in ORDER_LIFECYCLE.as_mermaid()
