"""The ways in which accounts say no."""

from marketplace.base.errors import Conflict, Invalid, Refusal
from marketplace.base.text import N_


class BadEmail(Invalid):
    """The e-mail address cannot be one."""

    says = N_("This does not look like an e-mail address. Write it like name@example.com.")


class EmailTaken(Invalid):
    """Somebody already has an account with this e-mail. Pages never show it to a visitor; they write to the owner."""

    says = N_("There is already an account with this e-mail. Sign in, or reset the password.")


class WeakPassword(Invalid):
    """The password is too easy to guess, or too long to be one."""

    says = N_("Choose another password. %(problem)s")


class WrongPassword(Invalid):
    """The current password was not the right one."""

    says = N_("Your current password is not right. Try again, or sign out and reset it.")


class MissingName(Invalid):
    """A name was left out or is far too long."""

    says = N_("Please give a name of 1 to %(longest)s characters.")


class UnknownCountry(Invalid):
    """The country is not on the list."""

    says = N_("Choose a country from the list.")


class BadWebsite(Invalid):
    """The website is no public web address."""

    says = N_("Give the whole address of the website, like https://www.example.com.")


class UnknownLanguage(Invalid):
    """The site does not speak this language."""

    says = N_("Choose one of the languages from the list.")


class UnknownTimeZone(Invalid):
    """The time zone is not on the list."""

    says = N_("Choose a time zone from the list.")


class MissingForReview(Invalid):
    """The brand did not fill in what staff need to verify it."""

    says = N_("Fill in the legal name, the country, the website and the registration number first.")


class MissingReason(Invalid):
    """A refusal needs a reason that the brand can act on."""

    says = N_("Give a reason of at least 10 characters, so that the brand knows what to change.")


class MissingRole(Invalid):
    """A member without a role could do nothing."""

    says = N_("Choose at least one role.")


class MissingDuty(Invalid):
    """Staff without a duty could do nothing."""

    says = N_("Name at least one duty.")


class LastOwner(Conflict):
    """A brand always keeps an owner."""

    says = N_("A brand needs an owner. Make somebody else an owner first.")


class LinkNotValid(Refusal):
    """The link from the mail is unknown, used or too old."""

    says = N_("This link has been used or has expired. Ask for a new one.")


class InvitationNotValid(Refusal):
    """The invitation is unknown, used, withdrawn or too old."""

    says = N_("This invitation was used or withdrawn, or has expired. Ask the person who invited you for a new one.")


class InvitationNotForYou(Refusal):
    """The e-mail already acts for somebody, and an account acts for one brand only."""

    says = N_(
        "This e-mail already has an account, and an account acts for one brand. Ask to be invited under another e-mail."
    )


class SignInRefused(Refusal):
    """E-mail and password do not belong together; never says which of the two is wrong."""

    says = N_("E-mail or password is not right. Check both, or reset your password.")


class CodeRefused(Refusal):
    """The code is wrong, too old or was used before."""

    says = N_("This code is not right or was used before. Wait for the next one in your authenticator app.")


class TooManyTries(Refusal):
    """Too many failed tries lately, for this e-mail or from this address."""

    says = N_("Too many tries. Try again after %(until)s, or reset your password.")


class EmailNotConfirmed(Refusal):
    """The password was right, but the e-mail has not been confirmed."""

    says = N_("Confirm your e-mail first. We have sent you a new link.")


class NoBrand(Refusal):
    """The person no longer belongs to a brand."""

    says = N_("Your account no longer belongs to a brand. Ask the owner of the brand to invite you again.")
