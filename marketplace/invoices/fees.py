"""The fees of a month as the book has them: who paid, in which journal, for which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.invoices.states import Party
from marketplace.ledger import chart
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Entry, Journal

FEES: Mapping[str, Party] = {
    chart.fee_brand(): Party.BRAND,
    chart.fee_creator(): Party.CREATOR,
    chart.fee_cancellation(): Party.CREATOR,  # what we keep of a kill fee is taken from the creator
}
"""The accounts our fees are on -> who has paid them."""

_OF_A_CREATOR = ("creator:pending:", "creator:available:", "recv:creator:")
"""Where an earning comes to, and where one that goes back is taken from."""


def vat_key(invoice_id: UUID, account: str) -> str:
    """Under which key the VAT is booked that an invoice takes out of a fee account."""
    return f"invoice:{invoice_id}:vat:{account}"


@dataclass(frozen=True)
class Fee:
    """One fee of one party; below zero for one that was given back."""

    party: Party
    party_id: UUID
    account: str
    amount: Money
    journal_id: UUID
    at: datetime
    order_id: UUID | None


def fees_between(session: Session, begins: datetime, ends: datetime) -> Iterator[Fee]:
    """Every fee of a span of time, oldest first. One whose payer the book does not name is left out."""
    with_fees = (
        sa.select(Journal.id)
        .join(Entry, Entry.journal_id == Journal.id)
        .join(Account, Account.id == Entry.account_id)
        .where(
            Account.code.in_(FEES),
            Journal.kind != JournalKind.VAT_ON_FEE,
            Journal.made_at >= begins,
            Journal.made_at < ends,
        )
    )
    rows = session.execute(
        sa.select(Journal.id, Journal.made_at, Account.code, Account.currency, Entry.amount_minor)
        .join(Entry, Entry.journal_id == Journal.id)
        .join(Account, Account.id == Entry.account_id)
        .where(Journal.id.in_(with_fees))
        .order_by(Journal.number, Entry.id)
    ).all()
    journals: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        journals[row[0]].append(row)
    brands = _brands_behind(session, {code for lines in journals.values() for _, _, code, _, _ in lines})
    for journal_id, lines in journals.items():
        codes = [line[2] for line in lines]
        order_id, creator_id = _owner(codes, "held:order:"), _owner(codes, *_OF_A_CREATOR)
        brand_id = brands.get(order_id) if order_id else brands.get(_owner(codes, "held:brief:"))
        for _, at, code, currency, amount in lines:
            party = FEES.get(code)
            party_id = brand_id if party is Party.BRAND else creator_id
            if party is not None and party_id is not None and amount:
                yield Fee(party, party_id, code, Money(-amount, currency), journal_id, at, order_id)


def brands_of_orders(session: Session, order_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Order -> the brand whose wallet has paid for it, as the book tells."""
    found = _brands_behind(session, [chart.held_order(order_id) for order_id in order_ids])
    return {order_id: found[order_id] for order_id in order_ids if order_id in found}


def _owner(codes: list[str], *prefixes: str) -> UUID | None:
    return next((chart.owner_of(code) for code in codes if code.startswith(prefixes)), None)


def _brands_behind(session: Session, codes: Collection[str]) -> dict[UUID | None, UUID]:
    """Order or brief of these accounts -> the brand whose wallet has paid for it, as the book tells."""
    orders = dict(_pairs(session, JournalKind.ORDER_HELD, "held:order:", "held:brief:", _owners(codes, "held:order:")))
    wanted = _owners(codes, "held:brief:") | set(orders.values())
    briefs: dict[UUID | None, UUID] = dict(
        _pairs(session, JournalKind.BRIEF_FUNDED, "held:brief:", "wallet:brand:", wanted)
    )
    return {**briefs, **{order: briefs[brief] for order, brief in orders.items() if brief in briefs}}


def _owners(codes: Collection[str], prefix: str) -> set[UUID]:
    found = (chart.owner_of(code) for code in codes if code.startswith(prefix))
    return {owner for owner in found if owner is not None}


def _pairs(
    session: Session, kind: JournalKind, one: str, other: str, owners: Collection[UUID]
) -> Iterator[tuple[UUID, UUID]]:
    first, second = sa.orm.aliased(Account), sa.orm.aliased(Account)
    to_first, to_second = sa.orm.aliased(Entry), sa.orm.aliased(Entry)
    rows = session.execute(
        sa.select(first.owner_id, second.owner_id)
        .select_from(Journal)
        .join(to_first, to_first.journal_id == Journal.id)
        .join(first, first.id == to_first.account_id)
        .join(to_second, to_second.journal_id == Journal.id)
        .join(second, second.id == to_second.account_id)
        .where(
            Journal.kind == kind,
            first.owner_id.in_(owners),
            first.code.startswith(one),
            second.code.startswith(other),
        )
    )
    for owner, behind in rows:
        if owner is not None and behind is not None:
            yield owner, behind
