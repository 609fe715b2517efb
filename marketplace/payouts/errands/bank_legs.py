"""Asking Stripe where creators' money is between their balance and their bank."""

from __future__ import annotations

from datetime import datetime, timedelta

from marketplace.base.actor import SYSTEM
from marketplace.base.clock import system_clock
from marketplace.gateways.current import payments
from marketplace.gateways.payments.protocol import BankPayout
from marketplace.payouts.actions.bank_legs import record_bank_leg
from marketplace.payouts.queries import payout_account_with
from marketplace.payouts.states import BankLegStatus
from marketplace.payouts.told import BankLegTold
from marketplace.work.unit import unit_of_work

LOOKED_BACK = timedelta(days=30)
"""A bank may send money back days after it has taken it."""


def check_bank_leg(external_account: str, bank_leg_id: str) -> None:
    """Asks Stripe about one way to a bank; one of an account that is none of ours is left alone."""
    if not _is_ours(external_account):
        return
    asked_at = system_clock()
    told = payments().read_bank_payout(external_account, bank_leg_id)
    _keep(told, asked_at)


def check_bank_legs(external_account: str) -> None:
    """Asks Stripe about everything that an account's balance has lately sent to its owner's bank."""
    if not _is_ours(external_account):
        return
    asked_at = system_clock()
    for told in list(payments().bank_payouts(external_account, asked_at - LOOKED_BACK)):
        _keep(told, asked_at)


def _keep(said: BankPayout, asked_at: datetime) -> None:
    told = BankLegTold(
        id=said.id,
        account=said.account or "",
        amount=said.amount,
        status=BankLegStatus(said.status),
        begun_at=said.created_at,
        arrives_at=said.arrives_at,
        asked_at=asked_at,
        failure_code=said.failure_code or "",
    )
    with unit_of_work(SYSTEM) as work:
        record_bank_leg(work, told)


def _is_ours(external_account: str) -> bool:
    with unit_of_work(SYSTEM) as work:
        return payout_account_with(work.session, external_account) is not None
