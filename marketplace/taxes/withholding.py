"""What is withheld from a payment, with everything it went by; and the same again from what was kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from marketplace.base.money import Money
from marketplace.settings import TaxSettings, settings
from marketplace.taxes.policies import POLICIES, Inputs
from marketplace.taxes.queries import wants_form


@dataclass(frozen=True)
class YearSoFar:
    """What a creator was paid by us in a tax year before this payment, and the months in which that was."""

    income_minor: int = 0
    withheld_minor: int = 0
    months: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Withholding:
    """What a policy decided, and the inputs it decided from."""

    amount: Money
    policy: str
    version: str
    inputs: Inputs

    def as_json(self) -> dict[str, Any]:
        """Kept with the payout, so that it can be explained years later."""
        return {
            "policy": self.policy,
            "version": self.version,
            "inputs": asdict(self.inputs) | {"on": self.inputs.on.isoformat()},
            "withheld_minor": self.amount.minor,
        }


def withhold(
    gross: Money, country: str | None, on: date, so_far: YearSoFar | None = None, *, tin_missing: bool = False
) -> Withholding:
    """What is withheld from a payment to somebody in a country on a day of their tax year."""
    before = so_far or YearSoFar()
    inputs = Inputs(
        gross_minor=gross.minor,
        currency=gross.currency,
        country=country,
        on=on,
        income_before_minor=before.income_minor,
        withheld_before_minor=before.withheld_minor,
        months=len(before.months | {on.month}),
        tin_missing=tin_missing,
    )
    return _decided(policy_for(country, gross.currency, on), inputs)


def withheld_again(basis: Mapping[str, Any]) -> Withholding:
    """The decision once more, from what was kept with a payout: policy and inputs."""
    kept = dict(basis["inputs"])
    return _decided(basis["policy"], Inputs(**kept | {"on": date.fromisoformat(kept["on"])}))


def policy_for(country: str | None, currency: str, on: date) -> str:
    """The policy that the operator applies on a day. China's tables are in yuan: other money is not theirs."""
    if wants_form(country, on):
        return "us_backup"
    if country != "CN" or currency != "CNY":
        return "none_withheld"
    chosen = settings(TaxSettings).china_tax
    begun = [day for day in chosen if day <= on]
    return chosen[max(begun)] if begun else "none_withheld"


def tax_calendar(country: str | None) -> tzinfo:
    """Where a tax year and its months begin."""
    return ZoneInfo("Asia/Shanghai") if country == "CN" else UTC


def tax_day(country: str | None, at: datetime) -> date:
    """The day that a moment belongs to for the tax office."""
    return at.astimezone(tax_calendar(country)).date()


def _decided(policy: str, inputs: Inputs) -> Withholding:
    minor, version = POLICIES[policy](inputs)
    return Withholding(Money(minor, inputs.currency), policy, version, inputs)
