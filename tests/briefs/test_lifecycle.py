from hypothesis import given
from hypothesis import strategies as st

from marketplace.base.actor import Side
from marketplace.briefs.sentences import HISTORY, NEXT_STEPS, STAGES, stage_states
from marketplace.briefs.states import BRIEF_LIFECYCLE, LABELS, PUBLIC, UNFUNDED, BriefState
from marketplace.briefs.views.reading import ROLES_BY_VERB

S = BriefState
FINAL = {S.REJECTED, S.ARCHIVED, S.CANCELLED}


@given(st.lists(st.integers(0, 50), max_size=30))
def test_however_a_brief_lives_creators_see_it_only_after_staff_approved_it_and_money_was_set_aside(picks):
    state, done = S.DRAFT, []
    for pick in picks:
        open_now = [(verb, side) for side in Side for verb in BRIEF_LIFECYCLE.open_to(state, side)]
        if not open_now:
            break
        verb, side = open_now[pick % len(open_now)]
        state = BRIEF_LIFECYCLE.next_state(state, verb, side)
        done.append((verb, side))
        if state in PUBLIC:
            assert ("approve", Side.STAFF) in done
            assert ("fund", Side.BRAND) in done
        if state in UNFUNDED:
            assert "fund" not in [verb for verb, _ in done]


def test_every_state_that_is_not_final_has_a_way_out_and_no_other_has():
    assert {state for state in S if BRIEF_LIFECYCLE.is_final(state)} == FINAL


def test_nothing_can_be_cancelled_once_work_has_begun():
    for state in (S.RUNNING, S.WRAPPING, *FINAL):
        assert "cancel" not in BRIEF_LIFECYCLE.open_to(state, Side.BRAND)


def test_every_state_and_every_verb_has_words():
    assert set(NEXT_STEPS) == set(S)
    assert set(S) <= set(LABELS)
    assert {row.verb for row in BRIEF_LIFECYCLE.steps} == set(HISTORY)
    brand_verbs = {row.verb for row in BRIEF_LIFECYCLE.steps if Side.BRAND in row.by}
    assert set(ROLES_BY_VERB) == brand_verbs - {"open"}  # a funded brief opens at once


def test_a_campaign_goes_through_its_stages_once_and_forwards():
    way = (S.DRAFT, S.IN_REVIEW, S.APPROVED, S.OPEN, S.CLOSED, S.RUNNING, S.WRAPPING, S.ARCHIVED)
    done = [stage_states(state).count("done") for state in way]
    assert done == sorted(done)
    assert done[-1] == len(STAGES)
    assert stage_states(S.CANCELLED) == ()
