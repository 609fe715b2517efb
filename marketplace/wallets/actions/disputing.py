"""The bank of whoever paid a top-up takes money back, hears us, and decides who keeps it."""

from __future__ import annotations

from uuid import UUID

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.ids import BrandId, ChargebackId
from marketplace.ledger import chart
from marketplace.ledger.actions import book, lock_account
from marketplace.ledger.postings.debts import dispute_fee, dispute_lost, dispute_opened, dispute_won
from marketplace.wallets.errors import AnswerMissing
from marketplace.wallets.events import ChargebackAnswered, ChargebackDecided, ChargebackOpened
from marketplace.wallets.models import Chargeback, TopUp
from marketplace.wallets.queries import chargeback_of_dispute, chargeback_seen_by
from marketplace.wallets.states import UNDECIDED, ChargebackState
from marketplace.wallets.told import ChangeTold, DisputeTold
from marketplace.work.unit import Work

MOST_IN_AN_ANSWER = 20_000
"""Characters that Stripe takes."""


def record_dispute(work: Work, top_up_id: UUID, told: DisputeTold) -> Chargeback:
    """Keeps a dispute as Stripe tells it now, and books what moved because of it. Bears repetition and disorder.

    What is lost is taken from the wallet; what the brand has spent of it already it owes.
    """
    # Whoever hears of the same dispute at the same moment waits here.
    top_up = work.session.get_one(TopUp, top_up_id, with_for_update=True)
    found = chargeback_of_dispute(work.session, told.id, lock=True)
    chargeback = found or _opened(work, top_up, told)
    for change in told.changes:
        _book_change(work, chargeback, change)
    _follow(work, chargeback, told)
    return chargeback


def answer_bank(work: Work, chargeback_id: UUID, *, text: str) -> Chargeback:
    """Somebody writes to the payer's bank; it is handed in once. Raises AnswerMissing, or NotOpen for a second one."""
    must_be_finance(work.actor)
    chargeback = chargeback_seen_by(work.session, work.actor, chargeback_id, lock=True)
    if not 0 < len(text.strip()) <= MOST_IN_AN_ANSWER:
        raise AnswerMissing(most=MOST_IN_AN_ANSWER)
    chargeback.move("answer", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    chargeback.answer, chargeback.answered_by_id = text.strip(), work.actor.person_id
    work.announce(ChargebackAnswered(chargeback_id=ChargebackId(chargeback.id)))
    return chargeback


def record_answer(work: Work, chargeback_id: UUID) -> Chargeback:
    """The answer is with the bank."""
    chargeback = chargeback_seen_by(work.session, work.actor, chargeback_id, lock=True)
    if chargeback.state in (ChargebackState.OPEN, ChargebackState.ANSWERING):
        chargeback.move("hand_in", by=Side.SYSTEM, at=work.now)
    return chargeback


def _opened(work: Work, top_up: TopUp, told: DisputeTold) -> Chargeback:
    chargeback = Chargeback(
        dispute_id=told.id,
        brand_id=top_up.brand_id,
        top_up_id=top_up.id,
        currency=told.amount.currency,
        amount_minor=told.amount.minor,
        held_minor=0,
        fee_minor=0,
        borne_minor=0,
        reason=told.reason,
        opened_at=told.opened_at,
        answer_by=told.answer_by,
    )
    work.session.add(chargeback)
    chargeback.begin(at=work.now)
    work.session.flush()
    work.announce(ChargebackOpened(chargeback_id=ChargebackId(chargeback.id), brand_id=BrandId(top_up.brand_id)))
    return chargeback


def _book_change(work: Work, chargeback: Chargeback, change: ChangeTold) -> None:
    """Books one change of our balance; the key names it, so that it is booked once."""
    key = f"chargeback:{chargeback.id}:{{}}:{change.id}"
    if change.amount.minor < 0:
        book(work, dispute_opened(-change.amount), key=key.format("taken"))
    elif change.amount:
        book(work, dispute_won(change.amount), key=key.format("given_back"))
    if change.fee:
        book(work, dispute_fee(change.fee), key=key.format("fee"))


def _follow(work: Work, chargeback: Chargeback, told: DisputeTold) -> None:
    if chargeback.state not in UNDECIDED:
        return
    chargeback.held_minor = min(told.taken, chargeback.amount_minor)
    chargeback.fee_minor = told.fees
    chargeback.answer_by = told.answer_by
    if told.is_answered and chargeback.state is not ChargebackState.ANSWERED:
        chargeback.move("hand_in", by=Side.SYSTEM, at=work.now)
    if told.is_won and told.given_back >= told.taken:
        chargeback.move("win", by=Side.SYSTEM, at=work.now)
    elif told.is_lost:
        chargeback.move("lose", by=Side.SYSTEM, at=work.now)
        _bear(work, chargeback)
    else:
        return
    work.announce(
        ChargebackDecided(
            chargeback_id=ChargebackId(chargeback.id),
            brand_id=BrandId(chargeback.brand_id),
            won=chargeback.state is ChargebackState.WON,
        )
    )


def _bear(work: Work, chargeback: Chargeback) -> None:
    """What is in the wallet bears it; the rest has been spent, and the brand owes it."""
    lost = chargeback.held
    if not lost:
        return
    wallet = chart.wallet(chargeback.brand_id)
    there = min(lost, lock_account(work, wallet, lost.currency).amount)
    borne = {wallet: there, chart.owed_by_brand(chargeback.brand_id): lost - there}
    said = dispute_lost({account: part for account, part in borne.items() if part})
    book(work, said, key=f"chargeback:{chargeback.id}:lost")
    chargeback.borne_minor = there.minor
