"""What a file says of a creator or a post, checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from marketplace.base.money import Money
from marketplace.creators.intake.problems import Unfit
from marketplace.creators.states import LANGUAGES, Format, Platform, PostKind

_COUNT = ("integer",)
_WHEN = ("ms_timestamp", "s_timestamp", "iso_date")
_SHARE = ("percent", "ratio")
_WORDS = ("text", "between")

CREATOR_FIELDS: Mapping[str, tuple[str, ...]] = {
    "platform": ("text",), "handle": ("handle",),
    "name": _WORDS, "bio": _WORDS, "country": ("country",), "city": _WORDS,
    "languages": ("split",), "niches": ("niches",),
    "taken_at": _WHEN, "followers": _COUNT, "following": _COUNT, "posts": _COUNT,
    "likes": _COUNT, "saves": _COUNT, "comments": _COUNT, "shares": _COUNT,
    "active_followers_ratio": _SHARE, "level": _COUNT,
    "audience_female": _SHARE, "audience_age_under_18": _SHARE, "audience_age_18_24": _SHARE,
    "audience_age_25_34": _SHARE, "audience_age_35_44": _SHARE, "audience_age_45_plus": _SHARE,
    "audience_regions": ("ranked_shares",), "audience_interests": ("ranked_shares",),
    "rate_photo": ("money",), "rate_video": ("money",), "rate_live": ("money",),
}  # fmt: skip
"""The fields of a creator that a mapping may fill -> the converters that give what they hold."""

POST_FIELDS: Mapping[str, tuple[str, ...]] = {
    "platform": ("text",), "handle": ("handle",), "external_id": ("text",), "kind": ("text",),
    "title": _WORDS, "body": _WORDS, "tags": ("split",),
    "published_at": _WHEN, "counted_at": _WHEN,
    "likes": _COUNT, "saves": _COUNT, "comments": _COUNT, "shares": _COUNT, "reads": _COUNT,
    "sponsored": ("boolean", "mentions"),
}  # fmt: skip
"""The same for a post."""

COMMENT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "platform": ("text",), "handle": ("handle",), "external_id": ("text",), "post": ("text",),
    "author": ("text",), "said_at": _WHEN, "body": _WORDS,
}  # fmt: skip
"""The same for a comment under a creator's post."""

FOLLOWER_FIELDS: Mapping[str, tuple[str, ...]] = {
    "platform": ("text",), "handle": ("handle",), "account": ("text",), "account_name": _WORDS, "bio": _WORDS,
    "followers": _COUNT, "following": _COUNT, "posts": _COUNT, "age_days": _COUNT,
    "has_avatar": ("boolean",), "is_private": ("boolean",), "has_url": ("boolean",),
}  # fmt: skip
"""The same for an account of a sample of a creator's followers."""

LONGEST_TITLE, LONGEST_ID, MOST_TAGS = 500, 200, 100
FIGURES = (
    "followers", "following", "posts", "likes", "saves", "comments", "shares", "active_followers_ratio", "level",
)  # fmt: skip
AGES = {
    "audience_age_under_18": "<18", "audience_age_18_24": "18-24", "audience_age_25_34": "25-34",
    "audience_age_35_44": "35-44", "audience_age_45_plus": "45+",
}  # fmt: skip
RATES = {"rate_photo": Format.PHOTO, "rate_video": Format.VIDEO, "rate_live": Format.LIVE}


@dataclass(frozen=True)
class CreatorRecord:
    """A creator on one channel, as a file describes them; None where it says nothing."""

    line: int
    platform: Platform
    handle: str
    taken_at: datetime
    about: Mapping[str, Any] = field(default_factory=dict)  # columns of Creator
    figures: Mapping[str, Any] = field(default_factory=dict)  # columns of Figures
    rates: Mapping[Format, Money] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What names the channel, whatever its handle's case."""
        return self.platform.value, self.handle.lower()


@dataclass(frozen=True)
class ChannelRecord:
    """Something that a file says of a channel; `values` are columns of its table."""

    line: int
    platform: Platform
    handle: str
    values: Mapping[str, Any]

    @property
    def channel_key(self) -> tuple[str, str]:
        """What names the channel, whatever its handle's case."""
        return self.platform.value, self.handle.lower()


class PostRecord(ChannelRecord):
    """A post as a file describes it, with columns of CreatorPost."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the post."""
        return *self.channel_key, self.values["external_id"]


def creator_record(line: int, read: Mapping[str, Any], *, now: datetime) -> CreatorRecord:
    """A creator from the fields read on one line. Raises Unfit with the field's name in front."""
    audience = {
        "female": read.get("audience_female"),
        "age": {name: read[key] for key, name in AGES.items() if read.get(key) is not None},
        "regions": read.get("audience_regions"),
        "interests": read.get("audience_interests"),
    }
    about = {key: read.get(key) for key in ("bio", "country", "city", "niches")}
    about["name"] = _short(read.get("name") or read["handle"], 120)
    about["languages"] = [code for code in read.get("languages") or () if code in LANGUAGES] or None
    figures = {key: read.get(key) for key in FIGURES}
    figures["audience"] = {key: value for key, value in audience.items() if value} or None
    return CreatorRecord(
        line=line,
        platform=platform_of(read["platform"]),
        handle=read["handle"],
        taken_at=not_ahead(read.get("taken_at") or now, now, "taken_at"),
        about={key: value for key, value in about.items() if value is not None},
        figures={key: value for key, value in figures.items() if value is not None},
        rates={format: read[key] for key, format in RATES.items() if read.get(key)},
    )


def post_record(line: int, read: Mapping[str, Any], *, now: datetime) -> PostRecord:
    """A post from the fields read on one line. Raises Unfit."""
    published_at = not_ahead(read["published_at"], now, "published_at")
    if len(read["external_id"]) > LONGEST_ID:
        raise Unfit(f"external_id has {len(read['external_id'])} characters", f"at most {LONGEST_ID}")
    values = {
        "external_id": read["external_id"],
        "kind": _kind(read.get("kind") or PostKind.PHOTO.value),
        "title": _short(read.get("title") or "", LONGEST_TITLE),
        "body": read.get("body") or "",
        "tags": (read.get("tags") or [])[:MOST_TAGS],
        "published_at": published_at,
        "counted_at": max(not_ahead(read.get("counted_at") or now, now, "counted_at"), published_at),
        **{key: read.get(key) or 0 for key in ("likes", "saves", "comments", "shares")},
        "reads": read.get("reads"),
        "sponsored": bool(read.get("sponsored")),
        "uncounted": [key for key in ("likes", "saves", "comments", "shares") if read.get(key) is None],
    }
    return PostRecord(line, platform_of(read["platform"]), read["handle"], values)


def platform_of(value: Any) -> Platform:
    """The platform that a word names. Raises Unfit."""
    try:
        return Platform(str(value).casefold())
    except ValueError as error:
        raise Unfit(f"platform is {value!r}", f"one of {', '.join(Platform)}") from error


def _kind(value: Any) -> PostKind:
    try:
        return PostKind(value)
    except ValueError as error:
        raise Unfit(f"kind is {value!r}", f"one of {', '.join(PostKind)}") from error


def not_ahead(instant: datetime, now: datetime, name: str) -> datetime:
    """The instant, which has passed. Raises Unfit for one in the future."""
    if instant > now + timedelta(days=1):
        raise Unfit(f"{name} is {instant:%Y-%m-%d}, in the future", "an instant that has passed")
    return instant


def _short(words: str, longest: int) -> str:
    return " ".join(words.split())[:longest]
