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
