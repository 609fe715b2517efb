"""The ways in which creators' pages and the importer say no."""

from marketplace.base.errors import Conflict, Invalid
from marketplace.base.text import N_


class AdultsOnly(Invalid):
    """Creators are 18 or older."""

    says = N_("Creators must be 18 or older. Confirm your age to join.")


class BadHandle(Invalid):
    """The handle cannot be one."""

    says = N_("Give the handle as the platform shows it: 1 to 64 letters, digits, dots, hyphens or underscores.")


class ChannelAddedAlready(Invalid):
    """The creator has this channel already."""

    says = N_("You have added this channel already.")


class ChannelTaken(Invalid):
    """Another creator has proved that the channel is theirs."""

    says = N_("Another creator has proved that this account is theirs. Write to us if it is yours.")


class TooManyChannels(Invalid):
    """Nobody has that many channels."""

    says = N_("You can have up to %(most)s channels. Remove one you no longer use.")


class ProofAskedTooOften(Conflict):
    """A check is under way, or was a moment ago."""

    says = N_("We are looking at your bio already. Load this page again in a minute.")


class PriceNotPositive(Invalid):
    """A price of nothing is no price."""

    says = N_("Give a price above zero, or remove the line from your rate card.")


class PriceTooLarge(Invalid):
    """More than one post can cost."""

    says = N_("This price is too large for one post. Check the amount and the currency.")


class UnknownCurrency(Invalid):
    """The currency is not on the list."""

    says = N_("Choose a currency from the list.")


class BioTooLong(Invalid):
    """The bio is far too long."""

    says = N_("Keep your bio to %(most)s characters.")


class UnknownChoice(Invalid):
    """A niche or language is not on the list."""

    says = N_("Choose from the list.")


class UndoneAlready(Conflict):
    """The import was undone before."""

    says = N_("This import has been undone already.")


class NewerImport(Conflict):
    """A later import changed the same rows."""

    says = N_("Import %(batch)s came later and changed the same rows. Undo it first.")
