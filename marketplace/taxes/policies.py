"""The policies: from what was paid to what is withheld and the version of the table that said so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from marketplace.base.money import Money
from marketplace.taxes.brackets import PARTS, table_on, tax_on
from marketplace.taxes.tables import china_cumulative, china_per_payment
from marketplace.taxes.tables import us_backup as us_backup_rates


@dataclass(frozen=True)
class Inputs:
    """Everything a policy may look at; minor units. The year is the creator's tax year with us, before this payment."""

    gross_minor: int
    currency: str
    country: str | None
    on: date
    income_before_minor: int = 0
    withheld_before_minor: int = 0
    months: int = 1  # in which something was paid, this one too
    tin_missing: bool = False


Policy = Callable[[Inputs], tuple[int, str]]


def none_withheld(_inputs: Inputs) -> tuple[int, str]:
    """Creators pay their taxes themselves."""
    return 0, "2026-01-01"


def cn_per_payment(inputs: Inputs) -> tuple[int, str]:
    """China A: every payment by itself."""
    table = table_on(china_per_payment.TABLES, inputs.on)
    if inputs.gross_minor <= china_per_payment.FIXED_COSTS_UP_TO:
        taxable = (inputs.gross_minor - china_per_payment.FIXED_COSTS) * PARTS
    else:
        taxable = inputs.gross_minor * (PARTS - china_per_payment.COSTS_PERCENT)
    return tax_on(taxable, table), table.version


def cn_cumulative(inputs: Inputs) -> tuple[int, str]:
    """China B: what is due on the year so far, less what was withheld already; never given back within the year."""
    table = table_on(china_cumulative.TABLES, inputs.on)
    income = inputs.income_before_minor + inputs.gross_minor
    allowance = china_cumulative.MONTHLY_ALLOWANCE * inputs.months
    due = tax_on(income * (PARTS - china_cumulative.COSTS_PERCENT) - allowance * PARTS, table)
    return min(max(0, due - inputs.withheld_before_minor), inputs.gross_minor), table.version


def us_backup(inputs: Inputs) -> tuple[int, str]:
    """United States: a flat rate from people who gave no taxpayer number, nothing from all others."""
    begun, rate_bp, _source = us_backup_rates.row_on(inputs.on)
    due = Money(inputs.gross_minor, inputs.currency).share(rate_bp).minor
    return due if inputs.tin_missing else 0, begun.isoformat()


POLICIES: Mapping[str, Policy] = {
    "none_withheld": none_withheld,
    "cn_per_payment": cn_per_payment,
    "cn_cumulative": cn_cumulative,
    "us_backup": us_backup,
}
"""Name, as it is kept with a payout for good -> policy."""
