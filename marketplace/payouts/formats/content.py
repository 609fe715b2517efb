"""What a bank file says, before it is written in a format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from marketplace.base.money import Money
from marketplace.payouts.bank_details import Details


@dataclass(frozen=True)
class Payer:
    """Our own bank account. `account` is an IBAN or any other number."""

    holder: str
    account: str
    bic: str


@dataclass(frozen=True)
class Payment:
    """One payment to one person. Banks answer with `end_to_end`; `reference` is what the person reads."""

    end_to_end: str
    reference: str
    amount: Money
    to: Details


@dataclass(frozen=True)
class FileContent:
    """Payments in one currency out of one account on one day."""

    reference: str
    made_at: datetime
    execution_on: date
    payer: Payer
    payments: tuple[Payment, ...]

    @property
    def total(self) -> Money:
        """All payments together."""
        return Money(sum(payment.amount.minor for payment in self.payments), self.currency)

    @property
    def currency(self) -> str:
        """The one currency of the file."""
        return self.payments[0].amount.currency
