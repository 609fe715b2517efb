"""What a payout was for, by brand, as the book has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import short_code
from marketplace.base.money import Money
from marketplace.invoices.fees import brands_of_orders
from marketplace.ledger import chart
from marketplace.ledger.models import Journal
from marketplace.ledger.queries import journal_with_key
from marketplace.payouts.models import GiveBack, Payout
from marketplace.payouts.statements import statement

Line = dict[str, Any]


def supplies_of(session: Session, payout: Payout) -> Mapping[UUID, Sequence[Line]]:
    """Brand -> what it paid for by a payout: the prices, less what of them had gone back when the payout was begun."""
    begun = _begun(session, payout)
    brands = brands_of_orders(session, {line.earning.source_id for line in payout.lines})
    found: defaultdict[UUID, list[Line]] = defaultdict(list)
    for said, kept in zip(statement(session, SYSTEM, payout.id).lines, payout.lines, strict=True):
        earning = kept.earning
        back = [_price(one) for one in _taken(session, earning.give_backs) if one.number < begun.number]
        price = sum((-part for part in back), said.gross)
        brand_id = brands.get(earning.source_id)
        if brand_id is not None and price.minor > 0:
            found[brand_id].append(
                {
                    "earning": str(earning.id),
                    "journal": said.journal_key,
                    "at": said.settled_at.isoformat(),
                    "code": short_code(earning.source_id),
                    "title": said.title,
                    "minor": price.minor,
                }
            )
    return found


def given_back_since(session: Session, payout: Payout) -> list[tuple[GiveBack, Money]]:
    """The prices that went back after a payout was begun, of what it was for."""
    begun = _begun(session, payout)
    found = []
    for line in payout.lines:
        for give_back in line.earning.give_backs:
            for journal in _taken(session, [give_back]):
                if journal.number > begun.number:
                    found.append((give_back, _price(journal)))
    return found


def _begun(session: Session, payout: Payout) -> Journal:
    found = journal_with_key(session, f"payout:{payout.id}:begun")
    if found is None:
        raise LookupError(f"payout {payout.id} was never booked")
    return found


def _taken(session: Session, give_backs: Sequence[GiveBack]) -> list[Journal]:
    found = (journal_with_key(session, f"give_back:{one.id}:taken") for one in give_backs)
    return [journal for journal in found if journal is not None]


def _price(journal: Journal) -> Money:
    """What of a price a journal has taken back: all of it but the brand's own fee, which is no part of a price."""
    ours = chart.fee_brand()
    parts = [e for e in journal.entries if e.amount_minor > 0 and e.account.code != ours]
    return Money(sum(entry.amount_minor for entry in parts), journal.currency)
