"""Reading briefs, and where their money is."""

from marketplace.briefs.queries.finding import (
    brief_seen_by,
    briefs_awaiting_review,
    briefs_due,
    briefs_of,
    open_briefs,
)
from marketplace.briefs.queries.spending import BriefMoney, money_of, totals_of

__all__ = [
    "BriefMoney",
    "brief_seen_by",
    "briefs_awaiting_review",
    "briefs_due",
    "briefs_of",
    "money_of",
    "open_briefs",
    "totals_of",
]
