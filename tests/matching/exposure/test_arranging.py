import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.exposure.arranging import (
    FIRST_FOR_NEWCOMERS,
    NEAR,
    PLACES,
    USUAL,
    Rules,
    Standing,
    Why,
    arrange,
)
from marketplace.matching.exposure.attention import attention_at
from marketplace.matching.exposure.newcomers import Belief

ONLY_FLOOR = Rules(newcomers=0, weight_of_score=1.0)
BY_SCORE = Rules(floor=0.0, newcomers=0, weight_of_score=1.0)


def standing(score, *, koc=False, new=False, name=None):
    return Standing(name or f"{score}", score, koc, new, Belief(1, 9))


@st.composite
def fields(draw):
    count = draw(st.integers(0, 60))
    scores = sorted((draw(st.floats(0, 100)) for _ in range(count)), reverse=True)
    return [
        standing(score, koc=draw(st.booleans()), new=draw(st.booleans()), name=str(place))
        for place, score in enumerate(scores)
    ]


@given(fields(), st.integers(0, 5))
def test_everybody_has_one_place_and_the_same_key_gives_the_same_list(field, day):
    vectors = np.random.default_rng(len(field)).normal(size=(len(field), 4)).astype(np.float32)
    arranged = arrange(field, vectors, key=f"brief {day}")
    assert sorted(row.candidate for row in arranged.places) == list(range(len(field)))
    assert arrange(field, vectors, key=f"brief {day}") == arranged


@given(fields())
def test_after_the_first_places_everybody_stands_by_score(field):
    rest = [row.candidate for row in arrange(field, None, key="k").places[PLACES:]]
    assert rest == sorted(rest)


@given(fields())
def test_the_floor_is_met_by_kocs_near_the_cut_off_alone(field):
    arranged = arrange(field, None, key="k", rules=ONLY_FLOOR)
    assert arranged.meets_floor
    for row in arranged.places[:PLACES]:
        if row.why is Why.FLOOR:
            assert field[row.candidate].is_koc
            assert field[row.candidate].score >= field[min(PLACES, len(field)) - 1].score - NEAR


@given(fields())
def test_no_more_is_moved_than_the_floor_asks_for(field):
    arranged = arrange(field, None, key="k", rules=ONLY_FLOOR)
    if arranged.koc_share_by_score >= arranged.floor:
        assert [row.candidate for row in arranged.places] == list(range(len(field)))
    else:
        assert arranged.koc_share - arranged.floor <= attention_at(1) / sum(map(attention_at, range(1, PLACES + 1))) * 3


@given(fields())
def test_without_rules_the_list_is_by_score_and_costs_nothing(field):
    arranged = arrange(field, None, key="k", rules=BY_SCORE)
    assert [row.candidate for row in arranged.places] == list(range(len(field)))
    assert arranged.fit_loss == pytest.approx(0)
    assert {row.why for row in arranged.places} <= {Why.SCORE}


@given(fields())
def test_newcomers_are_new_near_rare_and_below_the_first_five(field):
    arranged = arrange(field, None, key="k")
    newcomers = [(place, row) for place, row in enumerate(arranged.places, 1) if row.why is Why.NEWCOMER]
    assert len(newcomers) <= USUAL.newcomers
    for place, row in newcomers:
        assert FIRST_FOR_NEWCOMERS <= place <= PLACES
        assert field[row.candidate].is_new
        assert field[row.candidate].score >= field[PLACES - 1].score - NEAR
        assert 0 < row.propensity <= 1
    if len(field) <= PLACES:
        assert newcomers == []


def test_two_of_twenty_places_go_to_newcomers_where_there_are_some():
    field = [standing(80 - place / 4, new=place >= 25, name=str(place)) for place in range(60)]
    first = arrange(field, None, key="k").places[:PLACES]
    assert sum(row.why is Why.NEWCOMER for row in first) == 2


def test_kocs_near_the_cut_off_get_their_share_and_the_best_of_them_first():
    field = [standing(80 - place / 4, koc=place >= 20, name=str(place)) for place in range(40)]
    arranged = arrange(field, None, key="k", rules=ONLY_FLOOR)
    assert arranged.koc_share_by_score == 0
    assert arranged.koc_share >= arranged.floor == pytest.approx(0.30)
    raised = [row.candidate for row in arranged.places[:PLACES] if row.why is Why.FLOOR]
    assert sorted(raised) == list(range(20, 20 + len(raised)))
    assert 0 < arranged.fit_loss < 0.05


def test_kocs_far_below_are_not_raised_and_are_owed_nothing():
    field = [standing(80, name=str(place)) for place in range(20)] + [standing(40, koc=True, name="far")]
    arranged = arrange(field, None, key="k")
    assert arranged.floor == 0
    assert arranged.meets_floor
    assert arranged.places[-1].candidate == 20


def test_kocs_are_owed_no_more_than_their_share_of_those_near():
    field = [standing(60, koc=place == 5, name=str(place)) for place in range(20)]
    assert arrange(field, None, key="k").floor == pytest.approx(1 / 20)


def test_of_two_who_post_the_same_the_second_stands_lower():
    field = [standing(70, name="a"), standing(69, name="double"), standing(66, name="other")]
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert [row.candidate for row in arrange(field, vectors, key="k").places] == [0, 2, 1]


def test_who_is_only_somewhat_alike_stands_by_score():
    field = [standing(70, name="a"), standing(69, name="alike"), standing(66, name="other")]
    vectors = np.array([[1, 0], [0.5, 0.87], [0, 1]], dtype=np.float32)
    assert [row.candidate for row in arrange(field, vectors, key="k").places] == [0, 1, 2]


def test_an_empty_list_is_arranged_too():
    assert arrange([], None, key="k").places == ()


def test_the_loss_is_what_the_weighed_scores_lose():
    field = [standing(90, name="a"), standing(85, koc=True, name="b")]
    arranged = arrange(field, None, key="k", rules=Rules(floor=0.9, newcomers=0, weight_of_score=1.0))
    assert [row.candidate for row in arranged.places] == [1, 0]
    best = 90 * attention_at(1) + 85 * attention_at(2)
    assert arranged.fit_loss == pytest.approx(1 - (85 * attention_at(1) + 90 * attention_at(2)) / best)
