import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.matching.reasons import ABOUT, BOTH, MIDDLING, STRONG, WEAK, About, sentence_for
from marketplace.matching.scoring import (
    BASE,
    LABELS,
    WEIGHTS,
    Part,
    percentiles,
    places_of_authenticity,
    reactions_for_price,
    scores,
)

NUMBER = st.one_of(st.floats(-1e6, 1e6), st.just(math.nan))
FIELDS = st.integers(1, 12).flatmap(
    lambda count: st.fixed_dictionaries(
        {part: st.lists(NUMBER, min_size=count, max_size=count).map(np.array) for part in Part}
    )
)


def plain(**values):
    """A field in which only the named parts are known."""
    count = len(next(iter(values.values())))
    return {part: np.array(values.get(part.value, [math.nan] * count), dtype=float) for part in Part}


def test_the_weights_are_all_of_the_score_and_have_words():
    assert sum(WEIGHTS.values()) == pytest.approx(1)
    assert set(WEIGHTS) == set(Part) == set(LABELS)


@given(FIELDS)
def test_contributions_add_up_to_the_score(field):
    for row in scores(field):
        assert BASE + sum(part.points for part in row.contributions) == pytest.approx(row.score)
        assert 0 <= row.score <= 100


@given(FIELDS)
def test_the_candidates_together_stand_at_fifty(field):
    made = scores(field)
    assert sum(row.score for row in made) / len(made) == pytest.approx(BASE)


@given(FIELDS)
def test_what_is_not_known_adds_nothing_and_takes_nothing(field):
    for place, row in enumerate(scores(field)):
        for part in row.contributions:
            if math.isnan(field[part.part][place]):
                assert not part.known
                assert part.points == 0


@given(FIELDS, st.integers(0, 11), st.sampled_from(list(Part)), st.floats(1, 1e6))
def test_a_better_value_never_lowers_a_score(field, place, part, more):
    place %= len(field[part])
    if math.isnan(field[part][place]):
        return
    better = {**field, part: field[part].copy()}
    better[part][place] += more
    assert scores(better)[place].score >= scores(field)[place].score - 1e-9


@given(FIELDS, st.integers(0, 11), st.sampled_from(list(Part)))
def test_losing_a_value_that_is_not_above_the_middle_never_lowers_a_score(field, place, part):
    place %= len(field[part])
    before = scores(field)[place]
    points = next(row.points for row in before.contributions if row.part is part)
    lost = {**field, part: field[part].copy()}
    lost[part][place] = math.nan
    after = scores(lost)[place]
    assert after.score == pytest.approx(before.score - points)
    assert points > 0 or after.score >= before.score - 1e-9


@given(FIELDS)
def test_how_far_somebody_is_behind_is_told_of_those_below_the_middle_alone(field):
    made = scores(field)
    for part in Part:
        known = [value for value in field[part] if not math.isnan(value)]
        for value, row in zip(field[part], made, strict=True):
            behind = next(each.behind for each in row.contributions if each.part is part)
            middle = float(np.median(known)) if known else 0.0
            assert behind == (0 if math.isnan(value) else pytest.approx(max(0.0, middle - value)))


PROBABLE = st.lists(
    st.tuples(st.sampled_from("abc"), st.floats(0.01, 0.99), st.floats(0, 1), st.booleans()), min_size=1, max_size=12
)


def authenticity(creators, limited=()):
    """Places of creators given as (tier, probability, lower end as a share of it, whether anything is known)."""
    likely = np.array([probable if known else math.nan for _, probable, _, known in creators])
    low = np.array([probable * share if known else math.nan for _, probable, share, known in creators])
    few = [place in limited for place in range(len(creators))]
    return places_of_authenticity([tier for tier, *_ in creators], likely, low, few)


@given(PROBABLE, st.integers(0, 11), st.floats(0, 1))
def test_little_data_alone_puts_nobody_below_the_middle_of_their_tier(creators, place, less):
    place %= len(creators)
    tier, probable, share, _ = creators[place]
    wider = [*creators[:place], (tier, probable, share * less, True), *creators[place + 1 :]]
    peers = [(at, row[1]) for at, row in enumerate(wider) if row[3] and row[0] == tier]
    by_probability = dict(zip([at for at, _ in peers], percentiles(np.round([p for _, p in peers], 2)), strict=True))
    made = authenticity(wider)[place]
    if by_probability[place] >= 0.5:
        assert math.isnan(made) or made >= 0.5
    else:
        assert made >= by_probability[place]


@given(PROBABLE, st.integers(0, 11))
def test_somebody_of_whom_little_is_known_loses_nothing_while_they_are_rather_authentic_than_not(creators, place):
    place %= len(creators)
    _, probable, _, known = creators[place]
    made = authenticity(creators, limited={place})[place]
    if known and probable >= 0.5:
        assert math.isnan(made) or made >= 0.5


def test_what_differs_by_less_than_a_hundredth_is_the_same():
    same = authenticity([("nano", 0.9012, 1.0, True), ("nano", 0.9031, 1.0, True), ("nano", 0.4, 1.0, True)])
    assert same[0] == same[1] > 0.5 > same[2]


@given(PROBABLE)
def test_a_tier_is_compared_with_itself_alone(creators):
    whole = authenticity(creators)
    for tier in "abc":
        places = [place for place, each in enumerate(creators) if each[0] == tier]
        if places:
            alone = authenticity([creators[place] for place in places])
            np.testing.assert_allclose(whole[places], alone)


def test_the_lower_end_ranks_and_a_wide_interval_gives_no_place_but_takes_none():
    certain, average, unknown, doubtful = places_of_authenticity(
        ["nano"] * 4, np.array([0.95, 0.90, 0.95, 0.30]), np.array([0.90, 0.80, 0.40, 0.20]), [False] * 4
    )
    assert certain > average >= 0.5
    assert math.isnan(unknown)
    assert doubtful < 0.5


@given(FIELDS)
def test_the_sentence_names_the_true_largest_parts(field):
    for row in scores(field):
        said = sentence_for(row.contributions)
        named = [each.pattern for each in said.values.values()] if said.pattern == BOTH else [said.pattern]
        points = {part.part: part.points for part in row.contributions}
        for part, pattern in STRONG.items():
            assert pattern not in named or points[part] == max(points.values()) >= 1
        for part, pattern in WEAK.items():
            assert pattern not in named or points[part] == min(points.values()) <= -1
        assert (MIDDLING in named) == (max(points.values()) < 1 and min(points.values()) > -1)


def test_equal_creators_have_equal_scores():
    assert percentiles(np.array([3.0, 3.0, 1.0])).tolist() == pytest.approx([4 / 6, 4 / 6, 1 / 6])


def test_a_median_of_one_post_is_not_believed_as_much_as_one_of_fifty():
    viral_once, steady, quiet = reactions_for_price([5000, 800, 20], [1, 50, 50], [10_000, 10_000, 10_000])
    assert steady > quiet
    assert math.log1p(5000) - math.log(10_000) - viral_once > math.log1p(800) - math.log(10_000) - steady


def test_without_a_price_or_reactions_nothing_is_claimed():
    assert np.isnan(reactions_for_price([None, 10], [0, 5], [100, None])).all()


def test_the_sentence_names_the_largest_strength_and_the_largest_weakness():
    rows = scores(plain(niche=[1, 2, 3], price=[3, 2, 1]))
    best = sentence_for(rows[2].contributions)
    assert best.pattern == BOTH
    assert best.values["strength"].pattern == STRONG[Part.NICHE]
    assert best.values["weakness"].pattern == WEAK[Part.PRICE]


def test_the_sentence_counts_posts_only_when_most_of_them_are_about_it():
    best = scores(plain(niche=[1, 2, 3]))[2].contributions
    assert sentence_for(best, About(9, 15)).pattern == ABOUT
    assert str(sentence_for(best, About(9, 15))).startswith("9 of the latest 15 posts")
    assert sentence_for(best, About(2, 15)).pattern == STRONG[Part.NICHE]


def test_somebody_in_the_middle_of_everything_is_told_so():
    assert sentence_for(scores(plain(niche=[1, 1, 1]))[0].contributions).pattern == MIDDLING
