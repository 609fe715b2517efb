"""The ways in which a wallet says no."""

from marketplace.base.errors import Conflict, Invalid, Refusal
from marketplace.base.text import N_


class WalletTooSmall(Refusal):
    """The wallet does not hold enough for a brief."""

    says = N_("Your wallet holds %(held)s and %(missing)s is missing. Top up the wallet first, then fund the brief.")


class WalletKeptBack(Refusal):
    """A part of the wallet is kept back while the bank of a payer decides."""

    says = N_(
        "%(kept)s of your wallet is kept back until the bank has decided about a payment that was taken back. "
        "You can spend %(free)s."
    )


class RefundTooLarge(Refusal):
    """More than the wallet can give back."""

    says = N_("You can have back %(most)s at most. Lower the amount.")


class NothingToRefundTo(Refusal):
    """The payments that are still there for it do not come to so much."""

    says = N_(
        "Money goes back only by the payments it came by, and these can still take %(most)s. "
        "Lower the amount, or write to us about the rest."
    )


class DebtFirst(Refusal):
    """A brand that owes us wants its money back."""

    says = N_("You owe %(owed)s for a payment that the bank took back. Settle it first.")


class CapTooSmall(Invalid):
    """A limit a month that not even one collection fits in."""

    says = N_("The limit a month has to be at least %(amount)s, what is collected at once.")


class NoWayToPay(Refusal):
    """A rule that nothing can be collected with."""

    says = N_("Save a card or a bank account first.")


class AnswerMissing(Invalid):
    """An answer to a bank that says nothing, or too much."""

    says = N_("Write what the bank should know, in %(most)s characters at most.")


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
