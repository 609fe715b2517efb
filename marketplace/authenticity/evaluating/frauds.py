"""Fraud of six kinds in three strengths, and one who knows all signs, put into honest creators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from marketplace.authenticity.evaluating.sources import Line
from marketplace.authenticity.evaluating.world import language_of, phrase, phrases, sample
from marketplace.copies.evaluating import made

Chance = np.random.Generator


@dataclass(frozen=True)
class Market:
    """Whom one can buy: people and fakes for samples of followers."""

    people: Sequence[Line]
    fakes: Sequence[Line]


def bought_followers(ring: Sequence[Line], strength: int, market: Market, chance: Chance) -> None:
    """One to three packages within days; some are deleted later by the platform."""
    for creator in ring:
        share = (0.3, 0.8, 2.0)[strength] * float(chance.uniform(0.8, 1.2))
        packages = int(chance.integers(1, 4))
        rows = creator["followers_history"]
        bought = np.zeros(len(rows))
        for begin in chance.integers(len(rows) // 5, len(rows) - 3, packages):
            size = share * creator["followers"] / packages
            took = int(chance.integers(1, 4))
            bought[begin:] += np.minimum(np.arange(1, len(rows) - begin + 1) / took, 1) * size
            if chance.random() < 0.5:
                gone = int(chance.integers(begin, len(rows)))
                bought[gone:] -= size * float(chance.uniform(0.05, 0.25))
        creator["followers_history"] = [[day, round(n + more)] for (day, n), more in zip(rows, bought, strict=True)]
        creator["followers"] = creator["followers_history"][-1][1]
        _mix_in(creator, share / (1 + share), market, chance)


def bought_likes(ring: Sequence[Line], strength: int, market: Market, chance: Chance) -> None:
    """Packages of about equal size for many posts, and nothing else."""
    for creator in ring:
        usual = float(np.median([post["likes"] for post in creator["posts"]])) + 5
        for post in creator["posts"]:
            if chance.random() < (0.4, 0.7, 1.0)[strength]:
                post["likes"] += round((1.5, 3, 8)[strength] * usual * float(chance.lognormal(0, 0.15)))


def bought_comments(ring: Sequence[Line], strength: int, market: Market, chance: Chance) -> None:
    """A few dozen accounts say generic things within half an hour."""
    for creator in ring:
        bank = phrases()["generic"][language_of(creator)]
        for post in creator["posts"][-12:]:
            if chance.random() < 0.3:
                continue
            begun = _at(post) + timedelta(hours=float(chance.uniform(0, 30)))
            for _ in range((3, 8, 20)[strength]):
                at = begun + timedelta(minutes=float(chance.uniform(0, 30)))
                _say(creator, post, f"seller{int(chance.integers(80))}", at, str(_one(bank, chance)))


def pods(ring: Sequence[Line], strength: int, market: Market, chance: Chance) -> None:
    """Members and helpers comment under each other's posts within the hour, in words of their own."""
    number = int(chance.integers(1_000_000))
    helpers = [f"pod{number}.{each}" for each in range((4, 10, 20)[strength])]
    for creator in ring:
        others = [each["id"] for each in ring if each is not creator] + helpers
        for post in creator["posts"][-12:]:
            for author in others:
                if chance.random() < (0.4, 0.6, 0.8)[strength]:
                    at = _at(post) + timedelta(minutes=float(chance.gamma(2, 15)))
                    _say(creator, post, author, at, phrase(language_of(creator), chance))
                    post["likes"] += 1


def copied_scripts(ring: Sequence[Line], strength: int, market: Market, chance: Chance) -> None:
    """A script in a version of its own for every member; one, three or six of them."""
    scripts = (1, 3, 6)[strength]
    versions, origins = made(scripts, len(ring), 0, int(chance.integers(1_000_000)))
    texts = {each.id: each.text for each in versions}
    for place, creator in enumerate(ring):
        latest = creator["posts"][-30:]
        for number, where in enumerate(chance.permutation(len(latest))[:scripts]):
            copy = f"copy{number}.{place}"
            if copy in origins:
                latest[int(where)]["text"] = texts[copy]


def fake_audience(ring: Sequence[Line], strength: int, market: Market, chance: Chance) -> None:
    """Followers bought long ago: no jump is left in the history, only an audience that is none."""
    for creator in ring:
        share = (0.4, 0.6, 0.85)[strength]
        creator["followers_history"] = [[day, round(n / (1 - share))] for day, n in creator["followers_history"]]
        creator["followers"] = round(creator["followers"] / (1 - share))
        _mix_in(creator, share, market, chance)


def adaptive(ring: Sequence[Line], strength: int, market: Market, chance: Chance) -> None:
    """Knows every sign: followers come slowly and look real, all reactions are bought in proportion."""
    for creator in ring:
        share = (0.4, 0.8, 1.6)[strength]
        rows = creator["followers_history"]
        grown = np.cumsum(chance.gamma(2, 1, len(rows)))
        more = share * creator["followers"] * grown / grown[-1]
        creator["followers_history"] = [[day, round(n + bought)] for (day, n), bought in zip(rows, more, strict=True)]
        creator["followers"] = creator["followers_history"][-1][1]
        _mix_in(creator, 0.25 * share / (1 + share), market, chance)
        for post in creator["posts"]:
            much = (0.3, 0.6, 1.2)[strength] * float(chance.lognormal(0, 0.5))
            for count in ("likes", "comments", "saves", "shares"):
                if count in post:
                    post[count] += round(post[count] * much)
        for post in creator["posts"][-12:]:
            for number in range((1, 2, 4)[strength]):
                at = _at(post) + timedelta(hours=float(chance.lognormal(1.8, 1.6)))
                author = f"quiet{int(chance.integers(10_000_000))}.{number}"
                creator["comments"].append(
                    {
                        "post": post["id"],
                        "author": author,
                        "at": at.isoformat(),
                        "text": phrase(language_of(creator), chance),
                    }
                )


KINDS: Mapping[str, Callable[[Sequence[Line], int, Market, Chance], None]] = {
    "bought_followers": bought_followers,
    "bought_likes": bought_likes,
    "bought_comments": bought_comments,
    "pods": pods,
    "copied_scripts": copied_scripts,
    "fake_audience": fake_audience,
    "adaptive": adaptive,
}


def _mix_in(creator: Line, share: float, market: Market, chance: Chance) -> None:
    """Puts bought followers into the sample, in the share they have of all."""
    bought = sample(market.people, market.fakes, 1.0, len(creator["follower_sample"]), chance)
    creator["follower_sample"] = [
        fake if chance.random() < share else one for one, fake in zip(creator["follower_sample"], bought, strict=True)
    ]


def _say(creator: Line, post: Line, author: str, at: datetime, text: str) -> None:
    creator["comments"].append({"post": post["id"], "author": author, "at": at.isoformat(), "text": text})
    post["comments"] += 1


def _at(post: Line) -> datetime:
    return datetime.fromisoformat(post["at"])


def _one(things: Sequence[Any], chance: Chance) -> Any:
    return things[int(chance.integers(len(things)))]
