"""Stripe, put together. Locally the same client talks to the payment stand-in."""

from __future__ import annotations

from marketplace.gateways.payments.stripe_connection import Manners
from marketplace.gateways.payments.stripe_giving_back import StripeGivingBack
from marketplace.gateways.payments.stripe_paying_in import StripePayingIn
from marketplace.gateways.payments.stripe_paying_out import StripePayingOut
from marketplace.gateways.payments.stripe_telling import StripeTelling
from marketplace.gateways.payments.things import Which

_USUAL = Manners()


class StripePayments(StripePayingIn, StripeGivingBack, StripePayingOut, StripeTelling):
    """Payments through Stripe, or through a stand-in at `base_url`. Make a new one in every process."""

    def __init__(
        self,
        *,
        api_key: str,
        base_url: str | None,
        webhook_secret: str,
        thin_webhook_secret: str,
        connected_webhook_secret: str,
        manners: Manners = _USUAL,
    ) -> None:
        secrets: dict[Which, str] = {
            "platform": webhook_secret,
            "thin": thin_webhook_secret,
            "connected": connected_webhook_secret,
        }
        StripeTelling.__init__(self, api_key=api_key, base_url=base_url, secrets=secrets, manners=manners)
