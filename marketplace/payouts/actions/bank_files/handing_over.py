"""A second person signs a bank file. From then on a bank may have it: it never changes and is never written anew."""

from __future__ import annotations

from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.ids import BankFileId
from marketplace.payouts.errors import DetailsHaveChanged, FileHasChanged, SignerNeeded
from marketplace.payouts.events import BankFileHandedOver
from marketplace.payouts.formats.table import FORMATS, hash_of
from marketplace.payouts.models import BankFile, Payout, PayoutAccount
from marketplace.payouts.queries import bank_file_seen_by
from marketplace.work.unit import Work


def hand_over_bank_file(work: Work, bank_file_id: UUID) -> BankFile:
    """A second person lets a file go to the bank; its payouts are on their way.

    Raises SignerNeeded for its maker, DetailsHaveChanged when somebody named another account since, FileHasChanged
    when the rows no longer say what was made.
    """
    must_be_finance(work.actor)
    file = bank_file_seen_by(work.session, work.actor, bank_file_id, lock=True)
    if file.made_by_id == work.actor.person_id:
        raise SignerNeeded()
    file.move("hand_over", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    file.handed_over_by_id, file.handed_over_at = work.actor.person_id, work.now
    payouts = _payouts_of(work, file)
    _must_be_what_was_made(file)
    _must_still_be_theirs(work, file)
    for payout in payouts:
        payout.move("hand_over", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    work.announce(BankFileHandedOver(bank_file_id=BankFileId(file.id)))
    return file


def _payouts_of(work: Work, file: BankFile) -> list[Payout]:
    return list(
        work.session.scalars(
            sa.select(Payout)
            .where(Payout.id.in_([row.payout_id for row in file.rows]))
            .order_by(Payout.id)
            .with_for_update(of=Payout)
            .execution_options(populate_existing=True)
        )
    )


def _must_be_what_was_made(file: BankFile) -> None:
    if {hash_of(file.content), hash_of(FORMATS[file.format].write(file.says))} != {file.content_hash}:
        raise FileHasChanged()


def _must_still_be_theirs(work: Work, file: BankFile) -> None:
    accounts = {
        account.creator_id: account
        for account in work.session.scalars(
            sa.select(PayoutAccount)
            .where(PayoutAccount.creator_id.in_([row.payout.creator_id for row in file.rows]))
            .order_by(PayoutAccount.id)
            .with_for_update(of=PayoutAccount)
            .execution_options(populate_existing=True)
        )
    }
    for row in file.rows:
        if accounts[row.payout.creator_id].bank_details_id != row.bank_details_id:
            raise DetailsHaveChanged(name=row.payout.creator.name)
