"""Files for the bank: made of a signed batch, handed over by another person, and what the bank did with them."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.forms import CodeForm
from marketplace.accounts.own_code import own_code_holds
from marketplace.base.actor import Duty, Side
from marketplace.base.documents import ENDINGS
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.payouts import queries
from marketplace.payouts.actions import (
    Proof,
    cancel_bank_file,
    hand_over_bank_file,
    make_bank_files,
    record_bounce,
    record_carried_out,
)
from marketplace.payouts.errors import SignerNeeded
from marketplace.payouts.formats.table import FORMATS
from marketplace.payouts.forms import ProofForm
from marketplace.payouts.models import BankFile
from marketplace.payouts.states import BankFileState, BankReason, BankResult
from marketplace.payouts.views.blueprint import payouts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import download
from marketplace.web.errors import status_of
from marketplace.web.pages import page, page_number
from marketplace.web.sentences import say
from marketplace.work.unit import unit_of_work


@payouts.get("/staff/payouts/bank-files")
@door(Side.STAFF, duty=Duty.FINANCE)
def bank_files() -> ResponseReturnValue:
    """Batches that wait for a file, and all files."""
    session = db.session()
    waiting = queries.waiting_for_a_file(session)
    batches = [queries.batch_seen_by(session, current_actor(), batch_id) for batch_id in waiting]
    return page(
        "payouts/bank_files.html",
        waiting=[(batch, waiting[batch.id]) for batch in batches],
        files=queries.bank_files(session, page_number()),
    )


@payouts.post("/staff/payouts/batches/<uuid:batch_id>/bank-files")
@door(Side.STAFF, duty=Duty.FINANCE)
def create_bank_files(batch_id: UUID) -> ResponseReturnValue:
    """Writes what a signed batch pays through the bank into files."""
    try:
        with unit_of_work(current_actor()) as work:
            made = len(make_bank_files(work, batch_id))
    except Refusal as refusal:
        flash(say(refusal.sentence), "error")
    else:
        flash(_("%(count)s bank files are made. Somebody else hands them over.", count=made), "success")
    return redirect(url_for(".bank_files"), 303)


@payouts.get("/staff/payouts/bank-files/<uuid:bank_file_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def bank_file(bank_file_id: UUID) -> ResponseReturnValue:
    """One file, row by row."""
    return _page(bank_file_id, CodeForm(formdata=None), ProofForm(formdata=None))


@payouts.get("/staff/payouts/bank-files/<uuid:bank_file_id>/content")
@door(Side.STAFF, duty=Duty.FINANCE)
def bank_file_content(bank_file_id: UUID) -> ResponseReturnValue:
    """The file as the bank gets it, once two people have let it go."""
    file = queries.bank_file_seen_by(db.session(), current_actor(), bank_file_id)
    if file.state in {BankFileState.MADE, BankFileState.CANCELLED}:
        flash(_("A file can be fetched for the bank once a second person has handed it over."), "warning")
        return redirect(url_for(".bank_file", bank_file_id=bank_file_id), 303)
    written = FORMATS[file.format]
    return download(file.content.encode(), f"meadow-{file.code}.{written.ending}", written.media_type)


@payouts.post("/staff/payouts/bank-files/<uuid:bank_file_id>/hand-over")
@door(Side.STAFF, duty=Duty.FINANCE)
def hand_over(bank_file_id: UUID) -> ResponseReturnValue:
    """A second person lets the file go to the bank, with a fresh code of their authenticator app."""
    form = CodeForm()
    if _file(bank_file_id).made_by_id == current_actor().person_id:
        form.refuse(SignerNeeded())
        return _page(bank_file_id, form, ProofForm(formdata=None)), 422
    if not own_code_holds(current_actor(), form):
        return _page(bank_file_id, form, ProofForm(formdata=None)), 422
    try:
        with unit_of_work(current_actor()) as work:
            hand_over_bank_file(work, bank_file_id)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(bank_file_id, form, ProofForm(formdata=None)), status_of(refusal)
    flash(_("Handed over. Fetch the file and give it to the bank; it cannot be called back."), "success")
    return redirect(url_for(".bank_file", bank_file_id=bank_file_id), 303)


@payouts.post("/staff/payouts/bank-files/<uuid:bank_file_id>/cancellation")
@door(Side.STAFF, duty=Duty.FINANCE)
def cancel_file(bank_file_id: UUID) -> ResponseReturnValue:
    """Throws a file away that the bank never saw."""
    with unit_of_work(current_actor()) as work:
        cancel_bank_file(work, bank_file_id)
    flash(_("The file is cancelled. Its payouts wait for another."), "success")
    return redirect(url_for(".bank_files"), 303)


@payouts.post("/staff/payouts/bank-files/<uuid:bank_file_id>/results")
@door(Side.STAFF, duty=Duty.FINANCE)
def file_results(bank_file_id: UUID) -> ResponseReturnValue:
    """Writes down what the bank did with every row, with its proof."""
    form, file = ProofForm(), _file(bank_file_id)
    sent = request.files.get("proof")
    if not form.validate() or sent is None:
        return _page(bank_file_id, CodeForm(formdata=None), form), 422
    said = {row.id: request.form.get(f"answer-{row.id}", "") for row in file.rows}
    answers = {row_id: BankReason(word) if word in set(BankReason) else None for row_id, word in said.items()}
    try:
        with unit_of_work(current_actor()) as work:
            proof = Proof(sent.filename or "proof", sent.read())
            record_carried_out(work, bank_file_id, proof=proof, answers=answers)
    except Refusal as refusal:
        form.refuse(refusal, "proof")
        return _page(bank_file_id, CodeForm(formdata=None), form), status_of(refusal)
    flash(_("Written down. Creators are told."), "success")
    return redirect(url_for(".bank_file", bank_file_id=bank_file_id), 303)


@payouts.post("/staff/payouts/bank-files/<uuid:bank_file_id>/rows/<uuid:row_id>/bounce")
@door(Side.STAFF, duty=Duty.FINANCE)
def bounce(bank_file_id: UUID, row_id: UUID) -> ResponseReturnValue:
    """The bank sent a payment back that it had carried out."""
    word = request.form.get("reason", "")
    reason = BankReason(word) if word in set(BankReason) else BankReason.MS03
    with unit_of_work(current_actor()) as work:
        record_bounce(work, row_id, reason)
    flash(_("Written down. The earnings are available again, and the creator is told."), "success")
    return redirect(url_for(".bank_file", bank_file_id=bank_file_id), 303)


@payouts.get("/staff/payouts/bank-proofs/<uuid:proof_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def bank_proof(proof_id: UUID) -> ResponseReturnValue:
    """A proof of the bank, as a file to keep and never as a page."""
    proof = queries.proof_seen_by(db.session(), current_actor(), proof_id)
    return download(proof.content, f"proof-{proof.id}.{ENDINGS[proof.media_type]}", proof.media_type)


def _file(bank_file_id: UUID) -> BankFile:
    return queries.bank_file_seen_by(db.session(), current_actor(), bank_file_id)


def _page(bank_file_id: UUID, form: CodeForm, proof: ProofForm) -> str:
    file = _file(bank_file_id)
    return page(
        "payouts/bank_file.html",
        file=file,
        form=form,
        proof=proof,
        people=queries.names_behind(db.session(), file),
        may_sign=file.made_by_id != current_actor().person_id,
        State=BankFileState,
        Result=BankResult,
        reasons=list(BankReason),
    )
