"""Applications and orders: which creator goes how far with which brief, and how long ago the last step was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from marketplace.world import acts as d
from marketplace.world.acts import Deal
from marketplace.world.cast import Cast, brief_rows, hours
from marketplace.world.running import Stage, Story, Telling
from marketplace.world.stories.briefing import closes_at, opens_at

Steps = tuple[tuple[float, Callable[[Deal], None]], ...]
"""(hours since the step before, what is done)."""

APPLIED: Steps = ((0, d.apply),)
SHORTLISTED: Steps = (*APPLIED, (22, d.shortlist))
OFFERED: Steps = (*SHORTLISTED, (26, d.offer))
ACCEPTED: Steps = (*OFFERED, (14, d.accept))
SHIPPED: Steps = (*ACCEPTED, (20, d.ship))
RECEIVED: Steps = (*SHIPPED, (50, d.receive))
USED: Steps = (*RECEIVED, (150, d.use))
OUTLINED: Steps = (*USED, (20, d.outline))
WRITTEN: Steps = (*ACCEPTED, (60, d.hand_in_labelled))
UNSURE: Steps = (*ACCEPTED, (60, d.hand_in_unsure))
PICTURED: Steps = (*ACCEPTED, (60, d.hand_in_unsure_with_pictures))
FAILED: Steps = (*ACCEPTED, (50, d.hand_in_bare))
MENDED: Steps = (*FAILED, (20, d.hand_in_labelled))
WISHED: Steps = (*WRITTEN, (26, d.ask_for_changes))
APPROVED: Steps = (*WRITTEN, (30, d.approve))
LIVE: Steps = (*APPROVED, (40, d.publish))
LIVE_BY_SILENCE: Steps = (*WRITTEN, (100, d.publish))
SETTLED: Steps = (*LIVE, (30, d.confirm))
OBJECTED: Steps = (*LIVE, (30, d.object_to_it))

SCRIPTS: Mapping[str, Steps] = {
    "applied": APPLIED,
    "rejected": (*APPLIED, (30, d.reject)),
    "withdrawn": (*SHORTLISTED, (10, d.withdraw)),
    "shortlisted": SHORTLISTED,
    "offered": OFFERED,
    "offered, with more time": (*OFFERED, (40, d.extend)),
    "offer taken back": (*OFFERED, (20, d.take_back)),
    "declined": (*OFFERED, (30, d.decline)),
    "accepted": ACCEPTED,
    "shipped": SHIPPED,
    "received": RECEIVED,
    "left without product": (*ACCEPTED, (80, d.leave)),
    "used": USED,
    "outlined": OUTLINED,
    "outline accepted by silence": (*OUTLINED, (49, d.nothing)),
    "written": WRITTEN,
    "unsure": UNSURE,
    "unsure, with pictures": PICTURED,
    "failed by a picture": (*ACCEPTED, (50, d.hand_in_with_a_claim_in_a_picture)),
    "unsure, let through": (*UNSURE, (10, d.decide_for)),
    "failed": FAILED,
    "failed, then written": MENDED,
    "wished": WISHED,
    "wished, written, approved": (*WISHED, (30, d.hand_in_labelled), (28, d.approve)),
    "approved": APPROVED,
    "published": LIVE,
    "published by silence": LIVE_BY_SILENCE,
    "altered": (*APPROVED, (40, d.publish_altered)),
    "settled": SETTLED,
    "settled by silence": (*LIVE_BY_SILENCE, (80, d.nothing)),
    "settled at the second attempt": (*MENDED, (30, d.approve), (40, d.publish), (30, d.confirm)),
    "post deleted": (*SETTLED, (100, d.delete_post)),
    "objected": OBJECTED,
    "ruled for creator": (*OBJECTED, (70, d.rule_for_creator)),
    "ruled for brand": (*OBJECTED, (70, d.rule_for_brand)),
    "brand asks to cancel": (*WRITTEN, (20, d.brand_asks_to_cancel)),
    "called off": (*WRITTEN, (20, d.brand_asks_to_cancel), (20, d.creator_agrees)),
    "not called off": (*WRITTEN, (10, d.brand_asks_to_cancel), (20, d.creator_goes_on)),
    "creator leaves": (*ACCEPTED, (30, d.creator_asks_to_cancel), (80, d.nothing)),
    "cancelled late": (*ACCEPTED, (205, d.cancel_late)),
}  # fmt: skip
"""How far it goes -> everything that is done on the way."""


@dataclass(frozen=True)
class Booking:
    """A creator's part in a brief: how far it goes, how many hours ago the last step was, how slowly it went."""

    brief: str
    creator: str
    goes: str
    hours_ago: float
    slowly: float = 1.0


B = Booking
BOOKINGS = (
    B("acme-pasta", "priya", "settled", 24 * 124, 1.2),
    B("acme-pasta", "omar", "settled by silence", 24 * 119, 1.1),
    B("acme-pasta", "tessa", "settled at the second attempt", 24 * 121, 1.2),
    B("acme-pasta", "gil", "rejected", 24 * 138),
    B("acme-pasta", "ada", "applied", 24 * 136),

    B("acme-knife", "maya", "written", 20),
    B("acme-knife", "bo", "unsure, let through", 60),
    B("acme-knife", "omar", "unsure, with pictures", 3),
    B("acme-knife", "hanna", "failed", 4),
    B("acme-knife", "noor", "wished", 20),
    B("acme-knife", "priya", "wished, written, approved", 10),
    B("acme-knife", "tessa", "published", 30),
    B("acme-knife", "elias", "brand asks to cancel", 18),
    B("acme-knife", "ben", "accepted", 40),
    B("acme-knife", "theo", "accepted", 150),
    B("acme-knife", "sam", "settled by silence", 24 * 9),
    B("acme-knife", "ada", "settled", 24 * 30),
    B("acme-knife", "lucia", "called off", 36),
    B("acme-knife", "kit", "not called off", 16),
    B("acme-knife", "june", "cancelled late", 24 * 13),
    B("acme-knife", "gil", "applied", 50),

    B("acme-mixer", "ben", "accepted", 26),
    B("acme-mixer", "theo", "accepted", 80),
    B("acme-mixer", "tessa", "shipped", 30),
    B("acme-mixer", "maya", "received", 50),
    B("acme-mixer", "hanna", "used", 10),
    B("acme-mixer", "bo", "outlined", 12),
    B("acme-mixer", "omar", "outline accepted by silence", 30),
    B("acme-mixer", "priya", "left without product", 60),

    B("acme-chestnut", "ivy", "offered", 20),
    B("acme-chestnut", "ran", "offered, with more time", 30),
    B("acme-chestnut", "maya", "shortlisted", 18),
    B("acme-chestnut", "nanxi", "applied", 9),
    B("acme-chestnut", "tangtang", "applied", 31),
    B("acme-chestnut", "bo", "withdrawn", 40),

    B("nordlys-latte", "maya", "settled", 24 * 48),
    B("nordlys-latte", "elias", "settled by silence", 24 * 44),
    B("nordlys-latte", "bo", "settled", 50, 1.2),
    B("nordlys-latte", "kit", "post deleted", 24 * 18),
    B("nordlys-latte", "priya", "altered", 5, 1.6),
    B("nordlys-latte", "hanna", "objected", 30, 1.4),
    B("nordlys-latte", "noor", "ruled for creator", 24 * 15),
    B("nordlys-latte", "omar", "ruled for brand", 24 * 20),
    B("nordlys-latte", "ada", "declined", 24 * 40),
    B("nordlys-latte", "lucia", "offered", 24 * 30),
    B("nordlys-latte", "june", "offer taken back", 24 * 33),
    B("nordlys-latte", "theo", "creator leaves", 24 * 26),
    B("nordlys-latte", "sam", "settled", 24 * 22),
    B("nordlys-latte", "tessa", "published by silence", 55, 1.2),

    B("nordlys-cocoa", "ada", "settled", 24 * 6, 1.1),
    B("nordlys-cocoa", "lucia", "settled", 24 * 6.5, 1.1),
    B("nordlys-cocoa", "kit", "settled", 24 * 5.5, 1.2),

    B("nordlys-porridge", "sam", "applied", 24 * 8),
    B("nordlys-porridge", "noor", "shortlisted", 24 * 8),

    B("yayan-barrier", "xiaoman", "settled", 24 * 58),
    B("yayan-barrier", "zhizhi", "settled by silence", 24 * 20),
    B("yayan-barrier", "qiuqiu", "settled", 24 * 24),
    B("yayan-barrier", "ahe", "written", 30, 2.6),
    B("yayan-barrier", "weiwei", "failed by a picture", 28, 3.4),
    B("yayan-barrier", "mumu", "approved", 12, 2.4),
    B("yayan-barrier", "yuan", "unsure", 6, 3.2),

    B("yayan-sunscreen", "xiaoman", "shortlisted", 16),
    B("yayan-sunscreen", "zhizhi", "applied", 7),
    B("yayan-sunscreen", "weiwei", "rejected", 30),
    B("yayan-sunscreen", "qiuqiu", "offered", 10),

    B("shan-jacket", "linlu", "shortlisted", 24 * 3),
    B("shan-jacket", "dachuan", "offered", 40, 1.4),
    B("shan-jacket", "bo", "applied", 24 * 3.5),

    B("pebble-bowl", "ruth", "accepted", 12),
    B("pebble-bowl", "felix", "applied", 22),
)  # fmt: skip


class OutOfTime(ValueError):
    """A booking is written down for a time at which its brief takes no applications."""


def booking(stage: Stage, cast: Cast) -> Sequence[Story]:
    """Every application, and the order it became."""
    numbers: dict[str, int] = {}
    stories = []
    for row in BOOKINGS:
        numbers[row.brief] = number = numbers.get(row.brief, -1) + 1
        stories.append(_story(stage, cast, row, number))
    return stories


def _story(stage: Stage, cast: Cast, row: Booking, number: int) -> Story:
    script = SCRIPTS[row.goes]
    waits = [stage.about(wait * row.slowly) for wait, _ in script]
    begins = stage.present - hours(row.hours_ago) - sum(waits, timedelta())
    brief = brief_rows()[row.brief]
    opens, closes = opens_at(stage, brief), closes_at(stage, brief)
    if not opens < begins < closes:
        raise OutOfTime(
            f"{row.creator} would apply for {row.brief} on {begins:%d %b}: open {opens:%d %b} to {closes:%d %b}"
        )
    telling = partial(_deal, cast=cast, row=row, number=number, waits=waits)
    return Story(f"{row.creator} for {row.brief}", begins, telling)


def _deal(stage: Stage, cast: Cast, row: Booking, number: int, waits: Sequence[timedelta]) -> Telling:
    deal = Deal(stage, cast, row.brief, row.creator, number)
    for place, (_, act) in enumerate(SCRIPTS[row.goes]):
        if place:
            yield waits[place]
        act(deal)
