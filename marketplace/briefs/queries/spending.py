"""Reads: where the money of briefs is, by the ledger alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.base.money import Money
from marketplace.briefs.models import Brief
from marketplace.ledger import chart
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Balance, Entry, Journal

_ENDS_AN_ORDER = (JournalKind.SETTLED, JournalKind.ORDER_CANCELLED, JournalKind.ORDER_SPLIT)


@dataclass(frozen=True)
class BriefMoney:
    """Where the money of a brief is, or of several in one currency.

    `budget` is what may be spent by the brief itself. Of what was set aside for it, `free` can still be offered, `held`
    is committed to orders under way, `work` went to creators (what we take from their price included), `fees` to us,
    and `returned` to the wallet. `given_back` came back of prices and fees that had been settled, which `work` and
    `fees` no longer hold; it is on its way through `free` to `returned`.
    """

    budget: Money
    free: Money
    held: Money
    work: Money
    fees: Money
    returned: Money
    given_back: Money

    @property
    def spent(self) -> Money:
        """What was paid for work and fees and has not come back."""
        return self.work + self.fees

    @property
    def used(self) -> Money:
        """What creators' work takes of the budget, paid already or held for it."""
        return self.held + self.spent

    @property
    def set_aside(self) -> Money:
        """All that ever came out of the wallet for it."""
        return self.free + self.held + self.spent + self.returned

    def __add__(self, other: BriefMoney) -> BriefMoney:
        return BriefMoney(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


def money_of(session: Session, briefs: Sequence[Brief]) -> dict[UUID, BriefMoney]:
    """Where the money of several briefs is, by id of the brief."""
    codes = {chart.held_brief(brief.id): brief.id for brief in briefs}
    held, settled = _held_for_orders(session, codes), _settled(session, codes)
    of_brief = _of_briefs(session, codes)
    return {
        brief.id: BriefMoney(
            brief.budget,
            *(
                Money(minor, brief.currency)
                for minor in (
                    of_brief.get(brief.id, _Own()).free,
                    held.get(brief.id, 0),
                    settled.get(brief.id, _Settled()).work,
                    settled.get(brief.id, _Settled()).fees,
                    of_brief.get(brief.id, _Own()).returned,
                    settled.get(brief.id, _Settled()).given_back,
                )
            ),
        )
        for brief in briefs
    }


def totals_of(money: Iterable[BriefMoney]) -> dict[str, BriefMoney]:
    """Currency -> what these briefs come to together."""
    totals: dict[str, BriefMoney] = {}
    for each in money:
        currency = each.budget.currency
        totals[currency] = totals[currency] + each if currency in totals else each
    return totals


@dataclass(frozen=True)
class _Own:
    """What a brief's own account says, in minor units."""

    free: int = 0
    returned: int = 0


@dataclass(frozen=True)
class _Settled:
    """What the orders of a brief have cost, in minor units."""

    work: int = 0
    fees: int = 0
    given_back: int = 0


def _of_briefs(session: Session, codes: Mapping[str, UUID]) -> dict[UUID, _Own]:
    released = sa.func.sum(Entry.amount_minor).filter(Journal.kind == JournalKind.BRIEF_RELEASED)
    rows = session.execute(
        sa.select(Account.code, sa.func.sum(-Entry.amount_minor), sa.func.coalesce(released, 0))
        .join(Entry, Entry.account_id == Account.id)
        .join(Journal, Journal.id == Entry.journal_id)
        .where(Account.code.in_(codes))
        .group_by(Account.code)
    )
    return {codes[code]: _Own(int(free), int(returned)) for code, free, returned in rows}


def _orders(codes: Mapping[str, UUID]) -> sa.Subquery:
    """The account of every order that was held for out of these briefs, with the code of its brief."""
    taken, filled, order = aliased(Entry), aliased(Entry), aliased(Account)
    return (
        sa.select(Account.code.label("brief"), order.id.label("order_id"))
        .join(taken, taken.account_id == Account.id)
        .join(Journal, Journal.id == taken.journal_id)
        .join(filled, filled.journal_id == Journal.id)
        .join(order, order.id == filled.account_id)
        .where(Account.code.in_(codes), Journal.kind == JournalKind.ORDER_HELD, order.id != Account.id)
        .distinct()
        .subquery()
    )


def _held_for_orders(session: Session, codes: Mapping[str, UUID]) -> dict[UUID, int]:
    orders = _orders(codes)
    rows = session.execute(
        sa.select(orders.c.brief, sa.func.sum(-Balance.amount_minor))
        .join(Balance, Balance.account_id == orders.c.order_id)
        .group_by(orders.c.brief)
    )
    return {codes[brief]: int(amount) for brief, amount in rows}


def _settled(session: Session, codes: Mapping[str, UUID]) -> dict[UUID, _Settled]:
    """The other side of every journal that ended an order or took a settled price back."""
    orders, at_order, other = _orders(codes), aliased(Entry), aliased(Entry)
    is_fee = Account.code == chart.fee_brand()
    is_back = Journal.kind == JournalKind.CLAWED_BACK
    amount = -other.amount_minor
    rows = session.execute(
        sa.select(
            orders.c.brief,
            sa.func.coalesce(sa.func.sum(amount).filter(~is_fee), 0),
            sa.func.coalesce(sa.func.sum(amount).filter(is_fee), 0),
            sa.func.coalesce(sa.func.sum(-amount).filter(is_back), 0),
        )
        .join(at_order, at_order.account_id == orders.c.order_id)
        .join(Journal, Journal.id == at_order.journal_id)
        .join(other, other.journal_id == Journal.id)
        .join(Account, Account.id == other.account_id)
        .where(
            Journal.kind.in_((*_ENDS_AN_ORDER, JournalKind.CLAWED_BACK)),
            ~Account.code.startswith("held:"),
        )
        .group_by(orders.c.brief)
    )
    return {codes[brief]: _Settled(int(work), int(fees), int(back)) for brief, work, fees, back in rows}
