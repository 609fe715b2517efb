"""The ways in which the book says no."""

from marketplace.base.errors import Conflict, Refusal
from marketplace.base.text import N_


class BadPosting(ValueError):
    """A posting that no person can cause: unbalanced, one-sided, or in two currencies. A mistake in the code."""


class KeyReused(Conflict):
    """A posting with this key is already there, and it says something else."""

    says = N_("This money movement was already booked with other amounts. Nothing was booked again.")


class Overdrawn(Refusal):
    """An account that may not be overdrawn would be."""

    says = N_("There is not enough money for this. Nothing was moved. Load the page again to see the balance.")


class AlreadyReversed(Conflict):
    """A journal is reversed once at most, and a reversal never."""

    says = N_("This booking was already reversed.")
