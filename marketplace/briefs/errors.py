"""Refusals of briefs."""

from marketplace.base.errors import Conflict, Forbidden, Invalid
from marketplace.base.text import N_


class BrandNotVerified(Forbidden):
    """Only verified brands may trade."""

    says = N_(
        "Your brand is not verified yet. Complete the brand profile and send it for review; it takes one working day."
    )


class DeadlineOver(Invalid):
    """Nobody could apply any more."""

    says = N_("The application deadline is over. Choose a later one.")


class DeadlineOverWhenFunding(Invalid):
    """The brief was approved, but nobody could apply any more; what was reviewed cannot be edited."""

    says = N_("The application deadline is over, so nobody could apply. Duplicate the brief and choose later dates.")


class WindowTooEarly(Invalid):
    """Posts would be due before the creators are chosen."""

    says = N_("The publishing window ends before the application deadline. Let it end later.")


class WindowReversed(Invalid):
    """The publishing window ends before it begins."""

    says = N_("The publishing window ends before it begins. Swap the two dates.")


class BudgetBelowOnePost(Invalid):
    """The budget does not pay for a single post at the lowest price."""

    says = N_(
        "One post at the lowest price costs %(cost)s with our fee, and the budget is %(budget)s. Raise the budget or lower the price."
    )


class BriefNotEditable(Conflict):
    """The brief is being reviewed or already runs."""

    says = N_("This brief can no longer be edited, since others rely on it. Duplicate it to change it.")


class CountryWithoutRules(Invalid):
    """We do not know the disclosure rules of a country."""

    says = N_("We do not have the advertising rules of %(countries)s yet. Choose audiences in %(known)s.")


class ReasonNeeded(Invalid):
    """A no must be explained."""

    says = N_("Say why in a sentence or two, so that the brand knows what to change.")


class WorkHasBegun(Conflict):
    """A creator has accepted an order already."""

    says = N_("A creator has already accepted an order under this brief. Close it instead, and settle the open orders.")
