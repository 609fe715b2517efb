"""An honest world around real posts: how followers came, who comments, who follows. Made from a seed.

Likes, comments, saves and shares, texts and times of posts are real; the accounts of a follower sample are real and
labelled. What no public set has is made: the history of followers (days of chance, and jumps after posts that were
hits), the comments (phrases, fans who come again, people who comment at several creators) and what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from marketplace.authenticity.evaluating.sources import Line, Sources
from marketplace.base.yaml_files import read_yaml

COMMENTED_POSTS = 12
COMMENTS_OF_A_POST = 12
NEIGHBOURS = 400
"""People who comment at many creators."""


@cache
def phrases() -> Mapping[str, Any]:
    """What people say."""
    return dict(read_yaml(Path(__file__).parent / "phrases.yaml"))


def language_of(creator: Mapping[str, Any]) -> str:
    """The language that is spoken under a creator's posts."""
    return "zh" if creator["platform"] == "xiaohongshu" else "en"


def honest_world(sources: Sources, chance: np.random.Generator) -> list[Line]:
    """Every real creator who has posts enough, with what is made around them."""
    accounts = [each for name in ("instagram_a", "instagram_b") for each in sources.accounts[name]]
    people = [dict(each.line) for each in accounts if not each.is_fake]
    fakes = [dict(each.line) for each in accounts if each.is_fake]
    world = []
    for creator in sources.creators:
        if len(creator["posts"]) < 8 or creator["followers"] < 50:
            continue
        made = {**creator, "posts": [dict(post) for post in creator["posts"]]}
        made["followers_history"] = history(made, chance)
        made["comments"] = [said for post in made["posts"][-COMMENTED_POSTS:] for said in _comments(made, post, chance)]
        share = chance.beta(1.2, 9)
        made["follower_sample"] = sample(people, fakes, share, int(chance.integers(20, 61)), chance)
        world.append(made)
    return world


def with_gaps(creator: Line, chance: np.random.Generator) -> Line:
    """A creator as they are known in practice: some of it is missing."""
    kept = dict(creator)
    for field, share in (("followers_history", 0.1), ("comments", 0.1), ("follower_sample", 0.15), ("following", 0.1)):
        if chance.random() < share:
            kept[field] = None
    return kept


def history(creator: Line, chance: np.random.Generator) -> list[list[Any]]:
    """A year of followers that ends today: ups and downs of chance, and jumps after posts that were hits."""
    end = max(datetime.fromisoformat(post["at"]) for post in creator["posts"])
    days = int(chance.integers(120, 365))
    rates = chance.normal(chance.gamma(1.5, 0.0006), 0.0006, days) + chance.standard_t(3, days) * 0.0003
    usual = float(np.median([post["likes"] for post in creator["posts"]])) + 1
    for post in creator["posts"]:
        day = days - 1 - (end - datetime.fromisoformat(post["at"])).days
        if post["likes"] > 4 * usual and 0 <= day < days - 3 and chance.random() < 0.5:
            rates[day : day + 4] += (
                min(0.3, 0.01 * post["likes"] / usual) * chance.random() * np.array([0.4, 0.3, 0.2, 0.1])
            )
    levels = creator["followers"] * np.exp(np.cumsum(rates) - rates.sum())
    step = int(chance.choice([1, 1, 7]))
    return [
        [(end - timedelta(days=days - 1 - day)).date().isoformat(), round(float(levels[day]))]
        for day in range((days - 1) % step, days, step)
    ]


def sample(
    people: Sequence[Line], fakes: Sequence[Line], fake_share: float, size: int, chance: np.random.Generator
) -> list[Line]:
    """A sample of followers, of whom a share is fake."""
    return [_one(fakes if chance.random() < fake_share else people, chance) for _ in range(size)]


def phrase(language: str, chance: np.random.Generator) -> str:
    """Something that somebody says."""
    bank = phrases()[language]
    if chance.random() < 0.15:
        return str(_one(phrases()["generic"][language], chance))
    joined = "" if language == "zh" else " "
    opening, middle, ending = (str(_one(bank[part], chance)) for part in ("opening", "middle", "ending"))
    return (f"{opening}{joined}{middle}" if opening else middle) + ending


def _comments(creator: Line, post: Line, chance: np.random.Generator) -> list[Line]:
    language, at = language_of(creator), datetime.fromisoformat(post["at"])
    said = []
    for _ in range(min(COMMENTS_OF_A_POST, int(post["comments"]))):
        wait = timedelta(hours=float(chance.lognormal(1.8, 1.6)))
        text = phrase(language, chance)
        if chance.random() < 0.02:
            text = str(_one(phrases()["spam"][language], chance))
        author = _author(creator, chance)
        said.append({"post": post["id"], "author": author, "at": (at + wait).isoformat(), "text": text})
    return said


def _author(creator: Line, chance: np.random.Generator) -> str:
    drawn = chance.random()
    if drawn < 0.25:  # a fan who comes again
        return f"{creator['id']}.fan{min(40, int(chance.zipf(1.5)))}"
    if drawn < 0.32:
        return f"neighbour{int(chance.integers(NEIGHBOURS))}"
    return f"{creator['id']}.{int(chance.integers(1_000_000))}"


def _one(things: Sequence[Any], chance: np.random.Generator) -> Any:
    return things[int(chance.integers(len(things)))]
