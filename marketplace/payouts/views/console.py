"""The payout console: what waits, what is under way, what needs a person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.base.actor import Duty, Side
from marketplace.base.errors import Refusal, Unavailable
from marketplace.database import db
from marketplace.gateways.current import payments
from marketplace.ledger import chart
from marketplace.ledger.queries import entries_around
from marketplace.payouts import invariants, queries
from marketplace.payouts.actions import give_up_payout, set_aside, try_again
from marketplace.payouts.countries import Rail
from marketplace.payouts.errands.sending import look_up
from marketplace.payouts.errors import HeldAlready
from marketplace.payouts.exports import COLUMNS, XLSX, as_xlsx, rows_of
from marketplace.payouts.forms import HoldForm
from marketplace.payouts.states import UNDER_WAY, PayoutState
from marketplace.payouts.views.asking import asked_for
from marketplace.payouts.views.blueprint import payouts
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import csv_download, download
from marketplace.web.language import reader_now
from marketplace.web.pages import page, page_number, wants_block
from marketplace.web.sentences import say
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work

PROMISE_DAYS = (30, 90)


@payouts.get("/staff/payouts")
@door(Side.STAFF, duty=Duty.FINANCE)
def console() -> ResponseReturnValue:
    """Payouts by state and whatever else they are narrowed to, with what they come to."""
    session, now, wanted = db.session(), reader_now(), asked_for(request.args)
    counts = queries.count_of_payouts(session, wanted, now)
    found = queries.payouts_wanted(session, wanted, page_number(), now=now)
    shown = page(
        "payouts/console.html",
        wanted=wanted,
        state=wanted.state,
        counts=counts,
        all_count=sum(counts.values()),
        totals=queries.totals_of_payouts(session, wanted, now),
        payouts=found,
        held=queries.open_holds_on(session, found.rows),
        given_up=queries.given_up_jobs(session, [one.id for one in found.rows if one.state in UNDER_WAY]),
        causes=queries.causes_of_lateness(session, found.rows, now),
        promises=[queries.promise_kept(session, days, now) for days in PROMISE_DAYS],
        median_hours=queries.median_hours_to_payout(session, PROMISE_DAYS[0], now),
        batches=queries.batches(session, limit=10),
        currencies=queries.currencies_paid(session),
        now=now,
        is_stand_in=payments().is_stand_in,
        State=PayoutState,
        Rail=Rail,
        DayOf=queries.DayOf,
        Sort=queries.Sort,
        heads={by: _head(wanted, by) for by in queries.Sort},
        days_refused=say(wanted.days_refused.sentence) if wanted.days_refused else None,
    )
    return (shown, 422) if wanted.days_refused else shown


def _head(wanted: queries.Wanted, by: queries.Sort) -> dict[str, str | None]:
    """Where the head of a column leads, and whether the list is sorted by it now."""
    address: dict[str, Any] = dict(wanted.as_address, sort=str(wanted.order.then(by)))
    href = url_for("payouts.console", **address)
    return {"sort_href": href, "sort": wanted.order.direction if wanted.order.by is by else None}


@payouts.get("/staff/payouts.<any(csv, xlsx):format>")
@door(Side.STAFF, duty=Duty.FINANCE)
def export(format: str) -> ResponseReturnValue:
    """The payouts that are asked for, as a table to take along."""
    wanted = asked_for(request.args)
    if wanted.days_refused:
        raise wanted.days_refused
    session, now = db.session(), reader_now()
    found = queries.each_with_its_cause(session, queries.all_payouts_wanted(session, wanted, now=now), now)
    if format == "csv":
        return csv_download(COLUMNS, rows_of(found), "payouts.csv")
    return download(as_xlsx(found), "payouts.xlsx", XLSX)


@payouts.get("/staff/payouts/<uuid:payout_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def payout(payout_id: UUID) -> ResponseReturnValue:
    """One payout: what it is made of, what was tried, and what Stripe said."""
    return payout_page(payout_id)


def payout_page(payout_id: UUID, holding: HoldForm | None = None) -> str:
    """The page of a payout, with what somebody has typed on it; the part beside a list when it is opened there."""
    session = db.session()
    found = queries.payout_seen_by(session, current_actor(), payout_id)
    return page(
        "payouts/_payout_drawer.html" if wants_block() else "payouts/payout.html",
        payout=found,
        moves=moves_of(session, found),
        events=queries.events_about(session, found.transfer_id),
        entries=entries_around(session, chart.in_transit(found.id)),
        bank_legs=queries.bank_legs_of(session, found.creator_id, since=found.sent_at) if found.transfer_id else [],
        given_up=queries.given_up_jobs(session, [found.id]).get(found.id, []),
        holds=queries.holds_about(session, found),
        holding=holding or HoldForm(formdata=None),
        is_held=bool(queries.open_holds_on(session, [found])),
        may_hold=found.state not in (PayoutState.SENT, PayoutState.RETURNED),
        is_stand_in=payments().is_stand_in,
        State=PayoutState,
    )


@payouts.post("/staff/payouts/<uuid:payout_id>/queue")
@door(Side.STAFF, duty=Duty.FINANCE)
def requeue(payout_id: UUID) -> ResponseReturnValue:
    """A payout that came to a stop goes on: it waits for a batch again, or the job that sends it is tried again."""
    try:
        with unit_of_work(current_actor()) as work:
            is_queued = try_again(work, payout_id).state is PayoutState.QUEUED
        said = _("The payout waits for a batch again.") if is_queued else _("It is tried again within seconds.")
        flash(said, "success")
    except HeldAlready as refusal:
        flash(say(refusal.sentence), "error")
    return redirect(url_for(".payout", payout_id=payout_id), 303)


@payouts.post("/staff/payouts/<uuid:payout_id>/aside")
@door(Side.STAFF, duty=Duty.FINANCE)
def aside(payout_id: UUID) -> ResponseReturnValue:
    """The job that should have sent a payout is no longer listed as failed."""
    with unit_of_work(current_actor()) as work:
        set_aside(work, payout_id)
    flash(_("Set aside."), "success")
    return redirect(url_for(".payout", payout_id=payout_id), 303)


@payouts.post("/staff/payouts/<uuid:payout_id>/return")
@door(Side.STAFF, duty=Duty.FINANCE)
def give_up(payout_id: UUID) -> ResponseReturnValue:
    """Takes a payout back, once Stripe has confirmed that it never left."""
    found = queries.payout_seen_by(db.session(), current_actor(), payout_id)
    group = found.group
    try:
        if found.attempts and look_up(payout_id, group):
            flash(_("Stripe says that this payout was sent after all. It is now marked as sent."), "warning")
        else:
            with unit_of_work(current_actor()) as work:
                give_up_payout(work, payout_id)
            flash(_("The payout is taken back. Its earnings are available again."), "success")
    except Unavailable:
        flash(_("Stripe did not answer, so nobody knows whether it was sent. Try again in a minute."), "warning")
    except Refusal as refusal:
        flash(say(refusal.sentence), "error")
    return redirect(url_for(".payout", payout_id=payout_id), 303)


def ledger_invariants() -> str:
    """What the page of the ledger's invariants shows of the money on its way."""
    session = db.session()
    found = invariants.verify(session) | invariants.verify_provider(session)
    return page("payouts/_invariants.html", found=found, says=invariants.SAYS)
