"""What a creator was paid, made of ledger entries and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from marketplace.base.actor import Actor
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.models import Journal
from marketplace.ledger.queries import journal_with_key, reversal_of
from marketplace.payouts.models import Earning, Payout
from marketplace.payouts.queries import payout_seen_by


@dataclass(frozen=True)
class StatementLine:
    """One thing that was earned: the price, our fee, what had gone back or paid a debt before, and what is left."""

    title: str
    settled_at: datetime
    gross: Money
    fee: Money
    given_back: Money
    netted: Money
    net: Money
    journal_key: str


@dataclass(frozen=True)
class Statement:
    """One payout, line by line: earnings − given back − debt − tax = net. `sent_at` is missing until it has left."""

    payout: Payout
    lines: Sequence[StatementLine]
    earned: Money
    given_back: Money
    netted: Money
    gross: Money
    tax: Money
    net: Money
    begun_at: datetime
    sent_at: datetime | None
    returned_at: datetime | None


def statement(session: Session, actor: Actor, payout_id: UUID) -> Statement:
    """The statement of a payout as its creator and finance staff see it. Raises NotFound for everybody else."""
    payout = payout_seen_by(session, actor, payout_id)
    begun = _journal(session, f"payout:{payout.id}:begun")
    sent = journal_with_key(session, f"payout:{payout.id}:sent")
    back = reversal_of(session, begun.id)
    lines = [_line(session, line.earning, begun) for line in payout.lines]
    nothing = Money.zero(payout.currency)
    return Statement(
        payout=payout,
        lines=lines,
        earned=sum((line.gross - line.fee for line in lines), nothing),
        given_back=sum((line.given_back for line in lines), nothing),
        netted=sum((line.netted for line in lines), nothing),
        gross=_moved(begun, chart.creator_available(payout.creator_id), payout.currency),
        tax=-_moved(begun, chart.tax_withheld(), payout.currency),
        net=-_moved(begun, chart.in_transit(payout.id), payout.currency),
        begun_at=begun.made_at,
        sent_at=sent.posted_at if sent else None,
        returned_at=back.posted_at if back else None,
    )


def _line(session: Session, earning: Earning, begun: Journal) -> StatementLine:
    booked = journal_with_key(session, f"{earning.source_kind}:{earning.source_id}:settled") or _journal(
        session, f"order:{earning.source_id}:cancelled"
    )
    net = -_moved(booked, chart.creator_pending(earning.creator_id), earning.currency)
    fee = -_moved(booked, chart.fee_creator(), earning.currency) - _moved(
        booked, chart.fee_cancellation(), earning.currency
    )
    given_back = _before(session, begun, earning, [f"give_back:{each.id}:taken" for each in earning.give_backs])
    netted = _before(session, begun, earning, [f"netting:{each.id}" for each in earning.nettings])
    return StatementLine(
        title=earning.title,
        settled_at=booked.made_at,
        gross=net + fee,
        fee=fee,
        given_back=given_back,
        netted=netted,
        net=net - given_back - netted,
        journal_key=booked.key,
    )


def _before(session: Session, begun: Journal, earning: Earning, keys: Sequence[str]) -> Money:
    """What journals had taken from what a creator has, by the time a payout was begun."""
    found = [journal_with_key(session, key) for key in keys]
    pockets = chart.creator_pending(earning.creator_id), chart.creator_available(earning.creator_id)
    parts = [
        _moved(one, pocket, earning.currency)
        for one in found
        if one and one.number < begun.number
        for pocket in pockets
    ]
    return sum(parts, Money.zero(earning.currency))


def _moved(journal: Journal, code: str, currency: str) -> Money:
    """What a journal did to an account; debit positive."""
    return Money(sum(entry.amount_minor for entry in journal.entries if entry.account.code == code), currency)


def _journal(session: Session, key: str) -> Journal:
    found = journal_with_key(session, key)
    if found is None:
        raise LookupError(f"nothing was booked under {key}")
    return found
