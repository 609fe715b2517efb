"""When a creator can count on the money."""

from datetime import date, datetime

from marketplace.base.clock import add_working_days

WORKING_DAYS = 3
"""From the settlement to the transfer."""


def promise_date(settled_at: datetime) -> date:
    """The day by which an earning is sent: three working days after it was settled."""
    return add_working_days(settled_at.date(), WORKING_DAYS)
