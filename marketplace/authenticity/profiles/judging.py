"""From signs to the probability that a creator is authentic, with how much of it is unknown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from marketplace.authenticity.profiles.expected import usual_on
from marketplace.authenticity.profiles.families.audience import signs_of_audience
from marketplace.authenticity.profiles.families.content import signs_of_content, signs_of_copies
from marketplace.authenticity.profiles.families.counts import signs_of_counts
from marketplace.authenticity.profiles.families.graph import signs_among_commenters, signs_of_graph
from marketplace.authenticity.profiles.families.growth import signs_of_growth
from marketplace.authenticity.profiles.families.talk import signs_of_talk
from marketplace.authenticity.profiles.population import Copied, Name, Population, population_of
from marketplace.authenticity.profiles.profile import Profile
from marketplace.authenticity.profiles.signs import STRONGEST, Family, Sign, behind

UNSUSPICIOUS = 3.3
"""Log-odds that a creator is authentic against whom nothing speaks."""

WEAK, IN_FULL = 0.7, 3.0
"""What a first unit of evidence takes from the log-odds, and from how many units on each takes one."""

LEAST_UNKNOWN, ALL_UNKNOWN = 0.08, 0.6
"""How wide the interval is, in probability, when everything is known of a creator, and when nothing is."""


@dataclass(frozen=True)
class ProfileVerdict:
    """The probability that a creator is authentic and its interval, 0-1, and the signs, the heaviest first."""

    p_authentic: float
    low: float
    high: float
    signs: tuple[Sign, ...]


def judge_profiles(profiles: Mapping[Name, Profile]) -> dict[Name, ProfileVerdict]:
    """Judges the creators of one file. Missing facts never lower a probability, and widen its interval."""
    population = population_of(profiles)
    return {name: _judged(name, profile, population) for name, profile in profiles.items()}


def _judged(name: Name, profile: Profile, population: Population) -> ProfileVerdict:
    by_chance = population.alike_by_chance(len(profile.comments))
    authors = [str(each.author) for each in profile.comments if each.author is not None]
    signs = (
        *own_signs(profile, population.keys[name], by_chance),
        *signs_among(name, authors, population),
    )
    return verdict_of(signs, profile.platform, known(profile))


def own_signs(profile: Profile, keys: Sequence[str], by_chance: float) -> Iterator[Sign]:
    """The signs that need nobody else; `keys` and `by_chance` as `signs_of_talk` takes them."""
    yield from signs_of_growth(profile)
    yield from signs_of_counts(profile)
    yield from signs_of_talk(profile, keys, by_chance)
    yield from signs_of_audience(profile)
    yield from signs_of_content(profile)
    yield from signs_of_graph(profile)


def signs_among(name: Name, authors: Sequence[str], population: Population) -> Iterator[Sign]:
    """The signs that are seen only beside others; `authors` wrote the comments under this creator's posts."""
    yield from signs_of_copies(population.copied.get(name, Copied()))
    yield from signs_among_commenters(name, authors, population)


def verdict_of(signs: Sequence[Sign], platform: str | None, known: float) -> ProfileVerdict:
    """What all signs of a creator come to, of whom so much of what can be known is known, 0-1."""
    p = 1 / (1 + math.exp(_counted(risk(signs, platform)) - UNSUSPICIOUS))
    width = ALL_UNKNOWN - (ALL_UNKNOWN - LEAST_UNKNOWN) * known
    heavy = sorted((sign for sign in signs if sign.weight > 0), key=lambda sign: (-sign.weight, sign.name))
    return ProfileVerdict(p, p * (1 - width), p + (1 - p) * width, tuple(heavy))


def _counted(risk: float) -> float:
    """What evidence takes from the log-odds: a little is mostly chance, and whoever buys could wash it off."""
    return risk * min(1.0, WEAK + (1 - WEAK) * risk / IN_FULL)


def risk(signs: Sequence[Sign], platform: str | None) -> float:
    """The two heaviest families together; what one family says alone is often chance."""
    by_family = (_of_family(family, [s.weight for s in signs if s.family is family], platform) for family in Family)
    return sum(sorted(by_family, reverse=True)[:2])


def _of_family(family: Family, weights: Sequence[float], platform: str | None) -> float:
    """The heaviest sign, and half of the next: two of one kind partly say the same thing.

    Among many ways to look at counts one is often rare by chance, which is taken off again.
    """
    first, second = sorted([*weights, 0.0, 0.0], reverse=True)[:2]
    by_chance = max(usual.by_chance for usual in usual_on(platform)) if family is Family.COUNTS else 0.0
    return min(STRONGEST, max(0.0, first + second / 2 - by_chance))


def known(profile: Profile) -> float:
    """How much of what can be known of a creator is, 0-1: every fact counts, the first ones of a kind the most."""
    posts = profile.posts
    counted = [
        behind(sum(getattr(post, each) is not None for post in posts))
        for each in ("likes", "comments", "saves", "shares", "reads", "text", "at")
    ]
    talk = [behind(sum(getattr(comment, each) is not None for comment in profile.comments) / 3)
            for each in ("text", "author", "at", "post")]  # fmt: skip
    sampled = sum(sum(value is not None for value in vars(account).values()) for account in profile.sample) / 12
    parts = (
        (0.30, sum(counted) / len(counted)),
        (0.20, sum(talk) / len(talk)),
        (0.20, behind(sampled / 3)),
        (0.15, behind(len(profile.history) / 5)),
        (0.05, float(profile.followers is not None)),
        (0.03, float(profile.following is not None)),
        (0.07, float(profile.platform is not None)),
    )
    return sum(share * part for share, part in parts)
