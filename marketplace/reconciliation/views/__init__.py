"""The comparison with Stripe, for finance staff."""

from marketplace.reconciliation.views import correcting, reading
from marketplace.reconciliation.views.blueprint import reconciliation

__all__ = ["correcting", "reading", "reconciliation"]
