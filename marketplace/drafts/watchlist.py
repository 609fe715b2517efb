"""What the staff's list of public posts asks for: what was found and is not mended, what was, and late looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketplace.base.text import N_
from marketplace.drafts.states import Missing


class Part(StrEnum):
    """A part of the list."""

    OPEN = "open"
    MENDED = "mended"
    LATE = "late"


LABELS: dict[StrEnum, str] = {
    Part.OPEN: N_("Not mended"),
    Part.MENDED: N_("Mended"),
    Part.LATE: N_("Looks that are late"),
}


@dataclass(frozen=True)
class Wanted:
    """A filter of the list, as an address says it."""

    part: Part = Part.OPEN
    what: Missing | None = None

    @classmethod
    def from_address(cls, said: Mapping[str, str]) -> Wanted:
        """The filter; what an address cannot mean is left out."""
        part, what = said.get("part", ""), said.get("what", "")
        return cls(
            part=Part(part) if part in set(Part) else Part.OPEN,
            what=Missing(what) if what in set(Missing) else None,
        )

    @property
    def address(self) -> dict[str, str]:
        """What an address says to ask for this."""
        said = {"part": self.part.value if self.part is not Part.OPEN else "", "what": self.what or ""}
        return {name: str(value) for name, value in said.items() if value}
