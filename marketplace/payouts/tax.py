"""What is withheld from a payout for the state: a policy per country, with everything it went by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.base.money import Money


@dataclass(frozen=True)
class Withholding:
    """What a policy decided, and the inputs it decided from."""

    amount: Money
    policy: str
    version: str
    inputs: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Kept with the payout, so that it can be explained years later."""
        return {
            "policy": self.policy,
            "version": self.version,
            "inputs": dict(self.inputs),
            "withheld_minor": self.amount.minor,
        }


Policy = Callable[[Money, str | None, date], Withholding]


def none_withheld(gross: Money, country: str | None, on: date) -> Withholding:
    """Creators pay their taxes themselves."""
    inputs = {"gross_minor": gross.minor, "currency": gross.currency, "country": country, "on": on.isoformat()}
    return Withholding(Money.zero(gross.currency), "none_withheld", "2026-01-01", inputs)


POLICIES: Mapping[str, Policy] = {}
"""Country (ISO 3166) -> its policy; every country without a row withholds nothing."""


def withhold(gross: Money, country: str | None, on: date) -> Withholding:
    """What is withheld from a payout to somebody in a country on a day."""
    return POLICIES.get(country or "", none_withheld)(gross, country, on)
