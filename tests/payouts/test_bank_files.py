"""A signed batch goes to the bank in files: each payout in one, handed over once, every answer written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.base.errors import Forbidden, NotFound
from marketplace.base.ids import new_id
from marketplace.base.lifecycle import NotOpen
from marketplace.base.money import Money
from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payouts import actions as payouts
from marketplace.payouts.actions.bank_files import Proof
from marketplace.payouts.actions.sending import plan_sending
from marketplace.payouts.errands.sending import send
from marketplace.payouts.errors import (
    BankAccountNotSet,
    DetailsHaveChanged,
    FileHasChanged,
    NothingForTheBank,
    ProofNotTaken,
    ResultsDoNotFit,
    SignerNeeded,
)
from marketplace.payouts.jobs import take_up_payouts
from marketplace.payouts.models import BankFile, BankFileRow, Batch, Payout
from marketplace.payouts.statements import statement
from marketplace.payouts.states import BankFileState, BankReason, BankResult, BatchState, EarningState, PayoutState
from marketplace.work.jobs import Ticked
from marketplace.work.outbox import FactRow
from tests.builders.accounts import a_staff_member, owner_of
from tests.builders.payouts import (
    HONG_KONG,
    WorkAs,
    a_batch,
    a_creator_with_a_bank,
    a_file_at_the_bank,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    bank_files_made,
    person_behind,
    usd,
)
from tests.conftest import NOON
from tests.payouts.cast import Cast

Check = Callable[[], None]
PDF = Proof("advice.pdf", b"%PDF-1.7 the bank has paid")


@pytest.fixture
def signed(work_as: WorkAs, cast: Cast, our_bank: None) -> Batch:
    """Two creators whom the bank pays, in a batch that two people let go."""
    for name, account in (("Lin", "123456789012"), ("Wei", "555566667777")):
        creator = a_creator_with_a_bank(work_as, name, details=replace(HONG_KONG, account_number=account))
        an_earning(work_as, cast.acme, creator, usd(100_00))
        a_queued_payout(work_as, creator)
    return a_signed_batch(work_as, cast.ines, cast.jun)


def all_paid(file: BankFile) -> dict[object, None]:
    return dict.fromkeys(row.id for row in file.rows)


def test_a_file_pays_everybody_and_ends_the_batch(
    session: Session, work_as: WorkAs, cast: Cast, signed: Batch, everything_adds_up: Check
) -> None:
    file = a_file_at_the_bank(work_as, cast.ines, cast.jun, signed)
    assert {row.payout.state for row in file.rows} == {PayoutState.SENDING}
    everything_adds_up()
    with work_as(cast.jun.actor) as work:
        payouts.record_carried_out(work, file.id, proof=PDF, answers=all_paid(file))
    session.expire_all()
    assert (file.state, signed.state) == (BankFileState.CARRIED_OUT, BatchState.DONE)
    assert {(row.payout.state, row.result) for row in file.rows} == {(PayoutState.SENT, BankResult.CARRIED_OUT)}
    assert [proof.media_type for proof in file.proofs] == ["application/pdf"]
    assert balance(session, chart.bank(), "USD") == usd(-190_00)
    assert {line.earning.where for row in file.rows for line in row.payout.lines} == {EarningState.PAID_BY_BANK}
    assert session.scalar(sa.select(sa.func.count()).where(FactRow.name == "payouts.PayoutSent")) == 2
    everything_adds_up()


def test_the_stripe_worker_never_sends_what_the_bank_pays(
    session: Session, work_as: WorkAs, cast: Cast, signed: Batch
) -> None:
    assert not session.scalar(sa.select(sa.func.count()).where(FactRow.name == "payouts.PayoutDue"))
    for payout in signed.payouts:
        payout.state_since = NOON.replace(year=2025)
    session.flush()
    take_up_payouts(Ticked(due_at=NOON))
    assert not session.scalar(sa.select(sa.func.count()).where(FactRow.name == "payouts.PayoutDue"))
    for payout in signed.payouts:
        send(payout.id)  # no stand-in runs: a call would fail
        with work_as(cast.jun.actor) as work:
            assert plan_sending(work, payout.id) is None
        assert payout.attempts == []
    with pytest.raises(IntegrityError):
        session.execute(sa.update(Payout).where(Payout.id == signed.payouts[0].id).values(transfer_id="tr_1"))


def test_what_the_bank_refuses_is_available_again(
    session: Session, work_as: WorkAs, cast: Cast, signed: Batch, everything_adds_up: Check
) -> None:
    file = a_file_at_the_bank(work_as, cast.ines, cast.jun, signed)
    first, second = file.rows
    answers = {first.id: None, second.id: BankReason.AC04}
    with work_as(cast.ines.actor) as work:
        payouts.record_carried_out(work, file.id, proof=PDF, answers=answers)
    assert (first.payout.state, second.payout.state) == (PayoutState.SENT, PayoutState.RETURNED)
    assert (second.result, second.reason, second.live) == (BankResult.REFUSED, BankReason.AC04, False)
    assert balance(session, chart.creator_available(second.payout.creator_id), "USD") == usd(95_00)
    assert balance(session, chart.bank(), "USD") == usd(-95_00)
    assert session.scalar(sa.select(sa.func.count()).where(FactRow.name == "payouts.PayoutSentBack")) == 1
    everything_adds_up()
    again = a_queued_payout(work_as, second.payout.creator)
    assert again.net == usd(95_00)


def test_what_the_bank_sends_back_later_is_available_again(
    session: Session, work_as: WorkAs, cast: Cast, signed: Batch, everything_adds_up: Check
) -> None:
    file = a_file_at_the_bank(work_as, cast.ines, cast.jun, signed)
    with work_as(cast.jun.actor) as work:
        payouts.record_carried_out(work, file.id, proof=PDF, answers=all_paid(file))
    row = file.rows[0]
    with work_as(cast.ines.actor) as work:
        payouts.record_bounce(work, row.id, BankReason.BE01)
    session.expire_all()
    assert (row.payout.state, row.result, row.live) == (PayoutState.RETURNED, BankResult.RETURNED, False)
    assert balance(session, chart.bank(), "USD") == usd(-95_00)
    assert statement(session, cast.ines.actor, row.payout_id).returned_at == NOON
    everything_adds_up()
    with pytest.raises(NotOpen), work_as(cast.ines.actor) as work:
        payouts.record_bounce(work, row.id, BankReason.BE01)


def test_each_currency_has_its_own_file(work_as: WorkAs, cast: Cast, our_bank: None) -> None:
    lin = a_creator_with_a_bank(work_as)
    for currency in ("USD", "EUR"):
        an_earning(work_as, cast.acme, lin, Money(100_00, currency))
        a_queued_payout(work_as, lin, currency)
    made = bank_files_made(work_as, cast.ines, a_signed_batch(work_as, cast.ines, cast.jun))
    assert [(file.currency, str(file.total)) for file in made] == [("EUR", "95.00 EUR"), ("USD", "95.00 USD")]


def test_a_payout_is_in_one_live_file(session: Session, work_as: WorkAs, cast: Cast, signed: Batch) -> None:
    (file,) = bank_files_made(work_as, cast.ines, signed)
    with pytest.raises(NothingForTheBank):
        bank_files_made(work_as, cast.jun, signed)
    row = file.rows[0]
    names = "payout_id bank_details_id amount_minor currency country holder iban account_number bank_code bic"
    copied = {name: getattr(row, name) for name in names.split()}
    with pytest.raises(IntegrityError), work_as(cast.ines.actor) as work:
        work.session.add(BankFileRow(file_id=file.id, number=9, **copied))
    session.expire_all()
    with work_as(cast.ines.actor) as work:
        payouts.cancel_bank_file(work, file.id)
    (again,) = bank_files_made(work_as, cast.ines, signed)
    assert {row.payout_id for row in again.rows} == {row.payout_id for row in file.rows}


def test_a_file_at_the_bank_cannot_be_called_back_or_made_again(
    work_as: WorkAs, cast: Cast, signed: Batch, everything_adds_up: Check
) -> None:
    file = a_file_at_the_bank(work_as, cast.ines, cast.jun, signed)
    kim = a_staff_member(work_as, "Kim").actor
    for verb in (payouts.cancel_bank_file, payouts.hand_over_bank_file):
        with pytest.raises(NotOpen), work_as(kim) as work:
            verb(work, file.id)
    with pytest.raises(NothingForTheBank):
        bank_files_made(work_as, cast.ines, signed)
    for payout in signed.payouts:
        for verb in (payouts.give_up_payout, payouts.queue_again):
            with pytest.raises(NotOpen), work_as(cast.ines.actor) as work:
                verb(work, payout.id)
    everything_adds_up()


def test_two_people_stand_behind_a_file(session: Session, work_as: WorkAs, cast: Cast, signed: Batch) -> None:
    (file,) = bank_files_made(work_as, cast.ines, signed)
    with pytest.raises(SignerNeeded), work_as(cast.ines.actor) as work:
        payouts.hand_over_bank_file(work, file.id)
    with pytest.raises(IntegrityError):
        session.execute(sa.update(BankFile).values(handed_over_by_id=cast.ines.id))


def test_a_file_is_not_handed_over_after_somebody_changed_their_account(
    session: Session, work_as: WorkAs, cast: Cast, signed: Batch, everything_adds_up: Check
) -> None:
    (file,) = bank_files_made(work_as, cast.ines, signed)
    lin = file.rows[0].payout.creator
    with work_as(person_behind(work_as, lin).actor) as work:
        payouts.name_bank_account(work, replace(HONG_KONG, account_number="111122223333"))
    with pytest.raises(DetailsHaveChanged, match=lin.name), work_as(cast.jun.actor) as work:
        payouts.hand_over_bank_file(work, file.id)
    session.expire_all()
    assert file.state is BankFileState.MADE
    with work_as(cast.jun.actor) as work:
        payouts.cancel_bank_file(work, file.id)
    (again,) = bank_files_made(work_as, cast.ines, signed)
    assert [row.payout.creator.name for row in again.rows] == ["Wei"]  # the other cools off
    everything_adds_up()


def test_a_file_whose_rows_were_tampered_with_is_not_handed_over(
    session: Session, work_as: WorkAs, cast: Cast, signed: Batch
) -> None:
    (file,) = bank_files_made(work_as, cast.ines, signed)
    with work_as(cast.ines.actor) as work:
        work.session.execute(
            sa.update(BankFileRow).where(BankFileRow.id == file.rows[0].id).values(account_number="999999999999")
        )
    session.expire_all()
    with pytest.raises(FileHasChanged), work_as(cast.jun.actor) as work:
        payouts.hand_over_bank_file(work, file.id)


def test_without_an_account_of_ours_nothing_is_written(work_as: WorkAs, cast: Cast) -> None:
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, cast.acme, lin, usd(100_00))
    a_queued_payout(work_as, lin)
    batch = a_signed_batch(work_as, cast.ines, cast.jun)
    with pytest.raises(BankAccountNotSet, match="USD"):
        bank_files_made(work_as, cast.ines, batch)


def test_an_unsigned_batch_gives_no_file(work_as: WorkAs, cast: Cast, our_bank: None) -> None:
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, cast.acme, lin, usd(100_00))
    a_queued_payout(work_as, lin)
    with pytest.raises(NothingForTheBank):
        bank_files_made(work_as, cast.ines, a_batch(work_as, cast.ines))


@pytest.mark.parametrize("content", [b"", b"<html>", b"GIF89a", b"\x00\x01", b"%PDF-" + b"x" * 5_300_000, b"MZ,;"[:2]])
def test_a_proof_that_is_none_changes_nothing(
    session: Session, work_as: WorkAs, cast: Cast, signed: Batch, content: bytes
) -> None:
    file = a_file_at_the_bank(work_as, cast.ines, cast.jun, signed)
    answers = all_paid(file)
    with pytest.raises(ProofNotTaken), work_as(cast.jun.actor) as work:
        payouts.record_carried_out(work, file.id, proof=Proof("proof.pdf", content), answers=answers)
    session.expire_all()
    assert file.state is BankFileState.HANDED_OVER


def test_every_row_needs_an_answer(work_as: WorkAs, cast: Cast, signed: Batch) -> None:
    file = a_file_at_the_bank(work_as, cast.ines, cast.jun, signed)
    for answers in ({}, {file.rows[0].id: None}, {**all_paid(file), new_id(): None}):
        with pytest.raises(ResultsDoNotFit), work_as(cast.jun.actor) as work:
            payouts.record_carried_out(work, file.id, proof=PDF, answers=answers)


def test_only_finance_staff_handle_files(work_as: WorkAs, cast: Cast, signed: Batch) -> None:
    from marketplace.base.actor import Duty

    tess = a_staff_member(work_as, "Tess", duties=(Duty.TRUST,))
    (file,) = bank_files_made(work_as, cast.ines, signed)
    for actor in (tess.actor, owner_of(cast.acme).actor):
        with pytest.raises((Forbidden, NotFound)), work_as(actor) as work:
            payouts.make_bank_files(work, signed.id)
        with pytest.raises((Forbidden, NotFound)), work_as(actor) as work:
            payouts.hand_over_bank_file(work, file.id)
