"""Rules of matching on made-up markets; small versions of `marketplace simulate exposure` and `planner`."""

import json

from click.testing import CliRunner

from marketplace.world.commands.simulate import simulate
from marketplace.world.trials.exposure import try_exposure
from marketplace.world.trials.planner import try_planner


def last_line(*words):
    answer = CliRunner().invoke(simulate, list(words))
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output.strip().splitlines()[-1])


def test_small_creators_get_their_floor_at_a_small_price():
    told = try_exposure(60, seed=7)
    assert told.koc_share >= told.koc_share_owed > told.koc_share_by_score
    assert told.met >= 57
    assert told.below_by_score > 3
    assert 0 < told.fit_loss_of_floor < 0.05
    assert told.newcomer_places > 60
    assert told.kocs_never_shown < told.kocs_never_shown_by_score


def test_the_same_seed_tells_the_same():
    assert try_exposure(5, seed=3) == try_exposure(5, seed=3)
    assert try_exposure(5, seed=3) != try_exposure(5, seed=4)


def test_the_planner_reaches_more_than_by_fit_and_by_followers_on_curves_it_does_not_assume():
    told = try_planner(6, seed=11)
    assert told.worse == []
    assert told.better == 6
    assert all(0.3 < share <= 1 for share in told.of_bound)


def test_both_commands_end_with_one_line_of_json():
    assert {"koc_share", "floor", "fit_loss"} <= set(last_line("exposure", "--campaigns", "3", "--seed", "5"))
    assert {"never_worse", "better"} <= set(last_line("planner", "--budgets", "2", "--seed", "5"))
