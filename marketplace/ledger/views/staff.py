"""The book, as finance staff read it: accounts, journals, entries, and whether everything adds up."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import NotFound
from marketplace.database import db
from marketplace.ledger import invariants, queries
from marketplace.ledger.chart import FAMILIES, AccountClass
from marketplace.ledger.views.blueprint import ledger
from marketplace.web.doors import door
from marketplace.web.language import reader_now
from marketplace.web.pages import page, page_number
from marketplace.work.invariants import sentences


@ledger.get("/staff/ledger")
@door(Side.STAFF, duty=Duty.FINANCE)
def index() -> ResponseReturnValue:
    """What all accounts hold, and the latest journals."""
    session, today = db.session(), reader_now().date()
    return page(
        "ledger/index.html",
        totals=queries.totals(session),
        journals=queries.journals(session, 1, size=10),
        root=invariants.daily_root(session, today),
        root_before=invariants.daily_root(session, today - timedelta(days=1)),
        Class=AccountClass,
        check=queries.last_check(session),
        says=sentences(),
    )


@ledger.get("/staff/ledger/accounts")
@door(Side.STAFF, duty=Duty.FINANCE)
def accounts() -> ResponseReturnValue:
    """The accounts of one family."""
    family = next((one for one in FAMILIES if one.prefix == request.args.get("family")), None)
    if family is None:
        raise NotFound()
    found = queries.accounts_like(db.session(), family.prefix, page_number())
    return page("ledger/accounts.html", family=family, accounts=found, held_by=queries.held_by)


@ledger.get("/staff/ledger/accounts/<uuid:account_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def account(account_id: UUID) -> ResponseReturnValue:
    """One account, line by line."""
    found = queries.account(db.session(), account_id)
    lines = queries.entries_of(db.session(), found.code, found.currency, page_number())
    return page("ledger/account.html", account=found, held=queries.held_by(found), lines=lines)


@ledger.get("/staff/ledger/journals")
@door(Side.STAFF, duty=Duty.FINANCE)
def journals() -> ResponseReturnValue:
    """All journals, newest first."""
    return page("ledger/journals.html", journals=queries.journals(db.session(), page_number()))


@ledger.get("/staff/ledger/journals/<uuid:journal_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def journal(journal_id: UUID) -> ResponseReturnValue:
    """One journal with its lines."""
    session = db.session()
    found = queries.journal(session, journal_id)
    reverses = queries.journal(session, found.reverses_id) if found.reverses_id else None
    back = queries.reversal_of(session, journal_id)
    return page("ledger/journal.html", journal=found, reverses=reverses, reversed_by=back)


@ledger.get("/staff/ledger/invariants")
@door(Side.STAFF, duty=Duty.FINANCE)
def invariants_page() -> ResponseReturnValue:
    """Whether everything that must always be true is true now, derived again from the rows."""
    session = db.session()
    return page(
        "ledger/invariants.html",
        found=invariants.verify(session),
        says=invariants.SAYS,
        content_hash=invariants.content_hash(session),
    )
