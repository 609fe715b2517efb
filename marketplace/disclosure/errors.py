"""What the compiler refuses: a country it has no rules for, a pack it cannot trust."""

from marketplace.base.text import N_


class UnknownJurisdiction(ValueError):
    """There is no pack for this country, so nothing can be said about its law."""

    says = N_("There are no disclosure rules for “%(code)s” yet. Known are: %(known)s.")

    def __init__(self, code: str, known: tuple[str, ...]) -> None:
        self.code = code
        self.known = known
        super().__init__(self.says % {"code": code, "known": ", ".join(known) or "none"})


class PackInvalid(ValueError):
    """A pack file does not have the shape of a pack. The message names the file and each place that is wrong."""


class FamilyUnknown(ValueError):
    """A row of a pack leans on a family of claims that is not there. The message names the row and the families."""


class CaptionInvalid(ValueError):
    """A caption lacks something or has it in the wrong shape. The message says which field and what would fit."""
