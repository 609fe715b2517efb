"""The ways in which self-billing says no. `field` names what was typed, where one thing was."""

from typing import ClassVar

from marketplace.base.errors import Conflict, Invalid
from marketplace.base.text import N_


class AgreementWrong(Invalid):
    """Something in an agreement cannot be right."""

    field: ClassVar[str | None] = None


class NameWrong(AgreementWrong):
    """No name, or too long a one."""

    field = "legal_name"
    says = N_("Enter the name of your business as it is registered, in 200 characters at most.")


class AddressMissing(AgreementWrong):
    """No address, or too long a one."""

    field = "address"
    says = N_("Enter the address of your business, in 500 characters at most.")


class CountryNotOffered(AgreementWrong):
    """A country whose rates or rules are not written down."""

    field = "country"
    says = N_("We cannot write invoices in the name of businesses in this country yet. Go on writing your own.")


class VatIdWrong(AgreementWrong):
    """No number, or none of the country's."""

    field = "vat_id"
    says = N_("This is no VAT or GST number of the country you chose. Only businesses that have one can agree.")


class ConsentMissing(AgreementWrong):
    """The box is not ticked."""

    field = "agreed"
    says = N_("Tick the box if you agree. Without it we write no invoices in your name.")


class AgreedAlready(Conflict):
    """There is an agreement that holds."""

    says = N_("You have agreed already. Withdraw that agreement before you make another one.")
