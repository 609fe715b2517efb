"""What an entry comes from: the top-up, refund, chargeback, payout or correction behind it, and whose that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.accounts.models import Brand
from marketplace.base.ids import short_code
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Entry, Journal
from marketplace.payouts.models import Payout, PayoutLine
from marketplace.reconciliation.models import Correction
from marketplace.reconciliation.references import parts_of_key
from marketplace.wallets.models import Chargeback, Refund, TopUp


@dataclass(frozen=True)
class Thing:
    """Something of ours that money came from or went to: its sort, its id, and what people call it."""

    sort: str
    id: UUID
    name: str = ""

    @property
    def code(self) -> str:
        """What people call it over the phone."""
        return short_code(self.id)


def origins_of(session: Session, keys: Iterable[str]) -> Mapping[str, Sequence[Thing]]:
    """For each key of a journal what it comes from, the nearest first. A key that names nothing of ours has nothing."""
    ids: defaultdict[str, set[UUID]] = defaultdict(set)
    named = {key: parts_of_key(key) for key in keys}
    for parts in named.values():
        if parts.ours is not None:
            ids[parts.sort].add(parts.ours)
    found: dict[tuple[str, UUID], Sequence[Thing]] = {}
    for sort, read in _READERS.items():
        if ids[sort]:
            found |= {(sort, id): things for id, things in read(session, ids[sort]).items()}
    return {key: found.get((parts.sort, parts.ours), ()) if parts.ours else () for key, parts in named.items()}


def _top_ups(session: Session, ids: set[UUID]) -> dict[UUID, Sequence[Thing]]:
    rows = session.execute(
        sa.select(TopUp.id, Brand.id, Brand.name).join(Brand, Brand.id == TopUp.brand_id).where(TopUp.id.in_(ids))
    )
    return {id: (Thing("top_up", id), Thing("brand", brand_id, name)) for id, brand_id, name in rows}


def _refunds(session: Session, ids: set[UUID]) -> dict[UUID, Sequence[Thing]]:
    return _of_a_payment(session, ids, "refund", Refund)


def _chargebacks(session: Session, ids: set[UUID]) -> dict[UUID, Sequence[Thing]]:
    return _of_a_payment(session, ids, "chargeback", Chargeback)


def _of_a_payment(
    session: Session, ids: set[UUID], sort: str, model: type[Refund] | type[Chargeback]
) -> dict[UUID, Sequence[Thing]]:
    rows = session.execute(
        sa.select(model.id, model.top_up_id, Brand.id, Brand.name)
        .join(Brand, Brand.id == model.brand_id)
        .where(model.id.in_(ids))
    )
    return {
        id: (Thing(sort, id), Thing("top_up", top_up_id), Thing("brand", brand_id, name))
        for id, top_up_id, brand_id, name in rows
    }


def _withdrawals(_: Session, ids: set[UUID]) -> dict[UUID, Sequence[Thing]]:
    return {id: (Thing("withdrawal", id),) for id in ids}


def _corrections(session: Session, ids: set[UUID]) -> dict[UUID, Sequence[Thing]]:
    rows = session.execute(sa.select(Correction.id, Correction.item_id).where(Correction.id.in_(ids)))
    return {id: (Thing("item", item_id),) for id, item_id in rows}


def _payouts(session: Session, ids: set[UUID]) -> dict[UUID, Sequence[Thing]]:
    """A payout with its creator, and for each order that it pays for the order, its brief and its brand."""
    payouts = session.scalars(
        sa.select(Payout).where(Payout.id.in_(ids)).options(selectinload(Payout.lines).joinedload(PayoutLine.earning))
    ).all()
    earnings = [line.earning for payout in payouts for line in payout.lines]
    behind = _Behind.read(session, {one.source_id for one in earnings if one.source_kind == "order"})
    found: dict[UUID, Sequence[Thing]] = {}
    for payout in payouts:
        things = [Thing("payout", payout.id), Thing("creator", payout.creator_id, payout.creator.name)]
        for line in payout.lines:
            if line.earning.source_kind == "order":
                things += behind.of(line.earning.source_id, line.earning.title)
        found[payout.id] = tuple(dict.fromkeys(things))
    return found


@dataclass(frozen=True)
class _Behind:
    """What stands behind orders, by the book alone: an order is held out of one brief, a brief out of one wallet."""

    briefs: Mapping[UUID, UUID] = field(default_factory=dict)
    brands: Mapping[UUID, UUID] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)

    @classmethod
    def read(cls, session: Session, order_ids: set[UUID]) -> _Behind:
        if not order_ids:
            return cls()
        briefs = _filled_out_of(session, "held:order:", JournalKind.ORDER_HELD, order_ids)
        brands = _filled_out_of(session, "held:brief:", JournalKind.BRIEF_FUNDED, set(briefs.values()))
        rows = session.execute(sa.select(Brand.id, Brand.name).where(Brand.id.in_(set(brands.values()))))
        return cls(briefs, brands, dict(rows.all()))

    def of(self, order_id: UUID, title: str) -> list[Thing]:
        things = [Thing("order", order_id, title)]
        if brief_id := self.briefs.get(order_id):
            things.append(Thing("brief", brief_id, title))
            if brand_id := self.brands.get(brief_id):
                things.append(Thing("brand", brand_id, self.names.get(brand_id, "")))
        return things


def _filled_out_of(session: Session, prefix: str, kind: JournalKind, owners: set[UUID]) -> dict[UUID, UUID]:
    """Whose account each of these holds was filled out of."""
    into, out = (sa.orm.aliased(Entry) for _ in range(2))
    filled, source = (sa.orm.aliased(Account) for _ in range(2))
    rows = session.execute(
        sa.select(filled.owner_id, source.owner_id)
        .join(into, into.account_id == filled.id)
        .join(Journal, sa.and_(Journal.id == into.journal_id, Journal.kind == kind))
        .join(out, sa.and_(out.journal_id == Journal.id, out.amount_minor > 0))
        .join(source, source.id == out.account_id)
        .where(filled.owner_id.in_(owners), filled.code.startswith(prefix, autoescape=True), into.amount_minor < 0)
    )
    return {owner: whose for owner, whose in rows if owner and whose}


_READERS = {
    "top_up": _top_ups,
    "refund": _refunds,
    "chargeback": _chargebacks,
    "payout": _payouts,
    "withdrawal": _withdrawals,
    "reconciliation": _corrections,
}
"""The first word of a journal's key -> what stands behind it."""
