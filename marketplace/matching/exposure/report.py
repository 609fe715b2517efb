"""What became of a campaign's attention: the share of each tier, how evenly it is spread, and who was never seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from marketplace.creators.tiers import Tier
from marketplace.matching.exposure.arranging import Why
from marketplace.matching.exposure.attention import attention_at, gini


@dataclass(frozen=True)
class Shown:
    """A creator on the list of a day."""

    creator_id: UUID
    tier: Tier | None
    place: int
    why: Why


@dataclass(frozen=True)
class TierShare:
    """One tier: how many come into question, how many were shown, and how much of the attention they had."""

    tier: Tier | None
    candidates: int
    shown: int
    attention_ratio: float  # 0-1
    candidates_ratio: float


@dataclass(frozen=True)
class Campaign:
    """The exposure of a campaign."""

    tiers: tuple[TierShare, ...]
    shown: int  # places in all: a creator on a day's list
    gini: float | None  # over all who come into question, those who were never shown with none
    why: Mapping[Why, int]  # rows by reason
    kocs: int  # who come into question
    kocs_not_here: tuple[UUID, ...]  # of them, never shown in this campaign
    kocs_nowhere: tuple[UUID, ...]  # of them, never shown in any

    @property
    def koc_ratio(self) -> float | None:
        """The share of the attention that KOCs had; none before anybody was shown."""
        return next((row.attention_ratio for row in self.tiers if row.tier is Tier.KOC), 0.0) if self.shown else None


def campaign_of(
    shown: Sequence[Shown], fitting: Mapping[UUID, Tier | None], shown_anywhere: Collection[UUID]
) -> Campaign:
    """The report of a campaign: what was shown, who comes into question with their tier, and who was shown anywhere."""
    attention: defaultdict[UUID, float] = defaultdict(float)
    by_tier: defaultdict[Tier | None, float] = defaultdict(float)
    people: defaultdict[Tier | None, set[UUID]] = defaultdict(set)
    for row in shown:
        attention[row.creator_id] += attention_at(row.place)
        by_tier[row.tier] += attention_at(row.place)
        people[row.tier].add(row.creator_id)
    total = sum(by_tier.values())
    counted = Counter(fitting.values())
    tiers = tuple(
        TierShare(
            tier=tier,
            candidates=counted[tier],
            shown=len(people[tier]),
            attention_ratio=by_tier[tier] / total if total else 0.0,
            candidates_ratio=counted[tier] / len(fitting) if fitting else 0.0,
        )
        for tier in (*Tier, None)
        if counted[tier] or people[tier]
    )
    kocs = [one for one, tier in fitting.items() if tier is Tier.KOC]
    return Campaign(
        tiers=tiers,
        shown=len(shown),
        gini=gini([attention.get(one, 0.0) for one in {*fitting, *attention}]) if shown else None,
        why=Counter(row.why for row in shown),
        kocs=len(kocs),
        kocs_not_here=tuple(one for one in kocs if one not in attention),
        kocs_nowhere=tuple(one for one in kocs if one not in shown_anywhere and one not in attention),
    )
