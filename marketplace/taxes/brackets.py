"""Rates that rise in steps, dated, in integers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

PARTS = 100
"""Incomes are taxed in hundredths of a minor unit, so that a share of 80 % is exact until the one rounding."""


@dataclass(frozen=True)
class Bracket:
    """Up to an amount (without end: None) a rate applies to the whole, less the quick deduction; minor units."""

    up_to: int | None
    rate_bp: int
    quick_deduction: int


@dataclass(frozen=True)
class Table:
    """Brackets that are in force from a day, and the text that says so."""

    in_force_from: date
    source: str
    brackets: Sequence[Bracket]

    @property
    def version(self) -> str:
        """The name by which the table is kept with a payout."""
        return self.in_force_from.isoformat()


def table_on(tables: Sequence[Table], on: date) -> Table:
    """The newest table in force on a day. Raises LookupError when there was none yet."""
    in_force = [table for table in tables if table.in_force_from <= on]
    if not in_force:
        raise LookupError(f"no table is in force on {on}")
    return max(in_force, key=lambda table: table.in_force_from)


def tax_on(taxable_parts: int, table: Table) -> int:
    """The tax on an amount in hundredths of a minor unit, rounded half up once to a minor unit."""
    if taxable_parts <= 0:
        return 0
    bracket = next(row for row in table.brackets if row.up_to is None or taxable_parts <= row.up_to * PARTS)
    whole = 10_000 * PARTS
    exact = taxable_parts * bracket.rate_bp - bracket.quick_deduction * whole
    return (2 * exact + whole) // (2 * whole)
