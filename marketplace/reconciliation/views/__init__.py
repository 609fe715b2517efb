"""The comparison with Stripe, for finance staff."""

from marketplace.reconciliation.views import correcting, drilling, reading
from marketplace.reconciliation.views.blueprint import reconciliation

__all__ = ["correcting", "drilling", "reading", "reconciliation"]
