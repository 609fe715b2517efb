"""What is known of a creator as months go by: followers, posts, and how people reacted to them."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from marketplace.base.actor import SYSTEM
from marketplace.creators import actions as creators
from marketplace.creators.actions import NewFigures, NewPost
from marketplace.creators.states import Platform, PostKind
from marketplace.matching.audience import CHINESE_PLATFORMS
from marketplace.world.cast import CreatorSeat, days
from marketplace.world.running import Stage, Telling

SOURCE = "self-reported"
GROWTH_A_MONTH = 0.04
REGIONS = {"CN": (["上海", 0.16], ["广东", 0.14], ["浙江", 0.11]), "US": (["US", 0.62], ["CA", 0.09], ["GB", 0.06])}


def figures_and_posts(stage: Stage, seat: CreatorSeat) -> Telling:
    """Figures every month, posts in between, and a last look the day before the present."""
    while (left := stage.days_ago(1.5) - stage.now) > days(31):
        _record_figures(stage, seat, months_left=left / days(30))
        yield days(30)
    yield left
    _record_figures(stage, seat, months_left=0)
    for platform, posts in _posts(stage, seat).items():
        with stage.work(SYSTEM) as work:
            creators.record_posts(work, seat.channels[platform], posts)
    if seat.row.get("ends") == "paused":
        with stage.work(seat.actor) as work:
            creators.pause(work, seat.creator_id)


def _record_figures(stage: Stage, seat: CreatorSeat, *, months_left: float) -> None:
    for channel in seat.row["channels"]:
        followers = int(channel["followers"] * (1 - GROWTH_A_MONTH) ** months_left * stage.chance.uniform(0.99, 1.01))
        regions = REGIONS["CN" if seat.row["country"] == "CN" else "US"]
        figures = NewFigures(
            taken_on=stage.now.date(),
            source=SOURCE,
            followers=followers,
            following=int(followers * stage.chance.uniform(0.02, 0.12)),
            posts=stage.chance.randint(60, 400),
            active_followers_ratio=round(0.12 if _is_flat(seat) else stage.chance.uniform(0.42, 0.71), 2),
            audience={
                "female": round(stage.chance.uniform(0.5, 0.85), 2),
                "age": {"18-24": 0.27, "25-34": 0.46, "35-44": 0.18},
                "regions": [list(region) for region in regions],
            },
        )
        with stage.work(SYSTEM) as work:
            creators.record_figures(work, seat.channels[Platform(channel["platform"])], figures)


def _posts(stage: Stage, seat: CreatorSeat) -> dict[Platform, list[NewPost]]:
    """The creator's posts, newest first, each on one of their channels."""
    channels: list[dict[str, Any]] = seat.row["channels"]
    made: dict[Platform, list[NewPost]] = {Platform(channel["platform"]): [] for channel in channels}
    at = stage.now - timedelta(hours=stage.chance.uniform(6, 60))
    for number, title in enumerate(seat.row["posts"]):
        channel = _channel_for(channels, title, number)
        made[Platform(channel["platform"])].append(_post(stage, seat, channel, number, title, at))
        at -= timedelta(hours=48 if _is_flat(seat) else stage.chance.uniform(30, 260))
    return made


def _channel_for(channels: list[dict[str, Any]], title: str, number: int) -> dict[str, Any]:
    """Chinese titles go to a Chinese platform where there is one; else the channels take turns."""
    fitting = [row for row in channels if (Platform(row["platform"]) in CHINESE_PLATFORMS) != title.isascii()]
    among = fitting or channels
    return among[number % len(among)]


def _post(stage: Stage, seat: CreatorSeat, channel: dict[str, Any], number: int, title: str, at: datetime) -> NewPost:
    usual, flat = 1.5 * math.sqrt(channel["followers"]), _is_flat(seat)
    likes = usual * (4 if flat else stage.chance.lognormvariate(0, 0.9))
    return NewPost(
        external_id=f"{channel['handle']}-{number}",
        kind=PostKind.VIDEO if stage.chance.random() < 0.2 else PostKind.PHOTO,
        title=title,
        tags=seat.row["tags"],
        published_at=at,
        counted_at=stage.now,
        source=SOURCE,
        likes=int(likes),
        saves=int(likes * (0.04 if flat else stage.chance.uniform(0.2, 0.9))),
        comments=int(likes * (0.01 if flat else stage.chance.uniform(0.08, 0.4))),
        shares=int(likes * stage.chance.uniform(0.02, 0.15)),
        sponsored=number % 5 == 4,
    )


def _is_flat(seat: CreatorSeat) -> bool:
    """Whether the figures look bought: every post liked alike, hardly a comment, published by the clock."""
    return seat.row.get("figures") == "flat"
