"""The ways in which a withdrawal says no."""

from marketplace.base.errors import Forbidden, Refusal
from marketplace.base.text import N_


class NotOurs(Refusal):
    """More is to leave than what is ours."""

    says = N_("%(most)s is ours at most; the rest is owed to others. Lower the amount.")


class AnotherPersonSigns(Forbidden):
    """Whoever proposed a withdrawal cannot sign it."""

    says = N_("You proposed this withdrawal, so somebody else with the finance duty signs it.")
