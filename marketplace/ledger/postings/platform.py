"""The platform's own money: at Stripe and at its bank, its fees, its taxes, and what nobody has explained yet."""

from __future__ import annotations

from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.chart import AccountCode
from marketplace.ledger.content import Posting, posting
from marketplace.ledger.kinds import JournalKind as K


def stripe_fee(fee: Money) -> Posting:
    """What Stripe kept for itself; below zero when it gave something back."""
    return _either_way(K.STRIPE_FEE, chart.psp_fees(), chart.psp_stripe(), fee)


def withdrawal_begun(amount: Money) -> Posting:
    """Stripe pays out to our own bank account."""
    return posting(K.WITHDRAWAL_BEGUN, {chart.psp_in_transit(): amount}, {chart.psp_stripe(): amount})


def withdrawal_arrived(amount: Money) -> Posting:
    """Our bank account has what Stripe paid out."""
    return posting(K.WITHDRAWAL_ARRIVED, {chart.bank(): amount}, {chart.psp_in_transit(): amount})


def withdrawal_failed(amount: Money) -> Posting:
    """Our bank did not take what Stripe paid out: it is back in our balance there."""
    return posting(K.WITHDRAWAL_FAILED, {chart.psp_stripe(): amount}, {chart.psp_in_transit(): amount})


def vat_on_fee(fee_account: AccountCode, vat: Money) -> Posting:
    """The part of a fee that is VAT belongs to the state; below zero when the fee was given back."""
    return _either_way(K.VAT_ON_FEE, fee_account, chart.tax_vat(), vat)


def tax_remitted(tax_account: AccountCode, amount: Money) -> Posting:
    """The state has been paid what we kept for it."""
    return posting(K.TAX_REMITTED, {tax_account: amount}, {chart.bank(): amount})


def converted_from(account: AccountCode, amount: Money) -> Posting:
    """One half of a conversion: what leaves this currency. The other half is a journal in the other one."""
    return posting(K.CONVERSION, {chart.fx(): amount}, {account: amount})


def converted_into(account: AccountCode, amount: Money) -> Posting:
    """The other half of a conversion: what enters this currency."""
    return posting(K.CONVERSION, {account: amount}, {chart.fx(): amount})


def unexplained(change: Money) -> Posting:
    """Stripe's balance changed and nobody knows why yet; below zero when it fell."""
    return _either_way(K.UNEXPLAINED, chart.psp_stripe(), chart.suspense(), change)


def adjustment(account: AccountCode, change: Money) -> Posting:
    """Unexplained money is put where it belongs; below zero when it was money that had gone."""
    return _either_way(K.ADJUSTMENT, chart.suspense(), account, change)


def _either_way(kind: K, grows: AccountCode, shrinks: AccountCode, change: Money) -> Posting:
    if change.minor < 0:
        return posting(kind, {shrinks: -change}, {grows: -change})
    return posting(kind, {grows: change}, {shrinks: change})
