"""A signed batch becomes files for the bank, one for each currency."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from uuid import UUID

import sqlalchemy as sa

from marketplace.accounts.policy import must_be_finance
from marketplace.base.actor import Side
from marketplace.base.clock import add_working_days
from marketplace.base.ids import BankFileId
from marketplace.payouts.countries import Rail
from marketplace.payouts.errors import BankAccountNotSet, NothingForTheBank
from marketplace.payouts.events import BankFileMade
from marketplace.payouts.formats.table import FORMATS, hash_of
from marketplace.payouts.models import BankDetails, BankFile, BankFileRow, Batch, Payout
from marketplace.payouts.queries import accounts_of, bank_file_seen_by, batch_seen_by
from marketplace.payouts.states import PayoutState
from marketplace.settings import BankSettings, settings
from marketplace.work.unit import Work


def make_bank_files(work: Work, batch_id: UUID) -> list[BankFile]:
    """Writes what a signed batch pays through the bank into files; what is in one already, or cools off, is left out.

    Raises NothingForTheBank when nothing is left, BankAccountNotSet for a currency without an account of ours.
    """
    must_be_finance(work.actor)
    batch = batch_seen_by(work.session, work.actor, batch_id, lock=True)
    going = _payable(work, _waiting(work, batch))
    if not going:
        raise NothingForTheBank()
    made = [
        _written(work, batch, currency, list(rows))
        for currency, rows in groupby(going, key=lambda pair: pair[0].currency)
    ]
    for file in made:
        work.announce(BankFileMade(bank_file_id=BankFileId(file.id)))
    return made


def cancel_bank_file(work: Work, bank_file_id: UUID) -> BankFile:
    """A file that the bank never saw is thrown away; its payouts can go into another."""
    must_be_finance(work.actor)
    file = bank_file_seen_by(work.session, work.actor, bank_file_id, lock=True)
    file.move("cancel", by=Side.STAFF, at=work.now, person_id=work.actor.person_id)
    for row in file.rows:
        row.live = False
    work.session.flush()
    return file


def _waiting(work: Work, batch: Batch) -> Sequence[Payout]:
    in_a_file = sa.exists().where(BankFileRow.payout_id == Payout.id, BankFileRow.live)
    return work.session.scalars(
        sa.select(Payout)
        .where(
            Payout.batch_id == batch.id,
            Payout.state == PayoutState.SIGNED,
            Payout.rail == Rail.BANK_FILE,
            sa.not_(in_a_file),
        )
        .order_by(Payout.currency, Payout.id)
        .with_for_update(of=Payout)
        .execution_options(populate_existing=True)
    ).all()


def _payable(work: Work, payouts: Sequence[Payout]) -> list[tuple[Payout, BankDetails]]:
    accounts = accounts_of(work.session, {payout.creator_id for payout in payouts})
    found = []
    for payout in payouts:
        account = accounts.get(payout.creator_id)
        if account is not None and account.bank_details is not None and not account.cools_off(work.now):
            found.append((payout, account.bank_details))
    return found


def _written(work: Work, batch: Batch, currency: str, rows: Sequence[tuple[Payout, BankDetails]]) -> BankFile:
    ours = settings(BankSettings)
    account = ours.bank_accounts.get(currency) or ours.bank_accounts.get("*")
    if not account:
        raise BankAccountNotSet(currency=currency)
    file = BankFile(
        batch_id=batch.id,
        currency=currency,
        format=ours.bank_file_format,
        payer_holder=ours.bank_account_holder,
        payer_account=account.replace(" ", ""),
        payer_bic=ours.bank_bic,
        execution_on=add_working_days(work.now.date(), 1),
        made_by_id=work.actor.person_id,
        made_at=work.now,
        content="",
        content_hash="",
    )
    work.session.add(file)
    file.begin(at=work.now)
    file.rows = [_row(number, payout, to) for number, (payout, to) in enumerate(rows, 1)]
    file.content = FORMATS[file.format].write(file.says)
    file.content_hash = hash_of(file.content)
    work.session.flush()
    return file


def _row(number: int, payout: Payout, to: BankDetails) -> BankFileRow:
    return BankFileRow(
        payout=payout,
        payout_id=payout.id,
        bank_details_id=to.id,
        number=number,
        amount_minor=payout.net_minor,
        currency=payout.currency,
        country=to.country,
        holder=to.holder,
        iban=to.iban,
        account_number=to.account_number,
        bank_code=to.bank_code,
        bic=to.bic,
    )
