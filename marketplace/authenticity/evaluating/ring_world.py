"""A made world of creators with one ring hidden in it, for measuring whether rings are found. Made from a seed.

Honest creators have readers, friends (groups of three to eight who comment under each other's posts when they see
them), some belong to clubs of dozens who all do, and some take part in campaigns whose texts are versions of one.
The ring comments in turn within the hours after a post, publishes versions of its scripts, and buys likes; how much
of each is drawn anew for every world, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from marketplace.authenticity.comments.comment import Comment
from marketplace.authenticity.evaluating.world import phrase
from marketplace.authenticity.profiles.profile import Post, Profile
from marketplace.copies.evaluating import made

Chance = np.random.Generator

CLUBS, CLUB = 2, 30
CAMPAIGNS, CAMPAIGN = 3, 25
A_GROUP_OF_FRIENDS = 0.3
"""The share of creators who have friends among them."""

_START = datetime(2026, 1, 1, 9, tzinfo=UTC)
_TEXTS = 4


@dataclass(frozen=True)
class Strength:
    """What the ring of a world does: drawn between what is hardly anything and what nobody would overlook."""

    commenters: int  # members who comment under each post of another
    hours: float  # how long they usually take
    scripts: int
    published: float  # the share of members who publish each script, 0-1
    likes: float  # bought likes for each real one, on the posts that get some


@dataclass
class RingWorld:
    """Creators by name, and who of them is in the ring."""

    profiles: dict[str | int, Profile] = field(repr=False)
    ring: frozenset[str | int]
    strength: Strength


@dataclass
class _Maker:
    """Creators while they are being made: posts, and comments under them."""

    posts: list[list[Post]]
    comments: list[list[Comment]]
    chance: Chance

    def say(self, author: str, at: int, post: Post, hours: float) -> None:
        """A comment under a post, so many hours after it, in words of its author's own."""
        if post.at is not None:
            text = phrase(_language(at), self.chance)
            self.comments[at].append(Comment(text, author, post.at + timedelta(hours=hours), post.id))


def ring_world(creators: int, ring: int, seed: int) -> RingWorld:
    """A world of so many creators, of whom so many are one ring."""
    chance = np.random.default_rng(seed)
    strength = Strength(
        commenters=int(chance.integers(2, 9)),
        hours=float(chance.uniform(0.3, 1.5)),
        scripts=int(chance.integers(1, 4)),
        published=float(chance.uniform(0.5, 1.0)),
        likes=float(chance.uniform(0.5, 4.0)),
    )
    followers = [float(size) + 60 for size in np.exp(chance.normal(7.0, 1.1, creators))]
    maker = _Maker(_posts(followers, chance, seed), [[] for _ in range(creators)], chance)
    order = [int(each) for each in chance.permutation(creators)]
    members, others = order[:ring], order[ring:]
    _readers(maker)
    _friends(maker, others)
    _clubs(maker, others)
    _campaigns(maker, others, seed)
    _ring(maker, members, strength, seed)
    profiles: dict[str | int, Profile] = {
        _name(at): Profile(
            platform=("xiaohongshu", "instagram")[at % 2],
            followers=float(round(followers[at])),
            following=200.0,
            posts=tuple(maker.posts[at]),
            comments=tuple(maker.comments[at]),
        )
        for at in range(creators)
    }
    return RingWorld(profiles, frozenset(_name(at) for at in members), strength)


def _name(at: int) -> str:
    return f"c{at}"


def _language(at: int) -> str:
    return ("zh", "en")[at % 2]


def _posts(followers: Sequence[float], chance: Chance, seed: int) -> list[list[Post]]:
    counts = chance.integers(8, 15, len(followers))
    texts = iter([each.text for each in made(0, 0, _TEXTS * len(followers), seed)[0]])
    return [_posts_of(at, float(size), int(counts[at]), texts, chance) for at, size in enumerate(followers)]


def _posts_of(at: int, followers: float, count: int, texts: Iterator[str], chance: Chance) -> list[Post]:
    chinese = at % 2 == 0
    ratios = np.array([0.24, 0.5, 0.3] if chinese else [0.025]) * chance.lognormal(0, 0.6)
    usual = (0.6 if chinese else 2.6) * followers**0.5 * chance.lognormal(0, 0.5)
    when = _START + timedelta(days=float(chance.uniform(0, 60)))
    posts = []
    for place in range(count):
        when += timedelta(days=float(chance.exponential(4)))
        likes = float(int(usual * chance.lognormal(0, 1.0 if chinese else 0.5)) + 1)
        other = [float(int(likes * ratio * chance.lognormal(0, 0.5))) for ratio in ratios] + [None, None]
        text = next(texts) if place >= count - _TEXTS else None
        posts.append(Post(f"{at}.{place}", when, text, likes, other[0], other[1], other[2] if chinese else None))
    return posts


def _readers(maker: _Maker) -> None:
    """Strangers and fans, hours after a post."""
    chance = maker.chance
    for at, posts in enumerate(maker.posts):
        for post in posts:
            for _ in range(min(4, int(post.comments or 0))):
                fan = f"{_name(at)}.fan{min(40, int(chance.zipf(1.5)))}" if chance.random() < 0.3 else None
                maker.say(
                    fan or f"reader{int(chance.integers(10_000_000))}", at, post, float(chance.lognormal(1.8, 1.6))
                )


def _friends(maker: _Maker, honest: Sequence[int]) -> None:
    """Groups of three to eight who see about half of each other's posts."""
    place, chance = 0, maker.chance
    while place < A_GROUP_OF_FRIENDS * len(honest):
        size = int(chance.integers(3, 9))
        _comment_in_turn(maker, honest[place : place + size], float(chance.uniform(0.2, 0.7)))
        place += size


def _clubs(maker: _Maker, honest: Sequence[int]) -> None:
    """Larger circles in which people comment under some posts of many others, days later."""
    end = len(honest)
    for _ in range(CLUBS):
        size = min(CLUB, len(honest) // 12)
        _comment_in_turn(maker, honest[end - size : end], 0.12)
        end -= size


def _comment_in_turn(maker: _Maker, group: Sequence[int], often: float) -> None:
    for at in group:
        for post in maker.posts[at]:
            for other in group:
                if other != at and maker.chance.random() < often:
                    maker.say(_name(other), at, post, float(maker.chance.lognormal(1.8, 1.6)))


def _campaigns(maker: _Maker, honest: Sequence[int], seed: int) -> None:
    """People of one campaign who publish versions of the text that they were given."""
    begin = len(honest) // 2
    for number in range(CAMPAIGNS):
        group = honest[begin : begin + min(CAMPAIGN, len(honest) // 12)]
        begin += len(group)
        _publish(maker, group, 1, 1.0, seed * 100 + number)


def _publish(maker: _Maker, group: Sequence[int], scripts: int, share: float, seed: int) -> None:
    versions, origins = made(scripts, len(group), 0, seed)
    texts = {each.id: each.text for each in versions}
    for place, at in enumerate(group):
        latest = range(len(maker.posts[at]) - _TEXTS, len(maker.posts[at]))
        chosen = maker.chance.permutation(list(latest))[:scripts]
        for number, where in enumerate(chosen):
            copy = f"copy{number}.{place}"
            if copy in origins and maker.chance.random() < share:
                old = maker.posts[at][int(where)]
                maker.posts[at][int(where)] = Post(
                    old.id, old.at, texts[copy], old.likes, old.comments, old.saves, old.shares
                )


def _ring(maker: _Maker, members: Sequence[int], strength: Strength, seed: int) -> None:
    chance = maker.chance
    _publish(maker, members, strength.scripts, strength.published, seed * 100 + 99)
    for at in members:
        usual = float(np.median([post.likes or 0 for post in maker.posts[at]])) + 5
        for place, post in enumerate(maker.posts[at]):
            if chance.random() < 0.8:
                bought = round(strength.likes * usual * float(chance.lognormal(0, 0.15)))
                maker.posts[at][place] = Post(
                    post.id, post.at, post.text, (post.likes or 0) + bought, post.comments, post.saves, post.shares
                )
            others = [other for other in members if other != at]
            for other in chance.permutation(others)[: strength.commenters]:
                maker.say(_name(int(other)), at, post, float(chance.gamma(2, strength.hours / 2)))
