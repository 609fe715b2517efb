"""The ways in which money says no."""

from marketplace.base.errors import Conflict, Invalid, Refusal, Unavailable
from marketplace.base.text import N_


class WalletTooSmall(Refusal):
    """The wallet does not hold enough for a brief."""

    says = N_("Your wallet holds %(held)s and %(missing)s is missing. Top up the wallet first, then fund the brief.")


class BudgetTooSmall(Refusal):
    """The brief does not hold enough for an order."""

    says = N_("This brief still holds %(held)s, and %(missing)s is missing. Lower the price or add to the budget.")


class HoldGone(Conflict):
    """What was held for an order has already been paid out or returned."""

    says = N_("The money held for this order has already been moved. Load the page again to see where it went.")


class BadAmount(Invalid):
    """An amount of nothing, of less than nothing, or of more than anybody means."""

    says = N_("Enter an amount between %(least)s and %(most)s.")


class UnknownCurrency(Invalid):
    """A currency we keep no wallets in."""

    says = N_("Choose a currency from the list.")


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
