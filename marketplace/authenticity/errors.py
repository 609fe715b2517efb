"""The ways in which authenticity says no."""

from marketplace.base.errors import Conflict, Invalid
from marketplace.base.text import N_


class NothingToAppeal(Conflict):
    """The sign does not speak against the channel, or no longer does."""

    says = N_("This no longer speaks against your channel. Look at the evidence again.")


class WordsMissing(Invalid):
    """An empty note or appeal."""

    says = N_("Write what should be known about this.")


class ReasonMissing(Invalid):
    """A decision without a reason."""

    says = N_("Write the reason; the creator reads it.")


class AppealedAlready(Conflict):
    """One appeal against the same sign waits already."""

    says = N_("Your appeal against this is being looked at. You hear from us within a week of it.")


class DecidedAlready(Conflict):
    """Somebody else was faster."""

    says = N_("This appeal was decided already.")
