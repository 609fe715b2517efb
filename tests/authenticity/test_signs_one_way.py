"""Each sign weighs the more the further its value lies on the suspicious side, with everything else as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.authenticity.profiles.judging import judge_profiles, verdict_of
from marketplace.authenticity.profiles.profile import profile_of
from marketplace.authenticity.profiles.signs import Family, Sign
from marketplace.authenticity.profiles.words import WORDS
from marketplace.creators.states import Platform

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
STEPS = range(11)
SCRIPT = (
    "早上出门前擦一点防晒霜，通勤路上也不黏。室友问了我好几次在哪里买的，周末露营也带着它，收纳袋小巧放包里刚刚好。"
)

Line = dict[str, Any]


def day(number: float) -> str:
    return (START + timedelta(days=number)).isoformat()


def history(at: Callable[[int], float]) -> Line:
    return {"followers_history": [[day(number)[:10], round(at(number))] for number in range(60)], "posts": posts()}


def posts(**counts: int) -> list[Line]:
    return [{"id": at, "at": day(at * 3), "likes": 100 + 37 * (at % 5), **counts} for at in range(20)]


def liked(likes: Callable[[int], float], reactions: Callable[[int], int] = lambda _: 20) -> Line:
    """Posts with so many likes each, and so many of every other reaction."""
    told = [
        {"id": at, "at": day(at * 3), "likes": likes(at)}
        | dict.fromkeys(("comments", "saves", "shares"), reactions(at))
        for at in range(20)
    ]
    return {"platform": "xiaohongshu", "posts": told}


def comments(step: int, odd: Callable[[int], Line]) -> Line:
    """Forty comments of forty people; four more of them are odd with every step."""
    usual = [
        {"post": at % 8, "author": f"p{at}", "at": day(3 * (at % 8) + 0.1 + at / 100), "text": f"word{at} for{at * 7}"}
        for at in range(40)
    ]  # fmt: skip
    told = [{**each, **odd(at)} if at < 4 * step else each for at, each in enumerate(usual)]
    return {"posts": posts(), "comments": told}


def sample(step: int, odd: Line) -> Line:
    people = [
        {"followers": 300 + 7 * at, "following": 250 + 3 * at, "posts": 60 + at, "has_avatar": True} for at in range(40)
    ]
    return {"follower_sample": [odd if at < 4 * step else each for at, each in enumerate(people)]}


ALONE: dict[str, Callable[[int], Line]] = {
    "followers_jump": lambda step: history(lambda number: 1000 + number + (60 * step if number > 40 else 0)),
    "followers_vanish": lambda step: history(lambda number: 1000 + number - (25 * step if number > 40 else 0)),
    "follows_to_be_followed": lambda step: {"followers": 300, "following": 100 + 700 * step},
    "followers_idle": lambda step: {"active_followers_ratio": 1 - step / 10},
    "followers_fake": lambda step: sample(step, {"followers": 3, "following": 4000, "posts": 0, "has_avatar": False}),
    "followers_twins": lambda step: sample(step, {"followers": 200, "following": 190, "posts": 40, "has_avatar": True}),
    "comments_spam": lambda step: comments(step, lambda at: {"text": f"subscribe to my channel x{at}.example.com"}),
    "comments_repeated": lambda step: comments(step, lambda _: {"text": "this is truly the best post of the year"}),
    "comments_alike": lambda step: comments(step, lambda _: {"text": "so nice"}),
    "few_voices": lambda step: comments(step, lambda _: {"author": "one"}),
    "comments_at_once": lambda step: comments(step, lambda at: {"post": 1, "at": day(4 + at / 100_000)}),
    "comments_within_minutes": lambda step: comments(step, lambda at: {"at": day(3 * (at % 8) + 0.001)}),
    "saves_low": lambda step: {"platform": "xiaohongshu", "posts": posts(saves=100 - 10 * step)},
    "comments_high": lambda step: {"platform": "xiaohongshu", "posts": posts(comments=10 + 60 * step)},
    "engagement_high": lambda step: {"platform": "instagram", "followers": 9999 >> step, "posts": posts(comments=3)},
    "engagement_low": lambda step: {"platform": "instagram", "followers": 1000 << step, "posts": posts(comments=3)},
    "comments_low": lambda step: {"platform": "xiaohongshu", "posts": posts(comments=40 - 4 * step)},
    "saves_high": lambda step: {"platform": "xiaohongshu", "posts": posts(saves=50 + 500 * step)},
    "shares_low": lambda step: {"platform": "xiaohongshu", "posts": posts(shares=40 - 4 * step)},
    "shares_high": lambda step: {"platform": "xiaohongshu", "posts": posts(shares=50 + 500 * step)},
    "reads_low": lambda step: {"platform": "xiaohongshu", "posts": posts(reads=3000 - 300 * step)},
    "reads_high": lambda step: {"platform": "xiaohongshu", "posts": posts(reads=3000 + 20_000 * step)},
    "likes_flat": lambda step: liked(lambda at: 100 + 30 * (10 - step) * (at % 5)),
    "likes_floor": lambda step: liked(lambda at: 100 if at % 5 else 10 + 9 * step),
    "likes_apart": lambda step: liked(
        lambda at: 100 + 20 * at, lambda at: 20 + 4 * (2 * step - 1 - at if at < 2 * step else at)
    ),
    "some_posts_only_liked": lambda step: liked(lambda at: 100 * (1 + step * (at % 2))),
    "rhythm_flat": lambda step: {
        "posts": [{"id": at, "at": day(3 * at + 0.15 * (10 - step) * (at % 2)), "likes": 100} for at in range(20)]
    },
    "followers_stairs": lambda step: history(
        lambda number: 1000 + number + 20 * step * sum(number > at for at in (9, 19, 29, 39, 49))
    ),
    "growth_in_few_days": lambda step: history(
        lambda number: 1000 + 300 * ((0.5 - 0.05 * step) * number / 59 + (0.5 + 0.05 * step) * (number > 40))
    ),
    "growth_like_a_clock": lambda step: history(lambda number: 1000 + 10 * number + 3 * (10 - step) * (number % 2)),
    "followers_unheard": lambda step: history(lambda number: 1000 * (1 + 0.3 * step * number / 59)),
    "comments_empty": lambda step: comments(
        10, lambda at: {"text": "x" if at < 4 * step else f"I never knew that one could do this at home with {at}"}
    ),
    "always_the_same": lambda step: comments(step, lambda at: {"author": f"r{at // 8}"}),
    "comments_like_a_clock": lambda step: {
        "posts": posts(),
        "comments": [
            {"post": 1, "author": f"p{at}", "at": day(4 + (20 * at + 2 * (10 - step) * (at % 2)) / 1440)}
            for at in range(40)
        ],
    },
}  # fmt: skip

AMONG = {"scripts_shared", "comments_in_turn", "same_people_elsewhere"}
"""Signs that need other creators; each has a test of its own below."""


def weight(lines: list[Line], sign: str) -> float:
    verdict = judge_profiles({line["id"]: profile_of(line) for line in lines})["a"]
    return next((each.weight for each in verdict.signs if each.name == sign), 0.0)


def test_every_sign_is_tried() -> None:
    assert {*ALONE, *AMONG} == set(WORDS)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(Family), st.floats(0, 4)), min_size=1, max_size=12),
    st.integers(0, 11),
    st.floats(0, 4),
    st.sampled_from([None, *(each.value for each in Platform)]),
)
def test_a_heavier_sign_never_raises_the_probability(
    given_signs: list[tuple[Family, float]], at: int, more: float, platform: str | None
) -> None:
    signs = [Sign(f"s{number}", family, 0.0, 9, weight) for number, (family, weight) in enumerate(given_signs)]
    heavier = list(signs)
    heavier[at % len(signs)] = replace(signs[at % len(signs)], weight=signs[at % len(signs)].weight + more)
    before, after = verdict_of(signs, platform, 0.5), verdict_of(heavier, platform, 0.5)
    assert after.p_authentic <= before.p_authentic + 1e-12


@pytest.mark.parametrize("sign", ALONE)
def test_a_sign_of_one_creator_only_grows(sign: str) -> None:
    weights = [weight([{"id": "a", **ALONE[sign](step)}], sign) for step in STEPS]
    assert all(later >= earlier - 1e-9 for earlier, later in zip(weights, weights[1:], strict=False)), weights
    assert weights[-1] > weights[0]


def test_more_mouths_for_a_script_only_grow() -> None:
    def lines(step: int) -> list[Line]:
        return [
            {"id": name, "posts": [{"id": 1, "at": day(1), "text": SCRIPT + name}]}
            for name in "abcdefghijk"[: step + 1]
        ]

    weights = [weight(lines(step), "scripts_shared") for step in STEPS]
    assert weights == sorted(weights)
    assert weights[-1] > weights[1] > weights[0] == 0


def test_more_creators_in_turn_only_grow() -> None:
    def lines(step: int) -> list[Line]:
        others = [f"o{number}" for number in range(step)]
        mine = {"id": "a", "comments": [{"post": 1, "author": other, "text": f"hi {other}"} for other in others]}
        return [mine, *({"id": other, "comments": [{"post": 1, "author": "a", "text": "hey"}]} for other in others)]

    weights = [weight(lines(step), "comments_in_turn") for step in STEPS]
    assert weights == sorted(weights)
    assert weights[-1] > weights[1] > weights[0] == 0


def test_more_commenters_who_are_everywhere_only_grow() -> None:
    def lines(step: int) -> list[Line]:
        busy = [f"busy{number}" for number in range(2 * step)]

        def under(name: str, authors: list[str]) -> Line:
            return {"id": name, "comments": [{"post": 1, "author": each, "text": f"{name} {each}"} for each in authors]}

        mine = under("a", [*busy, *(f"a{number}" for number in range(20 - 2 * step))])
        return [mine, *(under(name, [*busy, *(f"{name}{number}" for number in range(80))]) for name in "bcdefg")]

    weights = [weight(lines(step), "same_people_elsewhere") for step in STEPS]
    assert weights == sorted(weights)
    assert weights[-1] > weights[0] == 0
