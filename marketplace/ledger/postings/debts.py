"""Disputes, and who owes what after money has left."""

from __future__ import annotations

from collections.abc import Mapping

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.chart import AccountCode
from marketplace.ledger.content import Posting, posting
from marketplace.ledger.errors import BadPosting
from marketplace.ledger.kinds import JournalKind as K

_DEBTS = ("recv:creator:", "recv:brand:")
_BEARERS = ("wallet:brand:", "held:brief:", "held:order:", "creator:reserved:", *_DEBTS, chart.dispute_loss())
_EARNED = ("creator:pending:", "creator:available:", "creator:reserved:", *_DEBTS[:1])


def dispute_opened(amount: Money) -> Posting:
    """A card's owner disputes a payment: Stripe takes it out of our balance until it is decided."""
    return posting(K.DISPUTE_OPENED, {chart.psp_dispute_hold(): amount}, {chart.psp_stripe(): amount})


def dispute_fee(amount: Money) -> Posting:
    """What Stripe charges for a dispute; below zero when it gives that back."""
    if amount.minor < 0:
        return posting(K.DISPUTE_FEE, {chart.psp_stripe(): -amount}, {chart.dispute_fees(): -amount})
    return posting(K.DISPUTE_FEE, {chart.dispute_fees(): amount}, {chart.psp_stripe(): amount})


def dispute_won(amount: Money) -> Posting:
    """The payment stands: Stripe puts it back."""
    return posting(K.DISPUTE_WON, {chart.psp_stripe(): amount}, {chart.psp_dispute_hold(): amount})


def dispute_lost(borne_by: Mapping[AccountCode, Money]) -> Posting:
    """The payment is gone. Who bears it: what is still in wallet, holds and reserve, then debts, then ourselves."""
    _must_be_one_of(_BEARERS, borne_by)
    lost = Money(sum(part.minor for part in borne_by.values()), _currency(borne_by))
    return posting(K.DISPUTE_LOST, borne_by, {chart.psp_dispute_hold(): lost})


def clawed_back(
    pool: AccountCode, taken_from: Mapping[AccountCode, Money], *, brand_fee: Money, creator_fee: Money
) -> Posting:
    """An earning, or a part, goes back to what it was paid from, with our fees on it: out of what the creator has,
    and else as a debt."""
    _must_be_one_of(_EARNED, taken_from)
    parts = {**taken_from, chart.fee_brand(): brand_fee, chart.fee_creator(): creator_fee}
    amount = Money(sum(part.minor for part in parts.values()), _currency(parts))
    return posting(K.CLAWED_BACK, parts, {pool: amount})


def debt_raised(debtor: AccountCode, owed_to: AccountCode, amount: Money) -> Posting:
    """Somebody owes us what another account has already had."""
    _must_be_one_of(_DEBTS, [debtor])
    return posting(K.DEBT_RAISED, {debtor: amount}, {owed_to: amount})


def debt_netted(debtor: AccountCode, source: AccountCode, amount: Money) -> Posting:
    """A debt, or a part of it, is paid out of what the debtor has with us."""
    _must_be_one_of(_DEBTS, [debtor])
    _must_be_one_of(("wallet:brand:", *_EARNED[:3]), [source])
    return posting(K.DEBT_NETTED, {source: amount}, {debtor: amount})


def debt_repaid(debtor: AccountCode, arrived_at: AccountCode, amount: Money) -> Posting:
    """The debtor has paid a debt, or a part of it, to Stripe or to our bank account."""
    _must_be_one_of(_DEBTS, [debtor])
    _must_be_one_of((chart.psp_stripe(), chart.bank()), [arrived_at])
    return posting(K.DEBT_REPAID, {arrived_at: amount}, {debtor: amount})


def debt_written_off(debtor: AccountCode, amount: Money) -> Posting:
    """Nobody will pay this debt: we bear it."""
    _must_be_one_of(_DEBTS, [debtor])
    return posting(K.DEBT_WRITTEN_OFF, {chart.bad_debt(): amount}, {debtor: amount})


def _must_be_one_of(beginnings: tuple[str, ...], accounts: Mapping[AccountCode, Money] | list[AccountCode]) -> None:
    for account in accounts:
        if not account.startswith(beginnings):
            raise BadPosting(f"{account} has no place in this posting")


def _currency(parts: Mapping[AccountCode, Money]) -> str:
    currencies = {part.currency for part in parts.values()}
    if len(currencies) != 1:
        raise BadPosting("a posting has one currency")
    return currencies.pop()
