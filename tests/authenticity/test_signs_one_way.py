"""Each sign weighs the more the further its value lies on the suspicious side, with everything else as it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from marketplace.authenticity.profiles.judging import judge_profiles
from marketplace.authenticity.profiles.profile import profile_of

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
}  # fmt: skip


def weight(lines: list[Line], sign: str) -> float:
    verdict = judge_profiles({line["id"]: profile_of(line) for line in lines})["a"]
    return next((each.weight for each in verdict.signs if each.name == sign), 0.0)


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
