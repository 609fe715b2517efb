"""The ways in which the comparison with Stripe says no."""

from marketplace.base.errors import Conflict, Forbidden, Invalid, Refusal
from marketplace.base.text import N_


class NothingToBook(Refusal):
    """There is nothing to propose for an item."""

    says = N_("Nothing has to be booked for this item. It solves itself, or you set it aside with a reason.")


class AlreadyProposed(Conflict):
    """An item has a correction that waits for a signature."""

    says = N_("A correction of this item already waits for a signature. Sign it, or withdraw it first.")


class AnotherPersonSigns(Forbidden):
    """Whoever proposed a correction cannot sign it."""

    says = N_("You proposed this correction, so somebody else with the finance duty signs it.")


class ReasonMissing(Invalid):
    """An item is set aside without a reason."""

    says = N_("Say why this item can be left as it is.")


class UnknownAccount(Invalid):
    """Money is to go to an account that the book has not got."""

    says = N_("The ledger has no such account in this currency. Copy the code from the ledger.")


class NothingInSuspense(Conflict):
    """The money of an item is no longer in suspense."""

    says = N_("Nothing of this item is left in suspense.")
