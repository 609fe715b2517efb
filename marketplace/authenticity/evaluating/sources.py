"""Reads the folder that an evaluation is made on: real series of counts, labelled accounts, labelled comments."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from marketplace.authenticity.comments.labelled import Labelled, labelled_comments

Line = dict[str, Any]
"""A creator or an account as the tools take it."""


@dataclass(frozen=True)
class LabelledAccount:
    """An account as the tool takes it, and whether people call it fake."""

    line: Mapping[str, Any]
    is_fake: bool


@dataclass(frozen=True)
class Sources:
    """Everything an evaluation is made from."""

    accounts: Mapping[str, Sequence[LabelledAccount]]  # by set
    comments: Sequence[Labelled]
    creators: Sequence[Line]  # real posts and counts; followers today


def read_sources(folder: Path) -> Sources:
    """Reads `authenticity/` and `creators/` of a folder. Raises OSError where a file is missing."""
    sets = folder / "authenticity"
    with (sets / "youtube_comment_spam" / "comments.csv").open(encoding="utf-8") as file:
        comments = labelled_comments(file)
    return Sources(
        accounts={
            "instagram_a": [_account_a(row) for row in _rows(sets / "instafake_fake" / "fake_v1.csv")],
            "instagram_b": [_account_b(row) for row in _rows(sets / "kaggle_ig_fake" / "ig_fake.csv")],
            "twitter": [_account_on_twitter(row) for row in _rows(sets / "twitter_bot" / "twitter_bot.csv")],
        },
        comments=comments,
        creators=[
            *_xiaohongshu(folder / "creators" / "xiaohongshu"),
            *_instagram(sets / "instafake_fake" / "nonautomated_v1.jsonl"),
        ],
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _account_a(row: Mapping[str, str]) -> LabelledAccount:
    line = {
        "followers": int(row["userFollowerCount"]),
        "following": int(row["userFollowingCount"]),
        "posts": int(row["userMediaCount"]),
        "has_avatar": int(row["userHasProfilPic"]),
        "is_private": int(row["userIsPrivate"]),
        "bio_length": int(row["userBiographyLength"]),
        "username_length": int(row["usernameLength"]),
        "username_digits": int(row["usernameDigitCount"]),
    }
    return LabelledAccount(line, row["isFake"] == "1")


def _account_b(row: Mapping[str, str]) -> LabelledAccount:
    line = {
        "followers": int(row["#followers"]),
        "following": int(row["#follows"]),
        "posts": int(row["#posts"]),
        "has_avatar": int(row["profile pic"]),
        "is_private": int(row["private"]),
        "bio_length": int(row["description length"]),
        "has_url": int(row["external URL"]),
        "username_digit_ratio": float(row["nums/length username"]),
        "full_name_words": int(row["fullname words"]),
    }
    return LabelledAccount(line, row["fake"] == "1")


def _account_on_twitter(row: Mapping[str, str]) -> LabelledAccount:
    line = {
        "followers": int(row["followers"]),
        "following": int(row["friends"]),
        "posts": int(row["statuses"]),
        "has_avatar": 1 - int(row["default_image"]),
        "bio_length": int(row["desc_len"]),
        "has_url": int(row["has_url"]),
        "username_length": int(row["sn_len"]),
        "username_digits": int(row["sn_digits"]),
        "age_days": int(row["age_days"]),
    }
    return LabelledAccount(line, row["label"] == "bot")


def _xiaohongshu(folder: Path) -> list[Line]:
    posts: defaultdict[str, list[Line]] = defaultdict(list)
    for note in _lines(folder / "notes.jsonl"):
        post = {
            "id": note["note_id"],
            "at": _day(note["time"] / 1000),
            "text": f"{note['title'] or ''}\n{note['desc'] or ''}",
            "likes": note["liked"],
            "comments": note["comment"],
            "saves": note["collected"],
            "shares": note["share"],
        }
        posts[note["user_id"]].append(post)
    return [
        _creator(each["user_id"], "xiaohongshu", each["fans"], each["follows"], posts[each["user_id"]])
        for each in _lines(folder / "creators.jsonl")
    ]


def _instagram(file: Path) -> list[Line]:
    creators = []
    for number, each in enumerate(_lines(file)):
        counts = zip(each["mediaUploadTimes"], each["mediaLikeNumbers"], each["mediaCommentNumbers"], strict=False)
        posts = [
            {"id": f"ig{number}.{place}", "at": _day(at), "likes": likes, "comments": comments}
            for place, (at, likes, comments) in enumerate(counts)
        ]
        name = f"ig{number}"
        creators.append(_creator(name, "instagram", each["userFollowerCount"], each["userFollowingCount"], posts))
    return creators


def _creator(name: str, platform: str, followers: int, following: int, posts: Sequence[Line]) -> Line:
    latest = sorted(posts, key=lambda post: str(post["at"]))[-120:]
    return {"id": name, "platform": platform, "followers": followers, "following": following, "posts": latest}


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _lines(path: Path) -> list[Line]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]
