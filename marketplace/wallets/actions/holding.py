"""Setting money aside for briefs and orders, and giving it back. Who may ask is decided by the caller's lifecycle."""

from __future__ import annotations

from uuid import UUID

from marketplace.base.ids import BrandId, BriefId, OrderId
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.actions import lock_account, post
from marketplace.ledger.content import credit, debit
from marketplace.ledger.kinds import JournalKind
from marketplace.wallets.errors import BudgetTooSmall, HoldGone, WalletTooSmall
from marketplace.work.unit import Work


def fund_brief(work: Work, *, brief_id: BriefId, brand_id: BrandId, amount: Money) -> None:
    """Sets a budget aside for a brief, once. Raises WalletTooSmall with what is missing."""
    wallet = lock_account(work, chart.wallet(brand_id), amount.currency)
    if wallet.amount < amount:
        raise WalletTooSmall(held=wallet.amount, missing=amount - wallet.amount)
    post(
        work,
        kind=JournalKind.BRIEF_FUNDED,
        key=f"brief:{brief_id}:funded",
        lines=[debit(chart.wallet(brand_id), amount), credit(chart.held_brief(brief_id), amount)],
    )


def release_brief(work: Work, *, brief_id: BriefId, brand_id: BrandId, currency: str) -> Money:
    """Gives the wallet all that is still held for a brief itself; gives how much. Bears repetition."""
    held = lock_account(work, chart.held_brief(brief_id), currency)
    if held.amount:
        post(
            work,
            kind=JournalKind.BRIEF_RELEASED,
            key=f"brief:{brief_id}:released:{held.version}",
            lines=[debit(chart.held_brief(brief_id), held.amount), credit(chart.wallet(brand_id), held.amount)],
        )
    return held.amount


def hold_order(work: Work, *, order_id: OrderId, brief_id: BriefId, amount: Money) -> None:
    """Holds price and fee of an order out of its brief's budget. Raises BudgetTooSmall with what is missing."""
    held = lock_account(work, chart.held_brief(brief_id), amount.currency)
    if held.amount < amount:
        raise BudgetTooSmall(held=held.amount, missing=amount - held.amount)
    post(
        work,
        kind=JournalKind.ORDER_HELD,
        key=f"order:{order_id}:held",
        lines=[debit(chart.held_brief(brief_id), amount), credit(chart.held_order(order_id), amount)],
    )


def return_order_hold(work: Work, *, order_id: OrderId, brief_id: BriefId, currency: str) -> None:
    """Gives the brief back what is held for an order before any work was done. Raises HoldGone."""
    amount = still_held(work, order_id, currency)
    post(
        work,
        kind=JournalKind.ORDER_RETURNED,
        key=f"order:{order_id}:returned",
        lines=[debit(chart.held_order(order_id), amount), credit(chart.held_brief(brief_id), amount)],
    )


def still_held(work: Work, order_id: UUID, currency: str) -> Money:
    """What is held for an order, locked: approving and refunding compete for this row. Raises HoldGone for nothing."""
    held = lock_account(work, chart.held_order(order_id), currency).amount
    if not held:
        raise HoldGone()
    return held
