"""What may be known of an account, and what is measured of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.base.json_lines import fields

FIELDS = frozenset({
    "followers", "following", "posts", "has_avatar", "is_private", "bio_length", "has_url", "username_length",
    "username_digits", "username_digit_ratio", "full_name_words", "age_days",
})  # fmt: skip


@dataclass(frozen=True)
class Account:
    """What an account shows of itself; None where nobody knows."""

    followers: float | None = None
    following: float | None = None
    posts: float | None = None
    has_avatar: bool | None = None
    is_private: bool | None = None  # says nothing either way; people are as often private as not
    bio_length: float | None = None  # characters
    has_url: bool | None = None
    username_length: float | None = None
    username_digits: float | None = None
    username_digit_ratio: float | None = None  # digits of all characters, 0-1
    full_name_words: float | None = None
    age_days: float | None = None


def account_of(given: Mapping[str, Any]) -> Account:
    """The account a JSON object describes. Raises FieldWrong."""
    return Account(
        followers=fields.number(given, "followers"),
        following=fields.number(given, "following"),
        posts=fields.number(given, "posts"),
        has_avatar=fields.flag(given, "has_avatar"),
        is_private=fields.flag(given, "is_private"),
        bio_length=fields.number(given, "bio_length"),
        has_url=fields.flag(given, "has_url"),
        username_length=fields.number(given, "username_length"),
        username_digits=fields.number(given, "username_digits"),
        username_digit_ratio=fields.share(given, "username_digit_ratio"),
        full_name_words=fields.number(given, "full_name_words"),
        age_days=fields.number(given, "age_days"),
    )


def measures_of(account: Account) -> dict[str, float]:
    """Everything that can be measured of an account; what its fields do not carry is left out."""
    found = {
        "followers": account.followers,
        "following": account.following,
        "posts": account.posts,
        "following_per_follower": _following_per_follower(account),
        "has_avatar": account.has_avatar,
        "bio_length": account.bio_length,
        "has_url": account.has_url,
        "digit_ratio": _digit_ratio(account),
        "digits": account.username_digits,
        "name_words": account.full_name_words,
        "age_days": account.age_days,
        "posts_per_day": _posts_per_day(account),
    }
    return {name: float(value) for name, value in found.items() if value is not None}


def _following_per_follower(account: Account) -> float | None:
    if account.following is None or account.followers is None:
        return None
    return (account.following + 1) / (account.followers + 1)


def _digit_ratio(account: Account) -> float | None:
    """The larger of what is said and what can be counted, so that hiding one of them gains nothing."""
    found = [] if account.username_digit_ratio is None else [account.username_digit_ratio]
    if account.username_digits is not None and account.username_length:
        found.append(min(1.0, account.username_digits / account.username_length))
    return max(found, default=None)


def _posts_per_day(account: Account) -> float | None:
    if account.posts is None or account.age_days is None:
        return None
    return account.posts / (account.age_days + 1)
