"""What the staff's queue asks for: what waits or was decided, in which country, and why it waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from marketplace.base.text import N_
from marketplace.drafts.states import CheckVerdict


class Doubt(StrEnum):
    """Why a draft waits for a person."""

    LABEL = "label"
    CLAIM = "claim"
    PROOF = "proof"
    PICTURE = "picture"


LABELS: dict[StrEnum, str] = {
    Doubt.LABEL: N_("Label unsure"),
    Doubt.CLAIM: N_("Claim needs proof"),
    Doubt.PROOF: N_("Proof brought"),
    Doubt.PICTURE: N_("Picture unread"),
}


@dataclass(frozen=True)
class Asked:
    """A filter of the queue, as an address says it."""

    verdict: CheckVerdict = CheckVerdict.REVIEW
    country: str | None = None
    doubt: Doubt | None = None

    @classmethod
    def from_address(cls, said: Mapping[str, str]) -> Asked:
        """The filter; what an address cannot mean is left out."""
        verdict, country, doubt = said.get("verdict", ""), said.get("country", ""), said.get("doubt", "")
        return cls(
            verdict=CheckVerdict(verdict) if verdict in set(CheckVerdict) else CheckVerdict.REVIEW,
            country=country if len(country) == 2 and country.isascii() and country.isupper() else None,
            doubt=Doubt(doubt) if doubt in set(Doubt) else None,
        )

    @property
    def address(self) -> dict[str, Any]:
        """What an address says to ask for this."""
        said = {"verdict": self.verdict.value, "country": self.country, "doubt": self.doubt and self.doubt.value}
        usual = {"verdict": CheckVerdict.REVIEW.value}
        return {name: value for name, value in said.items() if value and usual.get(name) != value}
