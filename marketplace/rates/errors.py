"""The ways in which a file of rates is refused."""

from collections.abc import Sequence

from marketplace.base.errors import Invalid
from marketplace.base.text import N_
from marketplace.rates.reading import Wrong


class FileRefused(Invalid):
    """A file with lines that cannot be read; nothing of it is kept."""

    says = N_("Nothing was taken from this file: %(count)s of its lines cannot be read.")

    def __init__(self, wrong: Sequence[Wrong]) -> None:
        super().__init__(count=len(wrong))
        self.wrong = tuple(wrong)
