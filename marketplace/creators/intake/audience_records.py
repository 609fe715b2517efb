"""What a file says of those who comment and follow, checked as a whole. Names of accounts become marks."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marketplace.creators.handles import account_mark
from marketplace.creators.intake.problems import Unfit
from marketplace.creators.intake.records import LONGEST_ID, ChannelRecord, not_ahead, platform_of

LONGEST_COMMENT = 2000


class CommentRecord(ChannelRecord):
    """A comment as a file describes it, with columns of ReceivedComment."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the comment."""
        return *self.channel_key, self.values["external_id"]


class FollowerRecord(ChannelRecord):
    """An account that follows a creator, as a file describes it, with columns of SampledFollower."""

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the account in the sample of the channel."""
        return *self.channel_key, self.values["mark"]


def comment_record(line: int, read: Mapping[str, Any], *, now: datetime) -> CommentRecord:
    """A comment from the fields read on one line. Raises Unfit."""
    platform, author = platform_of(read["platform"]), read.get("author")
    said_at = not_ahead(read["said_at"], now, "said_at") if read.get("said_at") else None
    values: dict[str, Any] = {
        "post": _short_id(read, "post"),
        "author": account_mark(platform.value, author) if author else None,
        "said_at": said_at,
        "body": read["body"][:LONGEST_COMMENT] if read.get("body") else None,
    }
    made = "|".join(str(values[key]) for key in ("post", "author", "said_at", "body"))
    values["external_id"] = _short_id(read, "external_id") or hashlib.sha256(made.encode()).hexdigest()[:32]
    return CommentRecord(line, platform, read["handle"], values)


def follower_record(line: int, read: Mapping[str, Any]) -> FollowerRecord:
    """A follower from the fields read on one line. Raises Unfit."""
    platform, account, name = platform_of(read["platform"]), str(read["account"]), read.get("account_name")
    known = {key: read.get(key) for key in ("followers", "following", "posts", "age_days")}
    known |= {key: read.get(key) for key in ("has_avatar", "is_private", "has_url")}
    known |= {
        "bio_length": len(read["bio"]) if read.get("bio") is not None else None,
        "username_length": len(account),
        "username_digits": sum(letter.isdigit() for letter in account),
        "full_name_words": len(name.split()) if name else None,
    }
    values = {
        "mark": account_mark(platform.value, account),
        "account": {key: value for key, value in known.items() if value is not None},
    }
    return FollowerRecord(line, platform, read["handle"], values)


def _short_id(read: Mapping[str, Any], name: str) -> str | None:
    said = read.get(name)
    if said is not None and len(said) > LONGEST_ID:
        raise Unfit(f"{name} has {len(said)} characters", f"at most {LONGEST_ID}")
    return said
