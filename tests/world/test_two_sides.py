"""Mistakes put into both sides are all found and rightly named, and nothing is made up."""

from __future__ import annotations

import json
from random import Random

import pytest
from click.testing import CliRunner

from marketplace.reconciliation.matching import compare
from marketplace.reconciliation.states import BreakKind
from marketplace.world.commands.simulate import simulate
from marketplace.world.two_sides.happenings import CUT, Month, happenings
from marketplace.world.two_sides.judging import judge, simulate_reconcile
from marketplace.world.two_sides.mistakes import with_a_mistake


def test_five_hundred_mistakes_among_fifty_thousand_pairs_are_found_and_named_and_nothing_else():
    judged = simulate_reconcile(seed=1, breaks=500, clean=50_000)
    assert judged.as_json() == {"seeded": 500, "found": 500, "classified": 500, "false_alarms": 0}, judged.notes
    assert set(judged.by_kind) == {kind.value for kind in BreakKind}


@pytest.mark.parametrize("seed", range(5))
def test_mistakes_that_stand_close_together_are_told_apart(seed):
    judged = simulate_reconcile(seed, breaks=300, clean=200)
    assert judged.is_sound, judged.notes


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 22))
def test_many_months_with_mistakes(seed):
    judged = simulate_reconcile(seed, breaks=500, clean=50_000)
    assert judged.is_sound, judged.notes


def test_the_judge_notices_what_was_missed_misnamed_and_made_up():
    month = Month(Random(3))
    pairs = happenings(month, 40)
    seeded = [with_a_mistake(month, pair, BreakKind.MISSING_HERE) for pair in pairs[:20]]
    found = compare([], [pair.told for pair in pairs[10:]], CUT).breaks
    judged = judge(seeded, found)
    assert (judged.seeded, judged.found, judged.classified) == (20, 10, 10)
    assert judged.false_alarms == len(found) - 10 > 0
    misnamed = judge([with_a_mistake(month, pairs[0], BreakKind.TIMING)], found_as_missing(pairs[0]))
    assert (misnamed.found, misnamed.classified, misnamed.is_sound) == (1, 0, False)


def found_as_missing(pair):
    return compare([], [pair.told], CUT.replace(year=2027)).breaks


def test_the_same_seed_makes_the_same_month():
    assert happenings(Month(Random(9)), 300) == happenings(Month(Random(9)), 300)


def test_the_command_ends_with_one_line_of_json():
    done = CliRunner().invoke(simulate, ["reconcile", "--seed", "5", "--breaks", "12", "--clean", "300", "--strict"])
    assert done.exit_code == 0
    last = json.loads(done.stdout.strip().splitlines()[-1])
    assert last == {"seeded": 12, "found": 12, "classified": 12, "false_alarms": 0}
