"""The ways in which money on its way says no."""

from marketplace.base.errors import Refusal, Unavailable
from marketplace.base.text import N_


class NothingToPayOut(Refusal):
    """A batch without a payout."""

    says = N_("None of the chosen payouts can go into a batch now. The list says why for each.")


class SecondPersonNeeded(Refusal):
    """The person who made a batch wants to sign it."""

    says = N_("You made this batch, so somebody else has to sign it. Ask a colleague with the finance duty.")


class PayoutsNotSetUp(Refusal):
    """The creator has no payout account, or it is not ready."""

    says = N_("Set up your payout account first.")


class CountryNotPayable(Refusal):
    """Stripe cannot pay people in the creator's country."""

    says = N_("Stripe cannot pay out to your country yet. We will tell you as soon as there is another way.")


class StillUnknown(Unavailable):
    """The outcome of a call is not known, or somebody else is at it. Tried again with the same key, or looked up."""
