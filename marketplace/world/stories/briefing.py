"""Briefs come about: written, reviewed, funded, and taken where each of them stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from marketplace.base.money import Money
from marketplace.briefs import actions as briefs
from marketplace.briefs.states import Goal, ProductTerms
from marketplace.creators.states import Format, Platform
from marketplace.orders.actions.calling_off import cancel_brief
from marketplace.payouts.fees import brand_fee_on
from marketplace.world.cast import BrandSeat, Cast, brief_rows, days, units
from marketplace.world.running import Stage, Story, Telling

WRITTEN_BEFORE = days(2)

BEFORE_FUNDING = frozenset({"draft", "in_review", "changes_wanted", "rejected", "approved"})


def briefing(stage: Stage, cast: Cast) -> Sequence[Story]:
    """Every brief's beginning; the orders under them are stories of their own."""
    return [
        Story(row["key"], opens_at(stage, row) - WRITTEN_BEFORE, partial(_brief, cast=cast, row=row))
        for row in brief_rows().values()
    ]


def opens_at(stage: Stage, row: Mapping[str, Any]) -> datetime:
    """When a brief opens; for one that never does, when it was ready."""
    return stage.days_ago(row["opened"])


def closes_at(stage: Stage, row: Mapping[str, Any]) -> datetime:
    """Until when a brief takes applications."""
    return opens_at(stage, row) + days(row["apply_days"])


def _brief(stage: Stage, cast: Cast, row: Mapping[str, Any]) -> Telling:
    seat, goes = cast.brands[row["brand"]], row.get("goes", "open")
    with stage.work(seat.owner) as work:
        brief_id = briefs.draft_brief(work, **words_of(stage, row)).id
    cast.briefs[row["key"]] = brief_id
    if goes == "draft":
        return
    yield stage.about(20)
    with stage.work(seat.owner) as work:
        briefs.submit_brief(work, brief_id)
    if goes == "in_review":
        return
    yield stage.about(20)
    if goes in _REVIEWED:
        with stage.work(cast.staff["ines"]) as work:
            _REVIEWED[goes](work, brief_id, reason=row["why"])
        return
    with stage.work(cast.staff["ines"]) as work:
        briefs.approve_brief(work, brief_id)
    if goes == "approved":
        return
    yield opens_at(stage, row) - stage.now
    with stage.work(seat.owner) as work:
        briefs.fund_brief(work, brief_id)
    yield from _later(stage, seat, brief_id, goes)


def _later(stage: Stage, seat: BrandSeat, brief_id: UUID, goes: str) -> Telling:
    yield days(5)
    if goes == "paused":
        with stage.work(seat.owner) as work:
            briefs.pause_brief(work, brief_id)
    elif goes == "cancelled":
        with stage.work(seat.owner) as work:
            cancel_brief(work, brief_id)


_REVIEWED: Mapping[str, Callable[..., Any]] = {
    "changes_wanted": briefs.ask_for_changes,
    "rejected": briefs.reject_brief,
}


def words_of(stage: Stage, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a brief says, as a brand would fill the form in."""
    currency = row["currency"]
    least, most = (units(amount, currency) for amount in row["price"])
    opens = opens_at(stage, row)
    return {
        "title": row["title"],
        "goal": Goal(row["goal"]),
        "story": row["story"],
        "product_name": row["product"],
        "product_url": f"https://{row['brand']}.example/{row['key']}",
        "product_category": row["category"],
        "product_terms": ProductTerms(row.get("product_terms", "none")),
        "audience_countries": row["countries"],
        "languages": row["languages"],
        "niches": row["niches"],
        "keywords": row["keywords"],
        "must_say": row["must_say"],
        "must_never_say": row["must_never_say"],
        "platform": Platform(row["platform"]),
        "format": Format(row["format"]),
        "slots": row["slots"],
        "followers_min": None,
        "followers_max": None,
        "currency": currency,
        "budget_minor": _budget(most, row["slots"]).minor,
        "price_min_minor": least.minor,
        "price_max_minor": most.minor,
        "rights": {"channels": [row["platform"]], "days": 90, "editing": False, "ai_training": False},
        "retention_days": row["retention"],
        "review_rounds": 3,
        "outline_wanted": row.get("outline", False),
        "days_of_use": row.get("days_of_use", 0),
        "apply_by": opens + days(row["apply_days"]),
        "publish_from": opens.date(),
        "publish_until": (opens + timedelta(days=row["publish_days"])).date(),
        "clock_hours": {},
    }


def _budget(most: Money, slots: int) -> Money:
    """What all places may cost together, with our fee."""
    return (most + brand_fee_on(most)).times(slots)
