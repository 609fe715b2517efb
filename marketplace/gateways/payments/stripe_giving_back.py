"""Giving back through Stripe: refunds, and disputes that payers' banks open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from marketplace.base.money import Money
from marketplace.gateways.payments.stripe_connection import (
    MOST_PER_PAGE,
    StripeConnection,
    at,
    at_stripe,
    balance_if_opened,
    balance_transaction,
    between,
    id_of,
    money,
    translated,
    words,
)
from marketplace.gateways.payments.things import Dispute, Refund

_BALANCES = ["balance_transaction", "failure_balance_transaction"]


class StripeGivingBack(StripeConnection):
    """Money that goes back to those who paid."""

    def refund(self, *, payment: str, amount: Money, metadata: Mapping[str, str], key: str) -> Refund:
        """Gives back a payment or a part of it. Raises NotEnoughFunds, too."""
        params: Any = {
            "payment_intent": payment,
            "amount": at_stripe(amount),
            "metadata": dict(metadata),
            "expand": _BALANCES,
        }
        with translated():
            return _refund(self._client.v1.refunds.create(params, {"idempotency_key": key}))

    def read_refund(self, refund_id: str) -> Refund:
        """A refund as it is now."""
        with translated():
            params: Any = {"expand": _BALANCES}
            return _refund(self._client.v1.refunds.retrieve(refund_id, params))

    def find_refunds(self, payment: str) -> Sequence[Refund]:
        """Every refund ever made of a payment, newest first."""
        params: Any = {
            "payment_intent": payment,
            "limit": MOST_PER_PAGE,
            "expand": [f"data.{name}" for name in _BALANCES],
        }
        with translated():
            return [_refund(one) for one in self._client.v1.refunds.list(params).auto_paging_iter()]

    def read_dispute(self, dispute_id: str) -> Dispute:
        """A dispute as it is now."""
        with translated():
            return _dispute(self._client.v1.disputes.retrieve(dispute_id))

    def disputes(self, since: datetime) -> Iterator[Dispute]:
        """Disputes opened since then, newest first."""
        params: Any = between(since)
        with translated():
            for one in self._client.v1.disputes.list(params).auto_paging_iter():
                yield _dispute(one)

    def submit_evidence(self, dispute_id: str, *, text: str, key: str) -> Dispute:
        """Sends what we have to say to the payer's bank. It can be sent once."""
        params: Any = {"evidence": {"uncategorized_text": text}, "submit": True}
        with translated():
            return _dispute(self._client.v1.disputes.update(dispute_id, params, {"idempotency_key": key}))


def _refund(one: Any) -> Refund:
    return Refund(
        id=one.id,
        payment=id_of(one.payment_intent),
        charge=id_of(one.charge),
        amount=money(one.amount, one.currency),
        status=one.status,
        created_at=at(one.created),
        failure=getattr(one, "failure_reason", None),
        balance=balance_if_opened(one.balance_transaction),
        failure_balance=balance_if_opened(getattr(one, "failure_balance_transaction", None)),
        metadata=words(one.metadata),
    )


def _dispute(one: Any) -> Dispute:
    due_by = one.evidence_details.due_by
    return Dispute(
        id=one.id,
        charge=str(id_of(one.charge)),
        payment=id_of(one.payment_intent),
        amount=money(one.amount, one.currency),
        status=one.status,
        reason=one.reason,
        created_at=at(one.created),
        evidence_due_at=at(due_by) if due_by else None,
        is_evidence_submitted=one.evidence_details.submission_count > 0,
        balance=tuple(balance_transaction(change) for change in one.balance_transactions),
    )
