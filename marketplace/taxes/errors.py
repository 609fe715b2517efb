"""The ways in which tax forms say no."""

from marketplace.base.errors import Invalid
from marketplace.base.text import N_


class TaxNumberWrong(Invalid):
    """What was typed is no taxpayer number of the United States."""

    says = N_("A US taxpayer number has nine digits. Leave it empty if you have none.")


class LegalNameMissing(Invalid):
    """A form without a name."""

    says = N_("Enter your name as it is on your tax return.")
