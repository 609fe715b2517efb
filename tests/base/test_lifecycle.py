from datetime import timedelta
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.actor import Side
from marketplace.base.lifecycle import PREVIOUS, BadTable, Choice, Lifecycle, NotOpen, NotYours, step


class S(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    PAUSED = "paused"
    KEPT = "kept"
    LOST = "lost"


BRAND, CREATOR, SYSTEM = Side.BRAND, Side.CREATOR, Side.SYSTEM
FATE = Choice("fate", lambda terms: S.KEPT if terms.get("careful") else S.LOST, frozenset({S.KEPT, S.LOST}))
LIFE = Lifecycle(
    S.ASKED,
    (
        step("give", CREATOR, {S.ASKED}, S.GIVEN),
        step("forget", SYSTEM, {S.ASKED}, S.LOST, after="answer_by"),
        step("pause", (BRAND, CREATOR), {S.ASKED, S.GIVEN}, S.PAUSED),
        step("go_on", BRAND, {S.PAUSED}, PREVIOUS),
        step("end", BRAND, {S.GIVEN}, FATE),
    ),
    clocks={"answer_by": timedelta(hours=72)},
)


def test_a_verb_leads_where_its_row_says():
    assert LIFE.next_state(S.ASKED, "give", CREATOR) is S.GIVEN


def test_a_verb_of_the_other_side_is_refused_as_such():
    with pytest.raises(NotYours):
        LIFE.next_state(S.ASKED, "give", BRAND)


@pytest.mark.parametrize(("state", "verb"), [(S.GIVEN, "give"), (S.LOST, "give"), (S.ASKED, "dance")])
def test_a_verb_that_is_not_open_is_refused_as_such(state, verb):
    with pytest.raises(NotOpen):
        LIFE.next_state(state, verb, CREATOR)


def test_a_step_back_leads_to_where_the_thing_was():
    assert LIFE.next_state(S.PAUSED, "go_on", BRAND, previous=S.GIVEN) is S.GIVEN
    with pytest.raises(NotOpen):
        LIFE.next_state(S.PAUSED, "go_on", BRAND)


@pytest.mark.parametrize(("terms", "after"), [({"careful": True}, S.KEPT), ({}, S.LOST), (None, S.LOST)])
def test_a_choice_follows_the_terms(terms, after):
    assert LIFE.next_state(S.GIVEN, "end", BRAND, terms=terms) is after


def test_a_choice_that_was_not_listed_is_an_error():
    stray = Choice("stray", lambda _: S.ASKED, frozenset({S.GIVEN}))
    life = Lifecycle(S.ASKED, (step("go", BRAND, {S.ASKED}, stray), step("more", BRAND, {S.GIVEN}, FATE), PAUSE))
    with pytest.raises(BadTable, match="not listed"):
        life.next_state(S.ASKED, "go", BRAND)


PAUSE = step("pause", BRAND, {S.GIVEN}, S.PAUSED)


def test_buttons_come_in_the_order_of_the_table():
    assert LIFE.open_to(S.ASKED, CREATOR) == ("give", "pause")
    assert LIFE.open_to(S.ASKED, SYSTEM) == ("forget",)
    assert LIFE.open_to(S.LOST, BRAND) == ()


def test_clocks_and_ends_are_read_from_the_table():
    assert LIFE.clocked(S.ASKED).verb == "forget"
    assert LIFE.clocked(S.GIVEN) is None
    assert [state for state in S if LIFE.is_final(state)] == [S.KEPT, S.LOST]
    assert [state for state in S if LIFE.leads_back(state)] == [S.PAUSED]


@pytest.mark.parametrize(
    ("steps", "clocks", "why"),
    [
        ((step("give", BRAND, {S.ASKED}, S.GIVEN),), {}, "never reached"),
        ((*LIFE.steps, step("give", CREATOR, {S.ASKED}, S.LOST)), LIFE.clocks, "listed twice"),
        ((*LIFE.steps, step("tire", SYSTEM, {S.ASKED}, S.LOST, after="answer_by")), LIFE.clocks, "two clocks"),
        (LIFE.steps, {}, "no default length"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused_when_it_is_made(steps, clocks, why):
    with pytest.raises(BadTable, match=why):
        Lifecycle(S.ASKED, steps, clocks)


def test_the_diagram_names_every_step_with_its_side_and_clock():
    drawn = LIFE.as_mermaid().splitlines()
    assert drawn[:2] == ["stateDiagram-v2", "    [*] --> ASKED"]
    assert "    ASKED --> LOST: forget (system after answer_by)" in drawn
    assert "    GIVEN --> PAUSED: pause (brand/creator)" in drawn
    assert "    PAUSED --> GIVEN: go_on (brand)" in drawn
    assert drawn[-2:] == ["    KEPT --> [*]", "    LOST --> [*]"]


@given(st.lists(st.tuples(st.sampled_from([row.verb for row in LIFE.steps]), st.sampled_from(list(Side))), max_size=30))
def test_random_moves_never_leave_the_table(tries):
    state, before = S.ASKED, None
    for verb, side in tries:
        try:
            after = LIFE.next_state(state, verb, side, previous=before)
        except (NotOpen, NotYours):
            assert verb not in LIFE.open_to(state, side) or (verb == "go_on" and before is None)
        else:
            row = next(row for row in LIFE.steps if row.verb == verb and state in row.sources)
            assert after in LIFE.targets_of(row)
            state, before = after, state
