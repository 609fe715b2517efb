"""What ties creators to each other: comments in both directions, versions of one text, and likes that look bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from marketplace.authenticity.profiles.families.counts import signs_of_counts
from marketplace.authenticity.profiles.population import Name, shared_texts
from marketplace.authenticity.profiles.profile import Profile

SOON = timedelta(hours=1)
"""A comment this soon after its post comes in time with it: whoever waits for posts writes by then."""


@dataclass(frozen=True)
class Said:
    """What one creator wrote under the posts of another: under how many, and how much of it soon after them."""

    posts: int
    timed: int  # comments of which it is known how soon they came
    soon: int


@dataclass(frozen=True)
class Ties:
    """Everything that ties creators of one population."""

    said: Mapping[tuple[Name, Name], Said]  # (who wrote, under whose posts)
    scripts: Sequence[frozenset[Name]]  # the creators who published versions of one text, for each text
    bought: Mapping[Name, float]  # how much the likes of a creator look bought, natural log-odds; left out at 0
    creators: int  # how many there are


def ties_of(profiles: Mapping[Name, Profile]) -> Ties:
    """What ties the creators of a file. An author is a creator when the names are the same as text."""
    return Ties(
        said=_said(profiles),
        scripts=[frozenset(names) for names in shared_texts(profiles)],
        bought={name: weight for name, profile in profiles.items() if (weight := likes_bought(profile)) > 0},
        creators=len(profiles),
    )


def likes_bought(profile: Profile) -> float:
    """The heaviest sign of counts against a creator, natural log-odds."""
    return max((sign.weight for sign in signs_of_counts(profile)), default=0.0)


def _said(profiles: Mapping[Name, Profile]) -> dict[tuple[Name, Name], Said]:
    creators = {str(name): name for name in profiles}
    under: defaultdict[tuple[Name, Name], set[object]] = defaultdict(set)
    timed: defaultdict[tuple[Name, Name], int] = defaultdict(int)
    soon: defaultdict[tuple[Name, Name], int] = defaultdict(int)
    for name, profile in profiles.items():
        published = {post.id: post.at for post in profile.posts if post.id is not None}
        for comment in profile.comments:
            author = creators.get(str(comment.author))
            if author is None or author == name or comment.post is None:
                continue
            under[author, name].add(comment.post)
            at = published.get(comment.post)
            if at is not None and comment.at is not None:
                timed[author, name] += 1
                soon[author, name] += timedelta(0) <= comment.at - at <= SOON
    return {pair: Said(len(posts), timed[pair], soon[pair]) for pair, posts in under.items()}
