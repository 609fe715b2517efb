"""The ways in which a wallet says no."""

from marketplace.base.errors import Conflict, Invalid, Refusal
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
