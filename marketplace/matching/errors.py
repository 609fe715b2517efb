"""Refusals of matching."""

from marketplace.base.errors import Conflict, Forbidden, Invalid
from marketplace.base.text import N_


class NotTakingApplications(Conflict):
    """The brief is not open."""

    says = N_("This brief takes no applications now. Look at the other open briefs.")


class AppliedAlready(Conflict):
    """One application per brief."""

    says = N_("You have applied to this brief already. You find your application under Applications.")


class ProfileIncomplete(Forbidden):
    """Applying needs a complete profile; looking never does."""

    says = N_("Before you can apply, complete your profile: %(next)s.")


class PriceOutOfRange(Invalid):
    """The price does not fit the brief."""

    says = N_("This brief pays between %(lowest)s and %(highest)s. Enter a price in that range.")


class RejectionReasonNeeded(Invalid):
    """A rejection must be explained."""

    says = N_("Choose a reason. The creator reads it, and it counts for how you are seen.")


class NobodyInTheMix(Invalid):
    """A mix without anybody is not worth saving."""

    says = N_("There is nobody in this mix. Change the budget or the limits first.")


class LeansTooFar(Invalid):
    """A part of the score was turned further than the published bounds."""

    says = N_("Each part can count from %(least)s to %(most)s of its usual weight.")
