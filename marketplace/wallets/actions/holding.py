"""Setting money aside for briefs and orders, and giving it back. Who may ask is decided by the caller's lifecycle."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.ids import BrandId, BriefId, OrderId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import book, lock_account
from marketplace.ledger.postings import brands
from marketplace.wallets.actions.netting import net_debt
from marketplace.wallets.errors import BudgetTooSmall, HoldGone, WalletKeptBack, WalletTooSmall
from marketplace.wallets.queries import spendable_of
from marketplace.work.unit import Work


def fund_brief(work: Work, *, brief_id: BriefId, brand_id: BrandId, amount: Money) -> None:
    """Sets a budget aside for a brief, once. Raises WalletTooSmall with what is missing, or WalletKeptBack."""
    wallet = lock_account(work, chart.wallet(brand_id), amount.currency)
    if wallet.amount < amount:
        raise WalletTooSmall(held=wallet.amount, missing=amount - wallet.amount)
    free = spendable_of(work.session, brand_id, wallet.amount)
    if free < amount:
        raise WalletKeptBack(kept=wallet.amount - free, free=free)
    book(work, brands.brief_funded(brand_id, brief_id, amount), key=f"brief:{brief_id}:funded")


def release_brief(work: Work, *, brief_id: BriefId, brand_id: BrandId, currency: str) -> Money:
    """Gives the wallet all that is still held for a brief itself; gives how much. Bears repetition."""
    held = lock_account(work, chart.held_brief(brief_id), currency)
    if held.amount:
        said = brands.brief_released(brand_id, brief_id, held.amount)
        book(work, said, key=f"brief:{brief_id}:released:{held.version}")
        net_debt(work, brand_id, currency)
    return held.amount


def hold_order(work: Work, *, order_id: OrderId, brief_id: BriefId, amount: Money) -> None:
    """Holds price and fee of an order out of its brief's budget. Raises BudgetTooSmall with what is missing."""
    held = lock_account(work, chart.held_brief(brief_id), amount.currency)
    if held.amount < amount:
        raise BudgetTooSmall(held=held.amount, missing=amount - held.amount)
    book(work, brands.order_held(brief_id, order_id, amount), key=f"order:{order_id}:held")


def return_order_hold(work: Work, *, order_id: OrderId, brief_id: BriefId, currency: str) -> None:
    """Gives the brief back what is held for an order before any work was done. Raises HoldGone."""
    amount = still_held(work, order_id, currency)
    book(work, brands.order_returned(brief_id, order_id, amount), key=f"order:{order_id}:returned")


def still_held(work: Work, order_id: UUID, currency: str) -> Money:
    """What is held for an order, locked: approving and refunding compete for this row. Raises HoldGone for nothing."""
    held = lock_account(work, chart.held_order(order_id), currency).amount
    if not held:
        raise HoldGone()
    return held
