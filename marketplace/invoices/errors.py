"""The ways in which invoices say no."""

from marketplace.base.errors import Invalid
from marketplace.base.text import N_


class TaxIdWrong(Invalid):
    """A number that is none of the country's."""

    says = N_("This is no tax number of the country you chose. Check it, or leave the field empty.")


class CountryWrong(Invalid):
    """No country of the list."""

    says = N_("Choose a country from the list.")
