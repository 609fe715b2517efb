"""What a creator posts about, in a few words: the text that is embedded for them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marketplace.creators.niches import niches_named_in

LONGEST = 300  # characters; the model needs ten times as long for a text three times as long
LATEST_POSTS = 15
_BIO_SHARE = 80
_NOISE = re.compile(r"\[[^\]\[]{1,12}\]#?|https?://\S+|[\s#|]+")


@dataclass(frozen=True)
class PostWords:
    """What a post says in short: its title and its hashtags."""

    title: str
    tags: Sequence[str]


@dataclass(frozen=True)
class Digest:
    """What a creator posts about: the text that is embedded, and how many of the latest posts name each niche."""

    text: str
    niches: Mapping[str, int]
    posts: int


def read_digest(bio: str, posts: Sequence[PostWords]) -> Digest:
    """The digest of a creator from their bio and posts, newest first."""
    return Digest(digest_of(bio, posts), niches_posted(posts), len(posts[:LATEST_POSTS]))


def digest_of(bio: str, posts: Sequence[PostWords]) -> str:
    """The bio, the titles and the hashtags of the latest posts (newest first), at most 300 characters; maybe empty.

    Every post gets its say in turn, so that one long title does not push out the others; hashtags are
    said once, the most used first.
    """
    parts = [_clean(bio)[:_BIO_SHARE]]
    latest = posts[:LATEST_POSTS]
    tags = _tags(latest)
    room = LONGEST - sum(map(len, parts)) - len(tags) - 2
    each = max(10, room // max(1, len(latest)) - 1)
    parts += [_clean(post.title)[:each] for post in latest]
    text = " ".join(part for part in [parts[0], tags, *parts[1:]] if part)
    return text[:LONGEST].strip()


def niches_posted(posts: Sequence[PostWords]) -> dict[str, int]:
    """How many of the latest posts name each niche in their title or hashtags."""
    counted: dict[str, int] = {}
    for post in posts[:LATEST_POSTS]:
        for niche in niches_named_in(" ".join([post.title, *map(str, post.tags)])):
            counted[niche] = counted.get(niche, 0) + 1
    return counted


def hash_of(text: str) -> str:
    """SHA-256, by which a changed text is known."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _tags(posts: Sequence[PostWords]) -> str:
    counted: dict[str, int] = {}
    for post in posts:
        for tag in {_clean(str(tag)) for tag in post.tags}:
            if tag:
                counted[tag] = counted.get(tag, 0) + 1
    ordered = sorted(counted, key=lambda tag: (-counted[tag], tag))
    return " ".join(ordered)[:100]


def _clean(text: str) -> str:
    return " ".join(_NOISE.sub(" ", text).split())
