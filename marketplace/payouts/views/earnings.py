"""A creator's money: earned, available, on its way, paid; and where it is paid to."""

from __future__ import annotations

from uuid import UUID

import structlog
from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound, Unavailable
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.database import db
from marketplace.payouts import queries
from marketplace.payouts.actions import begin_onboarding
from marketplace.payouts.actions.queueing import smallest_payout
from marketplace.payouts.countries import Rail, rail_for
from marketplace.payouts.errands.accounts import check_account_of, onboarding_address
from marketplace.payouts.models import Earning
from marketplace.payouts.papers import payout_paper
from marketplace.payouts.promise import promise_date
from marketplace.payouts.statements import statement
from marketplace.payouts.states import BankLegStatus, EarningState, PayoutState, SignedState
from marketplace.payouts.states.bank_leg_failures import WHAT_TO_DO
from marketplace.payouts.states.holds import TOLD
from marketplace.payouts.views.blueprint import payouts
from marketplace.settings import OperatorSettings, settings
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import pdf_download
from marketplace.web.language import reader_now
from marketplace.web.pages import page, public_url
from marketplace.work.unit import unit_of_work

log = structlog.get_logger(__name__)


@payouts.get("/earnings")
@door(Side.CREATOR)
def earnings() -> ResponseReturnValue:
    """What the creator has earned and what was paid."""
    creator_id, session = _creator_id(), db.session()
    creator = session.get_one(Creator, creator_id)
    earned = queries.earnings_of(session, creator_id)
    purses = queries.purses_of(session, creator_id)
    account = queries.payout_account_of(session, creator_id)
    paid_in = account.country if account else creator.country
    next_ones = [_breakdown(creator_id, purse.currency, paid_in) for purse in purses if purse.available]
    return page(
        "payouts/earnings.html",
        purses=purses,
        earned=[(earning, promise_date(earning.settled_at)) for earning in earned],
        breakdowns=[parts for parts in next_ones if parts["price"]],
        smallest={purse.currency: smallest_payout(purse.currency) for purse in purses},
        paid=queries.payouts_of(session, creator_id),
        account=account,
        owed=queries.owed_by_creator(session, creator_id),
        raised=queries.debts_raised(session, creator_id),
        nettings=queries.nettings_of(session, creator_id),
        write_offs=queries.write_offs_of(session, creator_id),
        SignedState=SignedState,
        holds=queries.open_holds_of(session, creator_id),
        held=queries.held_earnings_of(session, creator_id),
        bank_legs=queries.bank_legs_of(session, creator_id),
        what_to_do=WHAT_TO_DO,
        LegStatus=BankLegStatus,
        told_of=TOLD,
        promise=queries.promise_kept(session, 90, reader_now()),
        can_be_paid=rail_for(paid_in) is not None,
        by_bank=rail_for(paid_in) is Rail.BANK_FILE,
        country=paid_in,
        tax_form_missing=queries.lacks_tax_form(session, creator_id, paid_in, reader_now()),
        State=EarningState,
        PayoutState=PayoutState,
    )


@payouts.post("/earnings/onboarding")
@door(Side.CREATOR)
def onboard() -> ResponseReturnValue:
    """Goes on to Stripe's page, where the creator says who they are and where their bank is."""
    with unit_of_work(current_actor()) as work:
        creator_id = begin_onboarding(work).creator_id
    try:
        address = onboarding_address(
            creator_id,
            return_url=public_url("payouts.onboarded"),
            refresh_url=public_url("payouts.onboarding_again"),
        )
    except Unavailable as trouble:
        log.warning("no onboarding link", error=type(trouble).__name__)
        flash(_("Stripe's page could not be opened just now. Nothing was lost. Try again in a minute."), "warning")
        return redirect(url_for(".earnings"), 303)
    return redirect(address, 303)


@payouts.get("/earnings/onboarding/return")
@door(Side.CREATOR)
def onboarded() -> ResponseReturnValue:
    """Where Stripe's page leads back to: asks Stripe itself how the account stands."""
    try:
        ready = check_account_of(_creator_id())
    except Unavailable as trouble:
        log.warning("could not ask for an account", error=type(trouble).__name__)
        ready = False
    if ready:
        flash(_("You are set up: what you earn is paid to your Stripe account."), "success")
    else:
        flash(_("Stripe is not done with your account yet. We look again by ourselves and tell you."), "info")
    return redirect(url_for(".earnings"), 303)


@payouts.get("/earnings/onboarding/again")
@door(Side.CREATOR)
def onboarding_again() -> ResponseReturnValue:
    """A link to Stripe's page was used or too old; the button makes a new one."""
    flash(_("The link to Stripe's page is good once and for minutes only. Go on with the button below."), "info")
    return redirect(url_for(".earnings"), 303)


@payouts.get("/earnings/statements/<uuid:payout_id>")
@door(Side.CREATOR, Side.STAFF)
def earnings_statement(payout_id: UUID) -> ResponseReturnValue:
    """What one payout was made of, from the ledger's entries."""
    return page("payouts/statement.html", statement=statement(db.session(), current_actor(), payout_id))


@payouts.get("/earnings/statements/<uuid:payout_id>.pdf")
@door(Side.CREATOR, Side.STAFF)
def earnings_statement_pdf(payout_id: UUID) -> ResponseReturnValue:
    """The same for paper."""
    found = statement(db.session(), current_actor(), payout_id)
    return pdf_download(payout_paper(found, settings(OperatorSettings).as_on_invoices))


def _breakdown(creator_id: UUID, currency: str, country: str | None) -> dict[str, Money]:
    """What the next payout in a currency will be made of: price − fee − given back or netted − tax = net."""
    waiting: list[Earning] = queries.unpaid_earnings(db.session(), creator_id, currency)
    nothing = Money.zero(currency)
    price, fee = sum((one.gross for one in waiting), nothing), sum((one.fee for one in waiting), nothing)
    given_back = sum((one.given_back for one in waiting), nothing)
    netted = sum((one.netted for one in waiting), nothing)
    gross = price - fee - given_back - netted
    tax = queries.withheld_from(db.session(), creator_id, gross, country, reader_now()).amount
    return {"price": price, "fee": fee, "given_back": given_back, "netted": netted, "tax": tax, "net": gross - tax}


def _creator_id() -> UUID:
    creator_id = current_actor().creator_id
    if creator_id is None:
        raise NotFound()
    return creator_id
