"""Creators from a file are judged by every family of signs, and nobody is blamed for what is not known of them."""

import copy
import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.authenticity.commands import authenticity
from marketplace.authenticity.evaluating.frauds import KINDS
from marketplace.authenticity.evaluating.trial import attacked, market_of
from marketplace.authenticity.evaluating.world import honest_world
from marketplace.authenticity.profiles.judging import ProfileVerdict, judge_profiles
from marketplace.authenticity.profiles.profile import FIELDS, Profile, profile_of
from marketplace.authenticity.profiles.signs import Family, ramp, rarity
from tests.authenticity.worlds import sources

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
KNOWN_OF_POSTS = ("text", "likes", "comments", "saves", "shares", "reads", "at")


@cache
def world() -> list[dict[str, Any]]:
    """Creators with everything known of them."""
    return honest_world(sources(), np.random.default_rng(8))


@cache
def crooked_world() -> list[dict[str, Any]]:
    """The same creators, half of them with fraud of every kind."""
    made, market = world(), market_of(sources())
    done = copy.deepcopy(made)
    for at, kind in enumerate(KINDS):
        done[at * 4 : at * 4 + 4] = attacked(made[at * 4 : at * 4 + 4], kind, 1, market, np.random.default_rng(at))
    return done


@cache
def judged_honest() -> dict[str | int, ProfileVerdict]:
    return judged(world())


@cache
def judged_crooked() -> dict[str | int, ProfileVerdict]:
    return judged(crooked_world())


def judged(lines: list[dict[str, Any]]) -> dict[str | int, ProfileVerdict]:
    return judge_profiles({line["id"]: profile_of(line) for line in lines})


def alone(**fields: Any) -> ProfileVerdict:
    return judged([{"id": "a", **fields}])["a"]


def signs(verdict: ProfileVerdict) -> set[str]:
    return {sign.name for sign in verdict.signs}


def posts(count: int, *, likes: int = 100, **counts: int) -> list[dict[str, Any]]:
    """Posts a few days apart, whose likes vary as people's do."""
    return [
        {"id": at, "at": (START + timedelta(days=at * 3 + at % 2)).isoformat(),
         "likes": likes + 37 * (at % 5) * likes // 50, **counts}
        for at in range(count)
    ]  # fmt: skip


def test_nothing_known_is_no_fault_and_says_so_by_its_width() -> None:
    verdict = alone()
    assert verdict.p_authentic > 0.9
    assert verdict.low < 0.5 < verdict.high
    assert verdict.signs == ()


def test_most_honest_creators_are_taken_for_what_they_are() -> None:
    p = [verdict.p_authentic for verdict in judged_honest().values()]
    assert np.mean(np.array(p) > 0.7) > 0.85


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "adaptive"])
def test_every_kind_of_fraud_lowers_the_probability_the_more_the_stronger(kind: str) -> None:
    honest, made = judged_honest(), world()
    fell = []
    for strength in (0, 2):
        done = attacked(made[:12], kind, strength, market_of(sources()), np.random.default_rng(strength))
        changed = judged([*done, *made[12:]])
        apart = np.array([changed[each["id"]].p_authentic - honest[each["id"]].p_authentic for each in done])
        fell.append(-apart.mean())
        assert sum(apart > 0.02) <= 1, "fraud must not make people look better"
    assert fell[0] > 0
    assert fell[1] > max(0.1, fell[0])


def test_a_jump_that_no_post_explains_weighs_more_than_one_after_a_hit() -> None:
    days = [(START + timedelta(days=day)).date().isoformat() for day in range(60)]
    history = [[day, 1000 + at + (600 if at > 40 else 0)] for at, day in enumerate(days)]
    quiet = alone(followers_history=history, posts=posts(20))
    hit = [dict(post, likes=5000) if 39 <= at * 3 <= 41 else post for at, post in enumerate(posts(20))]
    noticed = alone(followers_history=history, posts=hit)
    assert "followers_jump" in signs(quiet)
    assert quiet.p_authentic < noticed.p_authentic
    assert alone(followers_history=history).p_authentic >= quiet.p_authentic


def test_likes_without_anything_else_are_seen() -> None:
    bought = alone(platform="xiaohongshu", followers=2000, posts=posts(30, likes=900, comments=1, saves=2, shares=0))
    assert {"saves_low", "comments_low"} <= signs(bought)
    assert bought.p_authentic < 0.7


def test_creators_who_comment_under_each_others_posts_are_seen() -> None:
    ring = [
        {
            "id": name,
            "posts": posts(6),
            "comments": [
                {"post": at, "author": other, "at": START.isoformat(), "text": f"so true {name} {at} {other}"}
                for at in range(6)
                for other in "abcdef"
                if other != name
            ],
        }
        for name in "abcdef"
    ]
    verdicts = judged(ring)
    assert all("comments_in_turn" in signs(verdict) for verdict in verdicts.values())
    assert max(verdict.p_authentic for verdict in verdicts.values()) < 0.4
    assert all(verdict.signs for verdict in verdicts.values())


def test_a_script_from_several_mouths_is_seen_and_ones_own_repeats_are_not() -> None:
    script = (
        "早上出门前擦一点防晒霜，通勤路上也不黏。室友问了我好几次在哪里买的，周末露营也带着它，收纳袋小巧放包里刚刚好。"
    )
    lines = [{"id": name, "posts": [{"id": 1, "text": script + name}]} for name in ("甲", "乙", "丙", "丁")]
    own = {
        "id": "own",
        "posts": [{"id": at, "text": "昨天做了番茄牛腩，炖了两个小时，孩子吃了两碗饭。"} for at in range(5)],
    }
    verdicts = judged([*lines, own])
    assert all("scripts_shared" in signs(verdicts[name]) for name in ("甲", "乙", "丙", "丁"))
    assert "scripts_shared" not in signs(verdicts["own"])


def test_a_shop_that_two_people_ate_at_is_no_script() -> None:
    address = "2540 Old Mill Road Suite 138, Springfield, TX 75006"
    one = {"id": 1, "posts": [{"id": 1, "text": f"这家泰餐真的太好吃了，冬阴功汤酸酸辣辣，强烈推荐给大家。{address}"}]}
    other = {
        "id": 2,
        "posts": [{"id": 1, "text": f"周末和朋友聚餐，点了芒果饭和烤鸡，味道一般，服务倒是很热情。{address}"}],
    }
    assert not any(verdict.signs for verdict in judged([one, other]).values())


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 27), st.sampled_from(sorted(FIELDS)))
def test_a_field_that_is_missing_never_lowers_and_always_widens(at: int, field: str) -> None:
    lines = crooked_world()
    known = judged_crooked()[lines[at]["id"]]
    hidden = judged([*lines[:at], {**lines[at], field: None}, *lines[at + 1 :]])[lines[at]["id"]]
    assert hidden.p_authentic >= known.p_authentic - 1e-9
    assert hidden.high - hidden.low >= known.high - known.low


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 27), st.sampled_from(KNOWN_OF_POSTS))
def test_counts_and_times_that_are_missing_never_lower(at: int, field: str) -> None:
    lines = crooked_world()
    line = lines[at]
    without = {**line, "posts": [{**post, field: None} for post in line["posts"]]}
    known = judged_crooked()[line["id"]]
    hidden = judged([*lines[:at], without, *lines[at + 1 :]])[line["id"]]
    assert hidden.p_authentic >= known.p_authentic - 1e-9
    assert hidden.high - hidden.low >= known.high - known.low


@given(st.floats(-10, 10), st.floats(-10, 10))
def test_the_shapes_of_weights_rise_in_one_direction(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert rarity(low) <= rarity(high)
    assert ramp(low, 0, 1) <= ramp(high, 0, 1)
    assert ramp(low, 1, 0) >= ramp(high, 1, 0)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 400), st.integers(0, 400))
def test_fewer_saves_for_the_same_likes_never_raise_the_probability_of_ordinary_ones(one: int, other: int) -> None:
    few, many = sorted((min(one, 50), min(other, 50)))
    some = {"platform": "xiaohongshu", "followers": 2000}
    less, more = (alone(**some, posts=posts(20, saves=saves)) for saves in (few, many))
    assert less.p_authentic <= more.p_authentic + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40))
def test_more_fake_followers_never_raise_the_probability(one: int, other: int) -> None:
    fake = {"followers": 3, "following": 4000, "posts": 0, "has_avatar": False}
    person = {"followers": 400, "following": 300, "posts": 80, "has_avatar": True}
    few, many = sorted((one, other))
    less, more = (alone(follower_sample=[fake] * n + [person] * (40 - n)).p_authentic for n in (few, many))
    assert more <= less


def test_under_a_half_there_is_always_evidence_and_bounds_hold() -> None:
    for verdict in judged_crooked().values():
        assert 0 <= verdict.low <= verdict.p_authentic <= verdict.high <= 1
        assert verdict.p_authentic >= 0.5 or verdict.signs


def test_every_family_finds_something_in_a_crooked_world() -> None:
    found = {sign.family for verdict in judged_crooked().values() for sign in verdict.signs if sign.weight > 1}
    assert found == set(Family)


def test_the_order_of_a_file_does_not_matter() -> None:
    lines = crooked_world()
    forth, back = judged_crooked(), judged(lines[::-1])
    assert all(forth[name].p_authentic == pytest.approx(back[name].p_authentic) for name in forth)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"followers": -1}, "followers: must be between"),
        ({"followers": "12k"}, "followers: must be a number"),
        ({"platform": 3}, "platform: must be a text"),
        ({"posts": {}}, "posts: must be a list"),
        ({"posts": [3]}, "posts[0]: must be a JSON object."),
        ({"posts": [{"id": 1}, {"likes": float("nan")}]}, "posts[1].likes: must be between"),
        ({"posts": [{"at": 12}]}, "posts[0].at: must be a time"),
        ({"comments": [{"text": 1}]}, "comments[0].text: must be a text"),
        ({"follower_sample": [{"has_avatar": 4}]}, "follower_sample[0].has_avatar: must be"),
        ({"followers_history": [["2026-01-01"]]}, "followers_history[0]: must be [date, followers]."),
        ({"followers_history": [["soon", 4]]}, "followers_history[0]: must be a time"),
        ({"followers_history": [["2026-01-01", -4]]}, "followers_history[0]: must be between"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_field(fields: dict[str, Any], said: str) -> None:
    lines = [json.dumps({"id": "good"}), json.dumps({"id": "bad", **fields})]
    called = CliRunner().invoke(authenticity, ["creators", "-"], input="\n".join(lines))
    assert called.exit_code == 1
    assert [json.loads(each)["id"] for each in called.stdout.splitlines()] == ["good"]
    assert f"line 2: {said}" in called.stderr


def test_the_command_answers_every_line_with_its_evidence() -> None:
    called = CliRunner().invoke(authenticity, ["creators", "-"], input="\n".join(map(json.dumps, crooked_world())))
    assert called.exit_code == 0, called.stderr
    answers = [json.loads(each) for each in called.stdout.splitlines()]
    assert [each["id"] for each in answers] == [each["id"] for each in crooked_world()]
    for each in answers:
        assert each["low"] <= each["p_authentic"] <= each["high"]
        assert each["evidence"] or each["p_authentic"] >= 0.5
        weights = [row["weight"] for row in each["evidence"]]
        assert weights == sorted(weights, reverse=True)


def test_a_creator_may_lack_everything_in_every_place() -> None:
    hollow = {
        "id": 1, "platform": "", "followers": 0, "following": 0, "followers_history": [[None, 3], ["2026-01-01", None]],
        "posts": [{}, {"likes": None}], "comments": [{}, {"text": None}], "follower_sample": [{}, {"posts": None}],
    }  # fmt: skip
    assert judged([hollow])[1].p_authentic > 0.9
    assert profile_of({}) == Profile()
