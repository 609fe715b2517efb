"""Reads: files for the bank."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from marketplace.accounts.models import Person
from marketplace.base.actor import Actor, Duty, Side
from marketplace.base.errors import NotFound
from marketplace.base.paging import Page
from marketplace.payouts.countries import Rail
from marketplace.payouts.models import BankFile, BankFileProof, BankFileRow, Batch, Payout
from marketplace.payouts.states import BankFileState, PayoutState
from marketplace.work.locking import locked


def bank_file_seen_by(session: Session, actor: Actor, bank_file_id: UUID, *, lock: bool = False) -> BankFile:
    """A bank file as finance staff and the system see it. Raises NotFound for everybody else."""
    found = session.scalar(locked(sa.select(BankFile).where(BankFile.id == bank_file_id), BankFile, lock))
    if found is None or not (actor.side is Side.SYSTEM or actor.on_duty(Duty.FINANCE)):
        raise NotFound()
    return found


def bank_files(session: Session, page: int, *, size: int = 50) -> Page[BankFile]:
    """Bank files: those that wait for somebody first, then the newest."""
    total = session.scalar(sa.select(sa.func.count()).select_from(BankFile)) or 0
    waits = sa.case((BankFile.state.in_([BankFileState.MADE, BankFileState.HANDED_OVER]), 0), else_=1)
    rows = session.scalars(
        sa.select(BankFile)
        .options(selectinload(BankFile.rows))
        .order_by(waits, BankFile.made_at.desc(), BankFile.id.desc())
        .offset((page - 1) * size)
        .limit(size)
    ).all()
    return Page(rows, page, size, total)


def bank_files_of(session: Session, batch: Batch) -> Sequence[BankFile]:
    """The files that were made of a batch, oldest first."""
    return session.scalars(
        sa.select(BankFile).where(BankFile.batch_id == batch.id).order_by(BankFile.made_at, BankFile.currency)
    ).all()


def waiting_for_a_file(session: Session) -> dict[UUID, int]:
    """Signed batches -> how many of their payouts are paid by the bank and are in no file yet."""
    in_a_file = sa.exists().where(BankFileRow.payout_id == Payout.id, BankFileRow.live)
    rows = session.execute(
        sa.select(Payout.batch_id, sa.func.count())
        .where(Payout.state == PayoutState.SIGNED, Payout.rail == Rail.BANK_FILE, sa.not_(in_a_file))
        .group_by(Payout.batch_id)
    )
    return {batch_id: count for batch_id, count in rows if batch_id is not None}


def proof_seen_by(session: Session, actor: Actor, proof_id: UUID) -> BankFileProof:
    """A proof of the bank as finance staff see it. Raises NotFound for everybody else."""
    found = session.get(BankFileProof, proof_id)
    if found is None or not actor.on_duty(Duty.FINANCE):
        raise NotFound()
    return found


def names_behind(session: Session, file: BankFile) -> dict[UUID, Person]:
    """Who made and who handed over a file."""
    ids = [person_id for person_id in (file.made_by_id, file.handed_over_by_id) if person_id]
    return {person.id: person for person in session.scalars(sa.select(Person).where(Person.id.in_(ids)))}
