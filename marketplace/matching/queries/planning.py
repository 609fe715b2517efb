"""Planning a mix for a brief from what is in the database: who comes into question, their readers, and the mix."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.base.text import N_, Sentence
from marketplace.briefs.models import Brief
from marketplace.briefs.states import Goal
from marketplace.creators.models import CreatorPost
from marketplace.creators.tiers import Tier
from marketplace.matching.audience import audience_fit
from marketplace.matching.filters import FilterCount
from marketplace.matching.planning.choosing import Mix, Way, choose, in_turn
from marketplace.matching.planning.interval import Interval, interval_of
from marketplace.matching.planning.limits import Limits, LockedTooDear, Offer
from marketplace.matching.planning.reach import Audience, Market, Segment
from marketplace.matching.planning.readers import Readers, readers_of
from marketplace.matching.planning.why import Compared, reasons
from marketplace.matching.queries.ranking import Ranked, rank
from marketplace.matching.queries.vectors import wish_of
from marketplace.matching.scoring import Part
from marketplace.payouts.fees import brand_fee_on

CONSIDERED = 300
"""So many of the best by score are looked at."""

FITTING_RATIO = 0.5
"""Of those the better half by how well their posts fit is planned with: reach among others' readers is worth little."""

FEWEST_FITTING = 20
"""So many are planned with at least, where there are as many."""

FIT_NOT_KNOWN = 0.5
"""How far an audience counts of which nothing is known."""

NO_PRICE = frozenset({"format", "currency"})
"""Filters that remove whoever has no price."""


@dataclass(frozen=True)
class PlanWishes:
    """What a brand asks of a mix."""

    budget: Money  # our fee included
    goal: Goal
    koc_ratio: float  # of the budget, 0-1
    places: int
    locked: frozenset[UUID] = frozenset()
    excluded: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class PlannedRow:
    """A creator of the mix."""

    row: Ranked
    fee: Money
    alone: float  # people reached without the others
    adds: float  # people reached who were not reached by those before
    locked: bool

    @property
    def cost(self) -> Money:
        """The price with our fee."""
        return self.row.price + self.fee


@dataclass(frozen=True)
class Planned:
    """A mix with everything that is said of it; without rows there is an obstacle."""

    rows: list[PlannedRow]
    obstacle: Sentence | None
    reach: float
    interval: Interval
    bound: float
    reasons: list[Sentence]
    cost: Money
    price: Money
    fee: Money
    for_kocs: Money
    fitting: int  # of the best by score those whose posts fit best: who was planned with
    without_figures: int
    not_found: int  # locked, and no longer among those who come into question
    excluded: list[Ranked]

    @property
    def kocs(self) -> int:
        """How many of the mix are KOCs."""
        return sum(one.row.candidate.tier is Tier.KOC for one in self.rows)


@dataclass(frozen=True)
class _Known:
    """Somebody who can be planned with."""

    row: Ranked
    fee: Money
    readers: Readers
    audience: Audience

    @property
    def offer(self) -> Offer:
        return Offer(self.row.price.minor + self.fee.minor, self.row.candidate.tier is Tier.KOC)


def planned(session: Session, brief: Brief, wishes: PlanWishes, *, now: datetime) -> Planned:
    """The mix for a brief; the same wishes on the same figures give the same mix."""
    found = rank(session, brief, limit=CONSIDERED, now=now)
    excluded = [row for row in found.rows if row.creator_id in wishes.excluded]
    rows = _fitting([row for row in found.rows if row.creator_id not in wishes.excluded], wishes.locked)
    known = _known(session, brief, wishes.goal, rows)
    place = {one.row.creator_id: number for number, one in enumerate(known)}
    limits = Limits(
        budget=wishes.budget.minor,
        places=wishes.places,
        koc_ratio=wishes.koc_ratio,
        locked=frozenset(place[one] for one in wishes.locked if one in place),
    )
    market, offers = Market.of([one.audience for one in known]), [one.offer for one in known]
    try:
        mix = choose(market, offers, limits, _simpler(known))
    except LockedTooDear:
        mix = Mix((), (), 0, Way.FOR_MONEY, 0.0)
    obstacle = None if mix.chosen else _obstacle(brief, wishes, known, limits, found.removed, excluded)
    missing = len(wishes.locked - set(place))
    without = len(rows) - len(known)
    return _told(brief, wishes, known, market, mix, limits, obstacle, len(rows), without, missing, excluded)


def _told(
    brief: Brief, wishes: PlanWishes, known: Sequence[_Known], market: Market, mix: Mix, limits: Limits,
    obstacle: Sentence | None, fitting: int, without: int, missing: int, excluded: list[Ranked],
) -> Planned:  # fmt: skip
    currency = wishes.budget.currency
    alone = market.alone()
    rows = [
        PlannedRow(known[one].row, known[one].fee, float(alone[one]), gain, one in limits.locked)
        for one, gain in zip(mix.chosen, mix.gains, strict=True)
    ]
    price = Money(sum(one.row.price.minor for one in rows), currency)
    fee = Money(sum(one.fee.minor for one in rows), currency)
    kocs = [one for one in rows if one.row.candidate.tier is Tier.KOC]
    spreads = [known[one].readers.spread for one in mix.chosen]
    return Planned(
        rows=rows,
        obstacle=obstacle,
        reach=mix.reach,
        interval=interval_of(market, mix.chosen, spreads, key=str(brief.id)),
        bound=mix.bound,
        reasons=_reasons(known, market, mix, limits) if rows else [],
        cost=price + fee,
        price=price,
        fee=fee,
        for_kocs=Money(sum(one.cost.minor for one in kocs), currency),
        fitting=fitting,
        without_figures=without,
        not_found=missing,
        excluded=excluded,
    )


def _reasons(known: Sequence[_Known], market: Market, mix: Mix, limits: Limits) -> list[Sentence]:
    offers = [one.offer for one in known]
    by_score, by_followers = _simpler(known)
    free = Limits(limits.budget, limits.places, 0.0, limits.locked)
    return reasons(
        mix.way,
        limits.koc_ratio,
        Compared(
            reach=mix.reach,
            together=sum(known[one].audience.readers for one in mix.chosen),
            by_score=market.reach(in_turn(offers, limits, by_score)),
            by_followers=market.reach(in_turn(offers, limits, by_followers)),
            without_koc_ratio=choose(market, offers, free, (by_score, by_followers)).reach
            if limits.koc_ratio
            else None,
            bound=mix.bound,
        ),
    )


def _fitting(rows: Sequence[Ranked], locked: frozenset[UUID]) -> list[Ranked]:
    """Those whose posts fit best, and whoever is locked, in the order of their scores."""

    def fit(row: Ranked) -> float:
        return next(part.value for part in row.contributions if part.part is Part.NICHE)

    count = max(FEWEST_FITTING, math.ceil(len(rows) * FITTING_RATIO))
    best = {row.creator_id for row in sorted(rows, key=fit, reverse=True)[:count]}
    return [row for row in rows if row.creator_id in best | locked]


def _simpler(known: Sequence[_Known]) -> tuple[Sequence[int], Sequence[int]]:
    """In which order people would take: by score, as they are ranked, and by followers."""
    places = range(len(known))
    return places, sorted(places, key=lambda one: -(known[one].row.candidate.followers or 0))


def _known(session: Session, brief: Brief, goal: Goal, rows: Sequence[Ranked]) -> list[_Known]:
    reads = reads_of_channels(session, [row.candidate.channel_id for row in rows])
    wish = wish_of(brief)
    found = []
    for row in rows:
        log_mean, count = reads.get(row.candidate.channel_id, (None, 0))
        readers = readers_of(
            followers=row.candidate.followers,
            reads_log_mean=log_mean,
            reads_posts=count,
            reactions=row.reading.engagement_median if row.reading else None,
            posts=row.reading.posts if row.reading else 0,
        )
        if readers is None:
            continue
        fit = audience_fit(wish, row.candidate)
        real = row.reading.p_authentic if row.reading else 1.0
        worth = readers.expected * real * WORTH[goal](readers, FIT_NOT_KNOWN if fit is None else fit)
        followers = float(row.candidate.followers or readers.expected)
        audience = Audience(worth, followers, _segments(row), readers.doubt)
        found.append(_Known(row, brand_fee_on(row.price), readers, audience))
    return found


WORTH: Mapping[Goal, Callable[[Readers, float], float]] = {
    Goal.AWARENESS: lambda _, __: 1.0,
    Goal.SEEDING: lambda readers, _: readers.reacting,
    Goal.CONVERSION: lambda readers, fit: readers.reacting * fit,
}
"""What a reader counts for a goal: everybody, those who react, those who react where the audience is wanted."""


def _segments(row: Ranked) -> Mapping[Segment, float]:
    """The audience in equal parts by language and niche of the profile."""
    languages, niches = row.candidate.languages or ("",), row.candidate.niches or ("",)
    share = 1 / (len(languages) * len(niches))
    return {(language, niche): share for language in languages for niche in niches}


def reads_of_channels(session: Session, channel_ids: Sequence[UUID]) -> Mapping[UUID, tuple[float, int]]:
    """Mean logarithm of the reads of a channel's posts, and of how many; without those whose platform tells none."""
    rows = session.execute(
        sa.select(
            CreatorPost.channel_id,
            sa.func.avg(sa.func.ln(sa.func.greatest(CreatorPost.reads, 1))),
            sa.func.count(CreatorPost.reads),
        )
        .where(CreatorPost.channel_id.in_(channel_ids), CreatorPost.reads.is_not(None))
        .group_by(CreatorPost.channel_id)
    )
    return {row[0]: (float(row[1]), row[2]) for row in rows}


def _obstacle(
    brief: Brief, wishes: PlanWishes, known: Sequence[_Known], limits: Limits, removed: Sequence[FilterCount],
    excluded: Sequence[Ranked],
) -> Sentence:  # fmt: skip
    if limits.locked:
        locked = [known[one] for one in limits.locked]
        cost = Money(sum(one.offer.cost for one in locked), wishes.budget.currency)
        return Sentence(
            N_("The %(count)s creators you keep cost %(cost)s with our fee. Raise the budget or number, or drop one."),
            {"count": len(locked), "cost": cost},
        )
    if known:
        cheapest = min(known, key=lambda one: one.offer.cost)
        cost = Money(cheapest.offer.cost, wishes.budget.currency)
        if cost <= wishes.budget:
            return Sentence(
                N_("What is kept for KOCs pays for nobody who comes into question. Keep less, or raise the budget.")
            )
        return Sentence(
            N_("The cheapest creator who comes into question costs %(cost)s with our fee. Raise the budget."),
            {"cost": cost},
        )
    if excluded:
        return Sentence(N_("You left out everybody who comes into question. Take somebody back in."))
    most = max(removed, key=lambda row: row.removed, default=None)
    if most is not None and most.removed and most.name in NO_PRICE:
        return Sentence(
            N_("Nobody has a price for this: %(format)s, in %(currency)s. Creators see your brief and can name one."),
            {"format": brief.format, "currency": brief.currency},
        )
    if most is not None and most.removed:
        return Sentence(
            N_("Nobody comes into question. Most were kept out by: %(why)s (%(count)s)."),
            {"why": most.label, "count": most.removed},
        )
    return Sentence(N_("Nobody comes into question for this brief yet."))
