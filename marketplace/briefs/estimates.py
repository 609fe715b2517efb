"""What a budget pays for: the arithmetic a brand sees while it writes a brief."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.base.money import Money
from marketplace.base.text import N_, Sentence


@dataclass(frozen=True)
class Estimate:
    """How far a budget goes, our fee included: at the highest price `least` posts, at the lowest `most`."""

    budget: Money
    cost_min: Money  # of one post at the lowest price, with our fee
    cost_max: Money
    slots: int
    fee_bp: int

    @property
    def least(self) -> int:
        """Posts the budget pays for when every creator gets the highest price."""
        return _times(self.budget, self.cost_max)

    @property
    def most(self) -> int:
        """Posts the budget pays for when every creator gets the lowest price."""
        return _times(self.budget, self.cost_min)

    @property
    def sentence(self) -> Sentence:
        """How many posts the budget covers."""
        values: dict[str, object] = {"least": self.least, "most": self.most, "fee": self.fee_bp / 100}
        if self.most == 0:
            return Sentence(N_("The budget covers no post yet, our %(fee)s %% fee included."), values)
        if self.most == 1:
            return Sentence(N_("The budget covers one post at the lowest price, our %(fee)s %% fee included."), values)
        if self.least == self.most:
            return Sentence(N_("The budget covers %(most)s posts, our %(fee)s %% fee included."), values)
        return Sentence(N_("The budget covers %(least)s to %(most)s posts, our %(fee)s %% fee included."), values)

    @property
    def warning(self) -> Sentence | None:
        """What does not add up, and what to do about it."""
        if self.most == 0:
            return Sentence(
                N_("One post at the lowest price costs %(cost)s with our fee. Raise the budget or lower the price."),
                {"cost": self.cost_min},
            )
        if self.most < self.slots:
            return Sentence(
                N_("%(slots)s creators cost at least %(cost)s. Raise the budget, or look for %(most)s."),
                {"slots": self.slots, "cost": self.cost_min.times(self.slots), "most": self.most},
            )
        if self.least < self.slots:
            return Sentence(
                N_("%(slots)s creators at the highest price cost %(cost)s. At lower prices the budget is enough."),
                {"slots": self.slots, "cost": self.cost_max.times(self.slots)},
            )
        return None


def estimate(budget: Money, price_min: Money, price_max: Money, *, slots: int, fee_bp: int) -> Estimate:
    """How many posts a budget covers between two prices, with our fee in basis points on top of each price."""
    return Estimate(budget, price_min + price_min.share(fee_bp), price_max + price_max.share(fee_bp), slots, fee_bp)


def _times(budget: Money, cost: Money) -> int:
    return budget.minor // cost.minor if cost.minor > 0 else 0
