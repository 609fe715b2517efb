"""The chart of accounts: every code there can be, the side it grows on, and whether it may be overdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from marketplace.base.text import N_

AccountCode = str


class NormalSide(StrEnum):
    """The side on which an account grows."""

    DEBIT = "debit"
    CREDIT = "credit"


class AccountClass(StrEnum):
    """What an account is for the balance sheet."""

    ASSET = "asset"
    LIABILITY = "liability"
    REVENUE = "revenue"
    EXPENSE = "expense"


D, C = NormalSide.DEBIT, NormalSide.CREDIT
K = AccountClass


@dataclass(frozen=True)
class Family:
    """Accounts of one kind. What the outside world did to us is always booked, so those accounts may be overdrawn."""

    prefix: str
    account_class: AccountClass
    label: str
    may_overdraw: bool = False
    owned: bool = False

    @property
    def normal_side(self) -> NormalSide:
        """Assets and expenses grow by debits, all others by credits."""
        return D if self.account_class in {K.ASSET, K.EXPENSE} else C


FAMILIES = (
    Family("psp:stripe", K.ASSET, N_("Stripe balance"), may_overdraw=True),
    Family("psp:dispute_hold", K.ASSET, N_("Held by Stripe for disputes")),
    Family("psp:payout_in_transit", K.ASSET, N_("On the way from Stripe to our bank")),
    Family("bank", K.ASSET, N_("Bank"), may_overdraw=True),
    Family("recv:creator", K.ASSET, N_("Owed by creator"), owned=True),
    Family("recv:brand", K.ASSET, N_("Owed by brand"), owned=True),
    Family("wallet:brand", K.LIABILITY, N_("Brand wallet"), owned=True),
    Family("held:brief", K.LIABILITY, N_("Held for brief"), owned=True),
    Family("held:order", K.LIABILITY, N_("Held for order"), owned=True),
    Family("creator:pending", K.LIABILITY, N_("Creator, not yet available"), owned=True),
    Family("creator:available", K.LIABILITY, N_("Creator, available"), owned=True),
    Family("creator:reserved", K.LIABILITY, N_("Creator, reserved"), owned=True),
    Family("creator:in_transit", K.LIABILITY, N_("Payout in transit"), owned=True),
    Family("refund:in_transit", K.LIABILITY, N_("Refund in transit"), owned=True),
    Family("tax:withheld", K.LIABILITY, N_("Tax withheld")),
    Family("tax:vat", K.LIABILITY, N_("VAT on our fees")),
    Family("suspense", K.LIABILITY, N_("Unexplained"), may_overdraw=True),
    # Fees go back with a price, though the VAT in them may have left for the state's account meanwhile.
    Family("fee:brand", K.REVENUE, N_("Fees from brands"), may_overdraw=True),
    Family("fee:creator", K.REVENUE, N_("Fees from creators"), may_overdraw=True),
    Family("fee:cancellation", K.REVENUE, N_("Fees from cancellations")),
    Family("psp:fees", K.EXPENSE, N_("Stripe fees"), may_overdraw=True),
    Family("dispute:fees", K.EXPENSE, N_("Dispute fees"), may_overdraw=True),
    Family("dispute:loss", K.EXPENSE, N_("Lost disputes"), may_overdraw=True),
    Family("bad_debt", K.EXPENSE, N_("Bad debt"), may_overdraw=True),
    Family("fx", K.EXPENSE, N_("Currency differences"), may_overdraw=True),
)

LABELS: dict[StrEnum, str] = {
    K.ASSET: N_("Assets"),
    K.LIABILITY: N_("Liabilities"),
    K.REVENUE: N_("Revenue"),
    K.EXPENSE: N_("Expenses"),
    D: N_("Debit"),
    C: N_("Credit"),
}

_PLAIN = {family.prefix: family for family in FAMILIES if not family.owned}
_OWNED = {family.prefix: family for family in FAMILIES if family.owned}


def family_of(code: AccountCode) -> Family:
    """The family of an account. Raises KeyError for a code that the chart does not have."""
    if code in _PLAIN:
        return _PLAIN[code]
    prefix, _, owner = code.rpartition(":")
    UUID(owner) if prefix in _OWNED else None
    return _OWNED[prefix]


def family_of_prefix(prefix: str) -> Family:
    """The family with this prefix. Raises KeyError for one that the chart does not have."""
    return (_PLAIN | _OWNED)[prefix]


def owner_of(code: AccountCode) -> UUID | None:
    """Whose account it is (a brand, brief, order, creator, payout); nobody's for the platform's own."""
    return None if code in _PLAIN else UUID(code.rpartition(":")[2])


def psp_stripe() -> AccountCode:
    """What Stripe holds for us."""
    return "psp:stripe"


def psp_dispute_hold() -> AccountCode:
    """What Stripe keeps from us while a dispute is open."""
    return "psp:dispute_hold"


def psp_in_transit() -> AccountCode:
    """What is on its way from Stripe to our own bank account."""
    return "psp:payout_in_transit"


def bank() -> AccountCode:
    """What is in our own bank account."""
    return "bank"


def psp_fees() -> AccountCode:
    """What Stripe has cost us."""
    return "psp:fees"


def owed_by_creator(creator_id: UUID) -> AccountCode:
    """What a creator was paid and must give back."""
    return f"recv:creator:{creator_id}"


def owed_by_brand(brand_id: UUID) -> AccountCode:
    """What a brand has spent and no longer paid for."""
    return f"recv:brand:{brand_id}"


def wallet(brand_id: UUID) -> AccountCode:
    """What a brand can spend."""
    return f"wallet:brand:{brand_id}"


def held_brief(brief_id: UUID) -> AccountCode:
    """What is set aside for a brief and not yet for one of its orders."""
    return f"held:brief:{brief_id}"


def held_order(order_id: UUID) -> AccountCode:
    """What is held for an order."""
    return f"held:order:{order_id}"


def creator_pending(creator_id: UUID) -> AccountCode:
    """What a creator has earned and cannot have yet."""
    return f"creator:pending:{creator_id}"


def creator_available(creator_id: UUID) -> AccountCode:
    """What a creator has earned and will be paid next."""
    return f"creator:available:{creator_id}"


def creator_reserved(creator_id: UUID) -> AccountCode:
    """What is kept back from a creator for a dispute."""
    return f"creator:reserved:{creator_id}"


def in_transit(payout_id: UUID) -> AccountCode:
    """What is on its way to a creator by one payout."""
    return f"creator:in_transit:{payout_id}"


def refund_in_transit(refund_id: UUID) -> AccountCode:
    """What is on its way back to a brand's card by one refund."""
    return f"refund:in_transit:{refund_id}"


def tax_withheld() -> AccountCode:
    """Tax that we keep for the state."""
    return "tax:withheld"


def tax_vat() -> AccountCode:
    """VAT on our own fees that we owe the state."""
    return "tax:vat"


def fee_brand() -> AccountCode:
    """What brands have paid us."""
    return "fee:brand"


def fee_creator() -> AccountCode:
    """What creators have paid us."""
    return "fee:creator"


def fee_cancellation() -> AccountCode:
    """What was kept from kill fees."""
    return "fee:cancellation"


def suspense() -> AccountCode:
    """Money that nobody has explained yet; should be empty."""
    return "suspense"


def dispute_fees() -> AccountCode:
    """What disputes have cost us, won or lost."""
    return "dispute:fees"


def dispute_loss() -> AccountCode:
    """What was lost in disputes and nobody else bears."""
    return "dispute:loss"


def bad_debt() -> AccountCode:
    """What is owed to us and will not come."""
    return "bad_debt"


def fx() -> AccountCode:
    """Where a conversion leaves one currency and enters another."""
    return "fx"
