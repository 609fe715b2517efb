"""Refusals of drafts and posts."""

from marketplace.base.errors import Conflict, Invalid
from marketplace.base.text import N_


class DraftEmpty(Invalid):
    """There is nothing to check."""

    says = N_("Write the text of the post before you hand it in.")


class NothingToChange(Invalid):
    """A request for changes must say what to change."""

    says = N_("Say what should change, and to which point of the brief it belongs.")


class NotYourPost(Invalid):
    """The address belongs to somebody else's account."""

    says = N_(
        "This post is by %(handle)s. Give the address of a post on the channel you were booked for: %(expected)s."
    )


class WrongPlatform(Invalid):
    """The address is on another platform."""

    says = N_("This address is on %(platform)s. The order is for a post on %(expected)s.")


class BadAddress(Invalid):
    """The address is no post."""

    says = N_("This is not the address of a post. Open your post, copy its address and paste it here.")


class DecidedAlready(Conflict):
    """Somebody else has decided this draft."""

    says = N_("This draft has been decided already. Go back to the queue for the next one.")


class NoClaimToProve(Invalid):
    """The draft makes no such claim, or it is no longer at a point where a proof would be read."""

    says = N_("This draft has no such claim that waits for a proof. Load the page again to see where it stands.")


class TooManyProofs(Invalid):
    """Enough files for one order."""

    says = N_("There are %(most)s files for this order already. Put what is missing into one file.")


class ProofUnreadable(Invalid):
    """A proof that is too large or no document."""

    says = N_("Upload the proof as a PDF, a picture (PNG, JPEG) or a CSV, up to 5 MB.")


class PictureUnreadable(Invalid):
    """A file that is too large or no picture."""

    says = N_("Choose pictures as JPEG, PNG or WebP, up to 12 MB each. The others you chose are kept.")


class TooManyPictures(Invalid):
    """More pictures than a post of this kind can have."""

    says = N_("A version can have up to %(most)s pictures. Take some away.")


class NoUseToNote(Conflict):
    """The order sends no product, or is no longer at a point where its use is written down."""

    says = N_("The log of use is open from the day the product arrives until the post is public.")


class UseNotSaid(Invalid):
    """An entry that says nothing."""

    says = N_("Say in at least %(least)s characters what you did with the product and how it was.")


class UsedOnAnotherDay(Invalid):
    """A day before the order, or in the future."""

    says = N_("Choose a day between the beginning of the order and today.")


class TooManyUseNotes(Invalid):
    """Enough entries for one order."""

    says = N_("There are %(most)s entries already. That is enough.")
