"""What a brand owes is taken from the next money that comes into its wallet."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.ids import BrandId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import book, lock_account
from marketplace.ledger.postings.debts import debt_netted
from marketplace.ledger.queries import amounts_of
from marketplace.wallets.events import DebtNetted
from marketplace.work.unit import Work


def net_debt(work: Work, brand_id: UUID, currency: str) -> Money:
    """Pays a brand's debt, or what its wallet can bear of it, out of the wallet; gives how much. Bears repetition."""
    debtor, nothing = chart.owed_by_brand(brand_id), Money.zero(currency)
    if not amounts_of(work.session, debtor).get(currency):
        return nothing
    wallet = lock_account(work, chart.wallet(brand_id), currency)  # always before the debt
    owed = lock_account(work, debtor, currency)
    paid = min(owed.amount, wallet.amount)
    if not paid:
        return nothing
    book(work, debt_netted(debtor, chart.wallet(brand_id), paid), key=f"debt:{brand_id}:{currency}:{owed.version}")
    work.announce(DebtNetted(brand_id=BrandId(brand_id), amount_minor=paid.minor, currency=currency))
    return paid
