"""Disputes: a payer's bank takes money back at once, hears both sides, and gives it back or keeps it."""

from __future__ import annotations

from standins.payments.call import Call
from standins.payments.errors import ApiError, no_such
from standins.payments.events import Cause, tell
from standins.payments.identifiers import new_id
from standins.payments.money import OUTSIDE, Rules, post
from standins.payments.reading import Fields, Flag, Metadata, Text, lists, takes
from standins.payments.showing import page, shown
from standins.payments.store import Document, Transaction

REASONS = (
    "bank_cannot_process",
    "credit_not_processed",
    "duplicate",
    "fraudulent",
    "general",
    "product_not_received",
    "product_unacceptable",
    "unrecognized",
)
_OPEN = ("needs_response", "warning_needs_response")
_WORDS = (
    "access_activity_log",
    "billing_address",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_tracking_number",
    "uncategorized_text",
)
_FILES = (
    "cancellation_policy",
    "customer_communication",
    "customer_signature",
    "duplicate_charge_documentation",
    "receipt",
    "refund_policy",
    "service_documentation",
    "shipping_documentation",
    "uncategorized_file",
)
_DECIDES = {"winning_evidence": "dispute_won", "losing_evidence": "dispute_lost"}
"""Words of evidence by which Stripe's test mode decides; other words leave it to the control address."""

RETRIEVE = CLOSE = takes()
LIST = lists(charge=Text(), payment_intent=Text())
UPDATE = takes(
    evidence=Fields({name: Text(longest=20_000, may_be_empty=True) for name in _WORDS}),
    metadata=Metadata(),
    submit=Flag(),
)


def retrieve(call: Call) -> Document:
    """A dispute as it is now."""
    return _dispute(call)


def list_disputes(call: Call) -> Document:
    """Disputes, newest first; those of one charge or payment when asked for."""
    filters = {name: call.params.get(name) for name in ("charge", "payment_intent")}
    return page(call.tx, "dispute", "/v1/disputes", call.params, filters, call.account)


def update(call: Call) -> Document:
    """Hand in evidence; it goes to the bank unless `submit` is false, and then nothing more can be handed in."""
    tx, dispute, params = call.tx, _dispute(call), call.params
    if dispute["status"] not in _OPEN:
        raise ApiError(400, f"This dispute is already {dispute['status']}; nothing more can be handed in.")
    dispute["metadata"] |= params.get("metadata", {})
    given = params.get("evidence", {})
    dispute["evidence"] |= {name: text or None for name, text in given.items()}
    details = dispute["evidence_details"]
    details["has_evidence"] = any(dispute["evidence"][name] for name in _WORDS)
    if params.get("submit", True) and given:
        details |= {"submission_count": details["submission_count"] + 1, "submission_method": "manual"}
        dispute["status"] = "under_review"
        decided = _DECIDES.get(str(dispute["evidence"]["uncategorized_text"]))
        if decided:
            tx.remind(tx.now + call.rules.dispute_decided_after_seconds, decided, dispute["id"])
    tx.save(dispute)
    tell(tx, "charge.dispute.updated", dispute, call.cause, account=call.account)
    return dispute


def close(call: Call) -> Document:
    """Give in: the dispute is lost."""
    dispute = _dispute(call)
    if dispute["status"] not in _OPEN:
        raise ApiError(400, f"This dispute is already {dispute['status']}.")
    return lose(call.tx, dispute, call.cause)


def open_dispute(
    tx: Transaction, charge: Document, rules: Rules, *, reason: str, amount: int | None = None
) -> Document:
    """A payer's bank opens a dispute: the money and a fee leave the balance at once, even when it is not there."""
    account, cause, id = tx.owner(charge["id"]), Cause(), new_id("du_")
    amount = amount or charge["amount"] - charge["amount_refunded"]
    taken = _moved(tx, account, id, charge, -amount, "dispute", fee=rules.dispute_fee)
    due_by = tx.second + rules.dispute_evidence_within_seconds
    dispute = tx.add(
        {
            "id": id,
            "object": "dispute",
            "amount": amount,
            "balance_transactions": [shown(tx, taken)],
            "charge": charge["id"],
            "created": tx.second,
            "currency": charge["currency"],
            "enhanced_eligibility_types": [],
            "evidence": dict.fromkeys((*_WORDS, *_FILES)) | {"enhanced_evidence": {}},
            "evidence_details": {
                "due_by": due_by,
                "enhanced_eligibility": {},
                "has_evidence": False,
                "past_due": False,
                "submission_count": 0,
                "submission_method": "not_submitted",
            },
            "is_charge_refundable": False,
            "livemode": False,
            "metadata": {},
            "payment_intent": charge["payment_intent"],
            "reason": reason,
            "status": "needs_response",
        },
        account=account,
    )
    tx.save({**charge, "disputed": True})
    tx.remind(due_by, "dispute_evidence_due", id)
    tell(tx, "charge.dispute.created", dispute, cause, account=account)
    tell(tx, "charge.dispute.funds_withdrawn", dispute, cause, account=account)
    return dispute


def win(tx: Transaction, dispute: Document, cause: Cause) -> Document:
    """The bank decides for the account: the money comes back, the fee does not."""
    account, charge = tx.owner(dispute["id"]), tx.find(dispute["charge"])
    assert charge is not None
    back = _moved(tx, account, dispute["id"], charge, dispute["amount"], "dispute_reversal")
    dispute["balance_transactions"].append(shown(tx, back))
    closed = _closed(tx, dispute, "won", cause)
    tell(tx, "charge.dispute.funds_reinstated", closed, cause, account=account)
    return closed


def lose(tx: Transaction, dispute: Document, cause: Cause) -> Document:
    """The bank decides for the payer: what was taken stays away."""
    return _closed(tx, dispute, "lost", cause)


def is_open(dispute: Document) -> bool:
    """Whether it has not been decided."""
    return dispute["status"] not in ("won", "lost")


def awaits_evidence(dispute: Document) -> bool:
    """Whether nothing has been sent to the bank yet."""
    return dispute["status"] in _OPEN


def _closed(tx: Transaction, dispute: Document, status: str, cause: Cause) -> Document:
    closed = {**dispute, "status": status}
    tx.save(closed)
    tell(tx, "charge.dispute.closed", closed, cause, account=tx.owner(dispute["id"]))
    return closed


def _moved(
    tx: Transaction, account: str, id: str, charge: Document, amount: int, category: str, fee: int = 0
) -> Document:
    return post(
        tx,
        account=account,
        kind="adjustment",
        category=category,
        amount=amount,
        currency=charge["currency"],
        source=id,
        against=OUTSIDE,
        fee=fee,
        description=f"Chargeback {'withdrawal' if amount < 0 else 'reversal'} for {charge['id']}",
    )


def _dispute(call: Call) -> Document:
    found = call.tx.find(call.path["id"], "dispute", call.account)
    if found is None:
        raise no_such("dispute", call.path["id"], "dispute")
    return found
