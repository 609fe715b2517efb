"""A few people and an endless supply of briefs, on which anybody may try anything at any time."""

from __future__ import annotations

import random  # noqa: TID251 a seeded generator: the same seed makes the same moves
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from marketplace.base.actor import SYSTEM
from marketplace.briefs import actions as briefs
from marketplace.briefs.models import Brief
from marketplace.briefs.states import BriefState
from marketplace.wallets import actions as wallets
from marketplace.work.instants import running_on
from marketplace.world.acts import Deal, apply
from marketplace.world.cast import BRANDS, BrandRow, Cast, brief_rows, creator_rows, units
from marketplace.world.letters import ONLY_WRITTEN
from marketplace.world.on_paper import OnPaper
from marketplace.world.running import Stage, Telling, carrying_nothing, deliver
from marketplace.world.stories.briefing import words_of
from marketplace.world.stories.joining import brand_comes, creator_comes, staff_comes

BEGINS = datetime(2026, 3, 2, 9, tzinfo=UTC)
BRANDS_HERE = ("acme", "nordlys")
CREATORS_HERE = ("maya", "bo", "priya", "hanna", "kit")
BRIEFS_HERE = ("acme-knife", "acme-mixer", "nordlys-latte")
"""Without a product, with a product and an outline, and of another brand."""

PAID_IN = 400_000
FEW_SLOTS = 6


@dataclass
class Playground:
    """The stage, the people, and every deal that was ever begun."""

    seed: int
    stage: Stage = field(init=False)
    cast: Cast = field(default_factory=Cast)
    deals: list[Deal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.stage = Stage(OnPaper(letters=ONLY_WRITTEN), BEGINS, BEGINS, random.Random(self.seed))  # noqa: S311
        with running_on(lambda: self.stage.now), carrying_nothing():
            self._let_everybody_come()

    @property
    def chance(self) -> random.Random:
        """What is left to chance."""
        return self.stage.chance

    def begin_a_deal(self) -> None:
        """A creator applies to a brief, to a new one now and then. Raises what the action raises."""
        key = self.chance.choice(BRIEFS_HERE)
        if key not in self.cast.briefs or self.chance.random() < 0.3 or self._is_over(key):
            self._open_brief(key)
        brief_id = self.cast.briefs[key]
        known = {deal.creator_key for deal in self.deals if deal.brief_id == brief_id}
        strangers = [creator for creator in CREATORS_HERE if creator not in known]
        made = Deal(self.stage, self.cast, key, self.chance.choice(strangers or CREATORS_HERE), len(self.deals))
        made.brief_id = brief_id
        apply(made)
        self.deals.append(made)

    def _is_over(self, key: str) -> bool:
        with self.stage.work(SYSTEM) as work:
            return work.session.get_one(Brief, self.cast.briefs[key]).state is not BriefState.OPEN

    def _let_everybody_come(self) -> None:
        brands = {row.key: row for row in BRANDS}
        creators = {row["key"]: row for row in creator_rows()}
        self._tell(staff_comes(self.stage, self.cast))
        for key in BRANDS_HERE:
            self._tell(brand_comes(self.stage, self.cast, brands[key]))
            self._pay_in(brands[key])
        self.stage.outside.let_money_arrive()
        for key in CREATORS_HERE:
            self._tell(creator_comes(self.stage, self.cast, creators[key]))

    def _tell(self, telling: Telling) -> None:
        for wait in telling:
            self.stage.now += max(timedelta(), wait)
            deliver(self.stage)
        deliver(self.stage)

    def _pay_in(self, row: BrandRow) -> None:
        with self.stage.work(self.cast.brands[row.key].owner) as work:
            top_up_id = wallets.open_top_up(work, amount=units(PAID_IN, "USD")).id
        self.stage.outside.pay_in(top_up_id, label=row.name)

    def _open_brief(self, key: str) -> None:
        row = brief_rows()[key]
        owner = self.cast.brands[row["brand"]].owner
        now = self.stage.now
        words = words_of(self.stage, row) | {
            "slots": self.chance.randint(1, FEW_SLOTS),
            "apply_by": now + timedelta(days=self.chance.randint(3, 20)),
            "publish_from": now.date(),
            "publish_until": (now + timedelta(days=self.chance.randint(25, 60))).date(),
            "retention_days": self.chance.choice((30, 60)),
            "review_rounds": self.chance.randint(1, 3),
        }
        with self.stage.work(owner) as work:
            brief_id = briefs.draft_brief(work, **words).id
            briefs.submit_brief(work, brief_id)
        with self.stage.work(self.cast.staff["ines"]) as work:
            briefs.approve_brief(work, brief_id)
        with self.stage.work(owner) as work:
            briefs.fund_brief(work, brief_id)
        self.cast.briefs[key] = brief_id
