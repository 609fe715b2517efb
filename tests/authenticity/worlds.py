"""A small world of made creators, for tests: nothing of it was ever observed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from marketplace.authenticity.comments.labelled import Labelled
from marketplace.authenticity.evaluating.sources import LabelledAccount, Sources

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
PEOPLE = 2000
"""So many that a sample of followers hardly ever holds one person twice."""


def sources(count: int = 28, seed: int = 4) -> Sources:
    """Creators of two platforms with counts as people's vary, people and fakes who follow them."""
    chance = np.random.default_rng(seed)
    creators = [_creator(number, chance) for number in range(count)]
    people = [LabelledAccount(_person(chance), is_fake=False) for _ in range(PEOPLE)]
    fakes = [LabelledAccount(_fake(chance), is_fake=True) for _ in range(PEOPLE // 5)]
    comments: list[Labelled] = []
    return Sources({"instagram_a": [*people, *fakes], "instagram_b": []}, comments, creators)


def _creator(number: int, chance: np.random.Generator) -> dict[str, Any]:
    platform = ("xiaohongshu", "instagram")[number % 2]
    ratios = (0.24, 0.5, 0.3) if platform == "xiaohongshu" else (0.025,)
    followers = int(chance.lognormal(6.6, 0.8)) + 60
    usual = (0.6 if platform == "xiaohongshu" else 2.6) * followers**0.5
    own = chance.lognormal(0, 0.6, len(ratios))
    spread = 1.0 if platform == "xiaohongshu" else 0.5
    posts, at = [], START
    for place in range(int(chance.integers(14, 24))):
        at += timedelta(days=float(chance.exponential(4)))
        likes = int(usual * chance.lognormal(0, spread)) + 1
        counts = [int(likes * r * o * chance.lognormal(0, 0.5)) for r, o in zip(ratios, own, strict=True)]
        words = " ".join(f"w{int(each)}" for each in chance.integers(0, 4000, 25))
        post = {"id": f"{number}.{place}", "at": at.isoformat(), "text": words, "likes": likes}
        posts.append(post | dict(zip(("comments", "saves", "shares"), counts, strict=False)))
    return {"id": f"c{number}", "platform": platform, "followers": followers, "following": 200, "posts": posts}


def _person(chance: np.random.Generator) -> dict[str, Any]:
    return {
        "followers": int(chance.lognormal(5.9, 0.6)), "following": int(chance.lognormal(5.9, 0.6)),
        "posts": int(chance.lognormal(3.6, 1)), "has_avatar": True, "bio_length": int(chance.integers(0, 90)),
        "username_digits": int(chance.random() < 0.2), "username_length": 11,
    }  # fmt: skip


def _fake(chance: np.random.Generator) -> dict[str, Any]:
    return {
        "followers": int(chance.lognormal(3, 1)), "following": int(chance.lognormal(7, 1)),
        "posts": int(chance.poisson(1)), "has_avatar": bool(chance.random() < 0.5), "bio_length": 0,
        "username_digits": int(chance.integers(0, 6)), "username_length": 12,
    }  # fmt: skip
