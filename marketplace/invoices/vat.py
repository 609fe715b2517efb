"""VAT on the platform's own fees: which rate, and the sentence that has to stand on the invoice.

Fees contain their VAT: what a brand or a creator has agreed to pay does not grow because of it. Rates are the standard
ones, from the day they hold; whoever registers has to check them (see decision 0025).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from marketplace.base.money import BASIS_POINTS, Money
from marketplace.base.text import N_

RATES: Mapping[str, tuple[tuple[date, int], ...]] = {
    "AT": ((date(1984, 1, 1), 2000),),
    "BE": ((date(1996, 1, 1), 2100),),
    "CH": ((date(2018, 1, 1), 770), (date(2024, 1, 1), 810)),
    "CN": ((date(2016, 5, 1), 600),),
    "DE": ((date(2007, 1, 1), 1900), (date(2020, 7, 1), 1600), (date(2021, 1, 1), 1900)),
    "DK": ((date(1992, 1, 1), 2500),),
    "ES": ((date(2012, 9, 1), 2100),),
    "FR": ((date(2014, 1, 1), 2000),),
    "GB": ((date(2011, 1, 4), 2000),),
    "IE": ((date(2012, 1, 1), 2300), (date(2020, 9, 1), 2100), (date(2021, 3, 1), 2300)),
    "IT": ((date(2013, 10, 1), 2200),),
    "JP": ((date(2014, 4, 1), 800), (date(2019, 10, 1), 1000)),
    "NL": ((date(2012, 10, 1), 2100),),
    "NO": ((date(2005, 1, 1), 2500),),
    "PL": ((date(2011, 1, 1), 2300),),
    "SE": ((date(1990, 7, 1), 2500),),
    "SG": ((date(2007, 7, 1), 700), (date(2023, 1, 1), 800), (date(2024, 1, 1), 900)),
}
"""Country -> from which day on, and the standard rate in basis points."""

EU = frozenset(
    ("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
     "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK")
)  # fmt: skip


class Treatment(StrEnum):
    """How VAT is treated."""

    NOT_REGISTERED = "not_registered"
    DOMESTIC = "domestic"
    REVERSE_CHARGE = "reverse_charge"
    OUTSIDE_SCOPE = "outside_scope"


LABELS: dict[StrEnum, str] = {
    Treatment.NOT_REGISTERED: N_("The issuer is not registered for VAT; none is charged."),
    Treatment.DOMESTIC: N_("The amount contains VAT at the standard rate of the issuer's country."),
    Treatment.REVERSE_CHARGE: N_(
        "Reverse charge: VAT is due by the recipient of the service (Art. 196, Directive 2006/112/EC)."
    ),
    Treatment.OUTSIDE_SCOPE: N_("Not subject to VAT in the issuer's country: the recipient is established elsewhere."),
}  # fmt: skip
"""What stands on the invoice."""


class RateUnknown(Exception):
    """The issuer is registered in a country whose rate is not in the table; somebody has to add it."""


@dataclass(frozen=True)
class Vat:
    """What was decided, and by what: kept with every invoice."""

    treatment: Treatment
    rate_bp: int
    issuer_country: str
    buyer_country: str
    buyer_has_vat_id: bool

    def within(self, gross: Money) -> Money:
        """The VAT that an amount contains, rounded half up once; below zero for an amount below zero."""
        exact = Decimal(abs(gross.minor)) * self.rate_bp / (BASIS_POINTS + self.rate_bp)
        minor = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        return Money(minor if gross.minor >= 0 else -minor, gross.currency)


def decide(*, issuer_country: str, is_registered: bool, buyer_country: str, has_vat_id: bool, at: date) -> Vat:
    """How VAT is treated for one buyer on one day. Raises RateUnknown.

    A private buyer elsewhere in the EU is charged the issuer's own rate, as below the EU's threshold.
    """

    def is_(treatment: Treatment, rate_bp: int = 0) -> Vat:
        return Vat(treatment, rate_bp, issuer_country, buyer_country, has_vat_id)

    if not is_registered:
        return is_(Treatment.NOT_REGISTERED)
    if buyer_country == issuer_country:
        return is_(Treatment.DOMESTIC, rate_of(issuer_country, at))
    if issuer_country in EU and buyer_country in EU:
        if has_vat_id:
            return is_(Treatment.REVERSE_CHARGE)
        return is_(Treatment.DOMESTIC, rate_of(issuer_country, at))
    return is_(Treatment.OUTSIDE_SCOPE)


def rate_of(country: str, at: date) -> int:
    """The standard rate of a country on a day, in basis points. Raises RateUnknown."""
    found = [rate for since, rate in RATES.get(country, ()) if since <= at]
    if not found:
        raise RateUnknown(f"no rate for {country} on {at}")
    return found[-1]
