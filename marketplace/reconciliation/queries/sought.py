"""Which entries of our accounts at Stripe somebody wants to see: by day, kind, state, and what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from marketplace.base.ids import ends_of_short_code
from marketplace.ledger import chart
from marketplace.ledger.kinds import JournalKind
from marketplace.ledger.models import Account, Entry, Journal
from marketplace.payouts.models import Earning, Payout, PayoutLine
from marketplace.reconciliation.models import BalanceChange, Item, Match
from marketplace.reconciliation.states import ItemState, MatchState
from marketplace.wallets.models import Chargeback, Refund, TopUp
from marketplace.withdrawals.models import Withdrawal

ACCOUNTS = (chart.psp_stripe(), chart.psp_dispute_hold(), chart.psp_in_transit())
"""The accounts that can be looked into: what Stripe has of ours, keeps from us, and has on its way to our bank."""


@dataclass(frozen=True)
class Sought:
    """What a list of entries is narrowed to. Everything that is left out narrows nothing; days are of UTC."""

    account: str = chart.psp_stripe()
    currency: str = ""
    since: date | None = None
    until: date | None = None
    kind: JournalKind | None = None
    state: MatchState | None = None
    words: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Sought:
        """From an address; nonsense narrows nothing."""
        account, kind, state = (said.get(name, "") for name in ("account", "kind", "state"))
        return cls(
            account=account if account in ACCOUNTS else chart.psp_stripe(),
            currency=said.get("currency", "").upper()[:3],
            since=_day(said.get("since", "")),
            until=_day(said.get("until", "")),
            kind=JournalKind(kind) if kind in set(JournalKind) else None,
            state=MatchState(state) if state in set(MatchState) else None,
            words=said.get("q", "").replace("\x00", "").strip()[:100],
        )

    @property
    def as_address(self) -> dict[str, str]:
        """What `read` reads it from."""
        parts = {
            "account": self.account,
            "currency": self.currency,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "kind": self.kind.value if self.kind else "",
            "state": self.state.value if self.state else "",
            "q": self.words,
        }
        return {name: value for name, value in parts.items() if value}

    @property
    def whole(self) -> Sought:
        """The whole account in the same currency."""
        return Sought(account=self.account, currency=self.currency)

    @property
    def narrows(self) -> bool:
        """Whether less than the whole account is asked for."""
        return self != self.whole

    def in_currency(self, currency: str) -> Sought:
        """The same in another currency."""
        return replace(self, currency=currency)

    def condition(self, session: Session) -> sa.ColumnElement[bool]:
        """As a condition on `Entry`; its journal and its account have to be joined."""
        asked = [Account.code == self.account, Account.currency == self.currency]
        if self.since is not None:
            asked.append(Journal.made_at >= _begins(self.since))
        if self.until is not None and self.until < date.max:
            asked.append(Journal.made_at < _begins(self.until + timedelta(days=1)))
        if self.kind is not None:
            asked.append(Journal.kind == self.kind)
        if self.state is not None:
            asked.append(state_of_entry() == self.state.value)
        if self.words:
            asked.append(Journal.id.in_(_journals_about(session, self.words)))
        return sa.and_(*asked)


def state_of_entry() -> sa.Case[str]:
    """How the entry of a journal stands beside what Stripe says, as a value of `MatchState`."""
    other, there, back, match = aliased(Entry), aliased(Account), aliased(Journal), aliased(Match)
    at_stripe = (
        sa.select(other.id)
        .join(there, there.id == other.account_id)
        .where(other.journal_id == Journal.id, there.code == chart.psp_stripe())
    )
    taken_back = sa.select(back.id).where(back.reverses_id == Journal.id)
    return sa.case(
        (Journal.id.in_(_in_items(ItemState.OPEN)), MatchState.OPEN.value),
        (sa.exists().where(match.journal_id == Journal.id), MatchState.MATCHED.value),
        (~at_stripe.exists(), MatchState.BOOK_ONLY.value),
        (Journal.id.in_(_in_items(ItemState.DISMISSED)), MatchState.SET_ASIDE.value),
        (sa.or_(Journal.reverses_id.is_not(None), taken_back.exists()), MatchState.CANCELS_OUT.value),
        else_=MatchState.NOT_COMPARED.value,
    )


def _in_items(state: ItemState) -> sa.Select[tuple[UUID]]:
    named = sa.func.jsonb_array_elements_text(Item.journal_ids).table_valued("value").lateral()
    return (
        sa.select(sa.cast(named.c.value, sa.Uuid)).select_from(Item).join(named, sa.true()).where(Item.state == state)
    )


def _journals_about(session: Session, words: str) -> sa.CompoundSelect[tuple[UUID]]:
    """Journals of what Stripe or we call so: any id of Stripe's, an id of ours, or its short code.

    By what Stripe says, by accounts that are somebody's or something's, and by the keys of what has no such account.
    """
    top_ups = _ids(session, TopUp.id, words, TopUp.payment_id, TopUp.session_id, TopUp.balance_transaction)
    refunds = _ids(session, Refund.id, words, Refund.refund_id)
    chargebacks = sa.select(Chargeback.dispute_id).where(_named(Chargeback.id, words, Chargeback.dispute_id))
    theirs = {words, *session.scalars(chargebacks)}
    owners = [*_payouts(session, words), *refunds, *_owners(session, words)]
    keys = [key for top_up_id in top_ups for key in (f"top_up:{top_up_id}", f"top_up:{top_up_id}:fee")]
    for withdrawal_id in _ids(session, Withdrawal.id, words, Withdrawal.payout_id):
        keys += [f"withdrawal:{withdrawal_id}:{step}" for step in ("begun", "arrived", "arrived:back", "failed")]
    change = (BalanceChange.id, BalanceChange.source, BalanceChange.parent)
    return sa.union(
        sa.select(Match.journal_id)
        .join(BalanceChange, BalanceChange.id == Match.change_id)
        .where(sa.or_(*(column.in_(theirs) for column in change))),
        sa.select(Entry.journal_id).join(Account, Account.id == Entry.account_id).where(Account.owner_id.in_(owners)),
        sa.select(Journal.id).where(Journal.key.in_(keys)),
    )


def _payouts(session: Session, words: str) -> list[UUID]:
    """Payouts called so, and those that pay for an order called so."""
    of_order = (
        sa.select(PayoutLine.payout_id)
        .join(Earning, Earning.id == PayoutLine.earning_id)
        .where(_named(Earning.source_id, words))
    )
    called = _named(Payout.id, words, Payout.transfer_id)
    to_whom = _named(Payout.creator_id, words)
    return list(session.scalars(sa.select(Payout.id).where(sa.or_(called, to_whom, Payout.id.in_(of_order)))))


def _owners(session: Session, words: str) -> list[UUID]:
    """Whoever else has an account: a brand, a brief, an order, a creator."""
    return list(session.scalars(sa.select(Account.owner_id).where(_named(Account.owner_id, words)).distinct()))


def _ids(session: Session, ours: sa.orm.InstrumentedAttribute[UUID], words: str, *theirs: _Column) -> list[UUID]:
    return list(session.scalars(sa.select(ours).where(_named(ours, words, *theirs))))


_Column = sa.orm.InstrumentedAttribute[str | None] | sa.orm.InstrumentedAttribute[str]
_Ours = sa.orm.InstrumentedAttribute[UUID] | sa.orm.InstrumentedAttribute[UUID | None]


def _named(ours: _Ours, words: str, *theirs: _Column) -> sa.ColumnElement[bool]:
    """Whether something is called so: by Stripe, by our id, or by the short code of that."""
    found: list[sa.ColumnElement[bool]] = [column == words for column in theirs]
    try:
        found.append(ours == UUID(words))
    except ValueError:
        if ending := ends_of_short_code(words):
            found.append(sa.cast(ours, sa.Text).like(f"%{ending}"))
    return sa.or_(sa.false(), *found)


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
