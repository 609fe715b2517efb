"""Who comments with whom: the same people under many creators, creators under each other, and regulars in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from marketplace.authenticity.profiles.population import Name, Population
from marketplace.authenticity.profiles.profile import Profile
from marketplace.authenticity.profiles.signs import Family, Sign, behind, ramp

FEWEST = 4
QUICK = timedelta(minutes=15)


def signs_of_graph(profile: Profile) -> Iterator[Sign]:
    """What the comments under one creator's own posts say of who comments."""
    yield from _of_regulars(profile)
    yield from _quick(profile)


def signs_among_commenters(name: Name, authors: Sequence[str], population: Population) -> Iterator[Sign]:
    """What the comments of all creators say of one, whose posts have comments by these authors (one for each)."""
    others = [author for author in authors if author != str(name)]
    if len(others) >= FEWEST:
        busy = sum(len(population.creators_of[author]) >= population.busy_from for author in others) / len(others)
        yield Sign(
            "same_people_elsewhere",
            Family.GRAPH,
            busy,
            len(others),
            4.0 * ramp(busy, 0.25, 0.6) * behind(len(others)),
        )
    back = _commented_back(name, population)
    if back:
        weight = 1.2 * ramp(back, 0, 1) + 2.8 * ramp(back, 1, 5)
        yield Sign("comments_in_turn", Family.GRAPH, float(back), back, weight)


def _commented_back(name: Name, population: Population) -> int:
    """How many creators comment under this one's posts and get comments from them."""
    mine = population.creators_of.get(str(name), frozenset())
    return sum(name in population.creators_of.get(str(other), frozenset()) for other in mine if other != name)


def _of_regulars(profile: Profile) -> Iterator[Sign]:
    under: defaultdict[str, set[object]] = defaultdict(set)
    for comment in profile.comments:
        if comment.author is not None and comment.post is not None:
            under[str(comment.author)].add(comment.post)
    posts = {post for each in under.values() for post in each}
    told = [c for c in profile.comments if c.author is not None and c.post is not None]
    if len(posts) >= FEWEST and len(told) >= 2 * FEWEST:
        regular = sum(len(under[str(comment.author)]) >= max(3, len(posts) / 2) for comment in told) / len(told)
        yield Sign(
            "always_the_same", Family.GRAPH, regular, len(told), 2.5 * ramp(regular, 0.3, 0.8) * behind(len(told))
        )


def _quick(profile: Profile) -> Iterator[Sign]:
    published = {post.id: post.at for post in profile.posts if post.id is not None and post.at is not None}
    waits = [
        comment.at - published[comment.post]
        for comment in profile.comments
        if comment.at is not None and comment.post in published
    ]
    if len(waits) >= 2 * FEWEST:
        quick = sum(timedelta(0) <= wait <= QUICK for wait in waits) / len(waits)
        yield Sign(
            "comments_within_minutes", Family.GRAPH, quick, len(waits), 2.0 * ramp(quick, 0.4, 0.9) * behind(len(waits))
        )
