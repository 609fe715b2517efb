"""The tables of the comparison with Stripe."""

from marketplace.reconciliation.models.items import Correction, Item
from marketplace.reconciliation.models.matches import Match
from marketplace.reconciliation.models.mirror import BalanceChange
from marketplace.reconciliation.models.runs import Run

__all__ = ["BalanceChange", "Correction", "Item", "Match", "Run"]
