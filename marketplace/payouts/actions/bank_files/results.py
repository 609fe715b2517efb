"""What the bank did with a file: carried out, refused, or sent back later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.documents import media_type_of
from marketplace.base.errors import NotFound
from marketplace.base.ids import BankFileId, CreatorId, PayoutId
from marketplace.ledger.actions import book
from marketplace.ledger.postings.payouts import payout_returned_by_bank, payout_sent_to_bank
from marketplace.payouts.actions.batching import give_back
from marketplace.payouts.actions.sending import finish_batch
from marketplace.payouts.errors import ProofNotTaken, ResultsDoNotFit
from marketplace.payouts.events import BankFileCarriedOut, PayoutSent, PayoutSentBack
from marketplace.payouts.models import BankFile, BankFileProof, BankFileRow, Payout
from marketplace.payouts.queries import bank_file_seen_by
from marketplace.payouts.states import BankReason, BankResult
from marketplace.work.unit import Work

BankAnswer = BankReason | None
"""What a bank says of one payment: why it was not carried out, or nothing when it was."""


@dataclass(frozen=True)
class Proof:
    """What somebody uploads to show that the bank has carried out a file."""

    name: str
    content: bytes


def record_carried_out(work: Work, bank_file_id: UUID, *, proof: Proof, answers: Mapping[UUID, BankAnswer]) -> BankFile:
    """Writes down, with a proof, what the bank did with every row of a file: paid payouts are sent, others given back.

    Raises ProofNotTaken, and ResultsDoNotFit unless there is an answer for each row.
    """
    must_be_finance(work.actor)
    file = bank_file_seen_by(work.session, work.actor, bank_file_id, lock=True)
    file.move("carry_out", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    if set(answers) != {row.id for row in file.rows}:
        raise ResultsDoNotFit()
    _keep(work, file, proof)
    rows = sorted(file.rows, key=lambda row: row.payout_id)
    _lock_payouts(work, rows)
    for row in rows:
        reason = answers[row.id]
        if reason is None:
            _paid(work, row)
        else:
            _refused(work, row, reason)
    work.announce(BankFileCarriedOut(bank_file_id=BankFileId(file.id)))
    finish_batch(work, rows[0].payout)
    return file


def record_bounce(work: Work, row_id: UUID, reason: BankReason) -> BankFileRow:
    """The bank sent back a payment that it had carried out: the money is ours again, the earnings are available."""
    must_be_finance(work.actor)
    found = work.session.get(BankFileRow, row_id)
    if found is None:
        raise NotFound()
    bank_file_seen_by(work.session, work.actor, found.file_id, lock=True)
    _lock_payouts(work, [found])
    work.session.refresh(found)
    payout = found.payout
    payout.move("bounce", by=Side.STAFF, at=work.now, person_id=work.actor.person_id, why=reason.value)
    book(work, payout_returned_by_bank(payout.id, payout.net), key=f"payout:{payout.id}:bank_returned")
    _given_back(work, found, BankResult.RETURNED, reason)
    return found


def _paid(work: Work, row: BankFileRow) -> None:
    payout = row.payout
    payout.move("carry_out", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    payout.sent_at, payout.external_account, payout.problem = work.now, row.masked, ""
    _end(work, row, BankResult.CARRIED_OUT, None)
    book(work, payout_sent_to_bank(payout.id, payout.net), key=f"payout:{payout.id}:sent")
    work.announce(
        PayoutSent(
            payout_id=PayoutId(payout.id),
            creator_id=CreatorId(payout.creator_id),
            net_minor=payout.net_minor,
            currency=payout.currency,
        )
    )


def _refused(work: Work, row: BankFileRow, reason: BankReason) -> None:
    row.payout.move("refuse", by=Side.STAFF, at=work.now, person_id=work.actor.person_id, why=reason.value)
    _given_back(work, row, BankResult.REFUSED, reason)


def _given_back(work: Work, row: BankFileRow, result: BankResult, reason: BankReason) -> None:
    _end(work, row, result, reason)
    row.live = False
    give_back(work, row.payout)
    work.announce(
        PayoutSentBack(
            payout_id=PayoutId(row.payout_id), creator_id=CreatorId(row.payout.creator_id), reason=reason.value
        )
    )


def _end(work: Work, row: BankFileRow, result: BankResult, reason: BankReason | None) -> None:
    row.result, row.reason = result, reason
    row.result_at, row.result_by_id = work.now, work.actor.person_id


def _keep(work: Work, file: BankFile, proof: Proof) -> None:
    media_type = media_type_of(proof.content)
    if media_type is None:
        raise ProofNotTaken()
    work.session.add(
        BankFileProof(
            file_id=file.id,
            name=proof.name[:200],
            media_type=media_type,
            content=proof.content,
            content_hash=sha256(proof.content).hexdigest(),
            uploaded_by_id=work.actor.person_id,
            uploaded_at=work.now,
        )
    )


def _lock_payouts(work: Work, rows: list[BankFileRow]) -> None:
    work.session.scalars(
        sa.select(Payout)
        .where(Payout.id.in_([row.payout_id for row in rows]))
        .order_by(Payout.id)
        .with_for_update(of=Payout)
        .execution_options(populate_existing=True)
    ).all()
