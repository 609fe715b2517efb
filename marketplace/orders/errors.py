"""Refusals of orders."""

from marketplace.base.errors import Conflict, Forbidden, Invalid
from marketplace.base.text import N_


class TermsChanged(Conflict):
    """The offer was edited after the creator read it."""

    says = N_("The brand has changed the offer since you opened it. Read the new terms before you accept.")


class NotLateYet(Conflict):
    """A brand may end an order for lateness only when it is late."""

    says = N_("The creator still has time until %(until)s. You may cancel after that, or ask the creator to agree now.")


class RoundsUsedUp(Conflict):
    """The brand has no round of changes left."""

    says = N_("All %(rounds)s rounds of changes are used. The next version that passes the check counts as approved.")


class NotYourAnswer(Forbidden):
    """Whoever asked for a cancellation cannot answer the question."""

    says = N_("You asked for this cancellation yourself. Wait for the other side's answer.")


class ReasonMissing(Invalid):
    """A no must be explained."""

    says = N_("Say why in a few words. The other side reads it.")


class PriceOutOfRange(Invalid):
    """The price does not fit the brief."""

    says = N_("The price must be between %(lowest)s and %(highest)s, as the brief says.")


class ExtensionUsed(Conflict):
    """An offer is extended once."""

    says = N_("This offer has been extended once already.")


class NoSlotsLeft(Conflict):
    """The brief has as many orders as it wanted."""

    says = N_(
        "Every place of this brief is taken. Withdraw an open offer first, or raise the number of places in a new brief."
    )


class AlreadyOrdered(Conflict):
    """There is a live order for this creator under this brief."""

    says = N_("There is already an open order with this creator under this brief.")
