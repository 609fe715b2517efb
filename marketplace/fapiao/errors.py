"""The ways in which a wish for a 发票 says no. `field` names what was typed, where one thing was."""

from typing import ClassVar

from marketplace.base.errors import Conflict, Invalid, Refusal
from marketplace.base.text import N_


class DataWrong(Invalid):
    """Something that has to stand on a 发票 cannot be right."""

    field: ClassVar[str | None] = None


class TitleWrong(DataWrong):
    """No title, too long a one, or one with signs that no register knows."""

    field = "title"
    says = N_("Enter the title (抬头) as it is registered: up to 100 characters.")


class TaxNumberWrong(DataWrong):
    """A number that no taxpayer in China can have."""

    field = "tax_number"
    says = N_(
        "This taxpayer number cannot be right. It is the unified social credit code of 18 characters; its last one is "
        "calculated from the others. An ordinary 发票 may carry an old number of 15 digits."
    )


class NoNumberForPeople(DataWrong):
    """A person with a number."""

    field = "tax_number"
    says = N_("A 发票 for a person carries no number. Leave this empty, or choose a company as the buyer.")


class PeopleGetOrdinaryOnes(DataWrong):
    """A special 发票 for a person."""

    field = "kind"
    says = N_("Only a company can have a special 发票 (专票). Choose an ordinary one (普票).")


class AddressWrong(DataWrong):
    """No registered address, or too long a one."""

    field = "address"
    says = N_("A special 发票 needs the registered address, in 200 characters at most.")


class PhoneWrong(DataWrong):
    """No telephone number."""

    field = "phone"
    says = N_("Enter the registered telephone number: digits, with spaces, hyphens or brackets if you like.")


class BankWrong(DataWrong):
    """No bank."""

    field = "bank"
    says = N_("A special 发票 needs the name of the bank (开户行), in 100 characters at most.")


class BankAccountWrong(DataWrong):
    """No account number."""

    field = "account"
    says = N_("Enter the number of the bank account: 6 to 32 digits and nothing else.")


class NothingChosen(Refusal):
    """No invoice was chosen, or too many."""

    says = N_("Choose the invoices that the 发票 is for, 50 at most.")


class CurrenciesMixed(Refusal):
    """Invoices of two currencies."""

    says = N_("One 发票 is in one currency. Choose invoices of the same currency.")


class NothingLeft(Refusal):
    """As much was given back as paid."""

    says = N_("What you chose adds up to nothing, so there is nothing to issue a 发票 for.")


class NotForChina(Refusal):
    """Neither the buyer's country nor the currency is Chinese."""

    says = N_("发票 are for buyers in China and for amounts in yuan. The invoice itself is your document.")


class AskedAlready(Conflict):
    """Somebody has asked for a 发票 for the same invoice."""

    says = N_("For %(number)s a 发票 has been asked for already. Look at the list again.")


class CreditNoteLeftOut(Refusal):
    """A credit note that gives back a part of what was chosen."""

    says = N_("%(number)s gives back a part of what you chose. Choose it too, so that the 发票 is about what you paid.")


class NumberWrong(DataWrong):
    """No number that a 发票 can have."""

    field = "number"
    says = N_(
        "A 数电票 has a number of 20 digits and no code. All others have a code of 12 digits (10 on old special ones) and "
        "a number of 8."
    )


class NumberTaken(Conflict):
    """A 发票 that was written down already."""

    says = N_("This 发票 is written down for another request already. Compare the number with the paper.")


class DayWrong(DataWrong):
    """A day in the future, or before the invoices were there."""

    field = "issued_on"
    says = N_("Enter the day that stands on the 发票: not before the invoice it is for, and not after today.")


class PaperNotTaken(DataWrong):
    """A paper that is no PDF, or too large a one."""

    field = "paper"
    says = N_("Upload the 发票 as a PDF of up to 5 MB. Other files are not taken, whatever their name.")


class ReasonMissing(DataWrong):
    """No words, or too many."""

    field = "reason"
    says = N_("Write a reason of up to 500 characters, in words the other side can act on.")
