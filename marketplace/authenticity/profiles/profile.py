"""A creator as somebody hands them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from marketplace.authenticity.accounts.account import Account, account_of
from marketplace.authenticity.comments.comment import Comment, comment_of
from marketplace.base.json_lines import fields
from marketplace.base.json_lines.fields import FieldWrong

FIELDS = frozenset({
    "platform", "followers", "following", "followers_history", "posts", "comments", "follower_sample",
    "active_followers_ratio",
})  # fmt: skip

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Post:
    """A post and its counts; None where nobody knows."""

    id: str | int | None = None
    at: datetime | None = None
    text: str | None = None
    likes: float | None = None
    comments: float | None = None
    saves: float | None = None
    shares: float | None = None
    reads: float | None = None


@dataclass(frozen=True)
class Profile:
    """What is known of a creator; empty or None where nobody knows."""

    platform: str | None = None
    followers: float | None = None
    following: float | None = None
    active_followers_ratio: float | None = None  # the share of followers whom the platform calls active, 0-1
    history: tuple[tuple[datetime, float], ...] = ()  # followers by day, ascending
    posts: tuple[Post, ...] = ()  # oldest first; those without a time come first
    comments: tuple[Comment, ...] = ()
    sample: tuple[Account, ...] = ()  # of the followers


def profile_of(given: Mapping[str, Any]) -> Profile:
    """The creator a JSON object describes. Raises FieldWrong."""
    posts = fields.objects(given, "posts", _post_of) or ()
    platform = fields.text(given, "platform")
    return Profile(
        platform=platform.strip().lower() if platform else None,
        followers=fields.number(given, "followers"),
        following=fields.number(given, "following"),
        active_followers_ratio=fields.share(given, "active_followers_ratio"),
        history=_history_of(given),
        posts=tuple(sorted(posts, key=lambda post: (post.at is not None, post.at or _LONG_AGO))),
        comments=fields.objects(given, "comments", comment_of) or (),
        sample=fields.objects(given, "follower_sample", account_of) or (),
    )


def _post_of(given: Mapping[str, Any]) -> Post:
    return Post(
        id=fields.name(given, "id"),
        at=fields.moment(given, "at"),
        text=fields.text(given, "text"),
        likes=fields.number(given, "likes"),
        comments=fields.number(given, "comments"),
        saves=fields.number(given, "saves"),
        shares=fields.number(given, "shares"),
        reads=fields.number(given, "reads"),
    )


def _history_of(given: Mapping[str, Any]) -> tuple[tuple[datetime, float], ...]:
    rows = given.get("followers_history")
    if rows is None:
        return ()
    if not isinstance(rows, list):
        raise FieldWrong("followers_history", "must be a list of [date, followers] or null.")
    found: dict[datetime, float] = {}
    for place, row in enumerate(rows):
        name = f"followers_history[{place}]"
        if not isinstance(row, list) or len(row) != 2:
            raise FieldWrong(name, "must be [date, followers].")
        if row[0] is None or row[1] is None:
            continue
        count = fields.number({name: row[1]}, name)
        found[fields.moment_of(row[0], name)] = count or 0.0
    return tuple(sorted(found.items()))
