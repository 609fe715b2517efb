"""The staff's shell: what waits for a decision, the health of the background, and the demo's clock."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from marketplace.accounts.queries import brands_awaiting_review
from marketplace.base.actor import Duty, Side
from marketplace.briefs.queries import briefs_awaiting_review
from marketplace.database import db
from marketplace.drafts.queries import drafts_awaiting_person
from marketplace.gateways.standin_clocks import advance_standins
from marketplace.jobs.health import dead_letters, heartbeats, outbox_health
from marketplace.jobs.rq_queue import queue_lengths
from marketplace.ledger.queries import last_check
from marketplace.orders.queries import orders_seen_by
from marketplace.orders.states import OrderState
from marketplace.settings import QueueSettings, settings
from marketplace.web.actor import current_actor
from marketplace.web.doors import door, open_to_all
from marketplace.web.language import reader_now
from marketplace.web.pages import page, safe_next
from marketplace.work.deliveries import park_delivery, retry_delivery
from marketplace.work.instants import advance_demo_clock
from marketplace.work.invariants import sentences
from marketplace.work.unit import unit_of_work

console = Blueprint("console", __name__)

_DAYS = {"1", "3", "7", "30"}


@console.get("/staff/queue")
@door(Side.STAFF)
def queue() -> ResponseReturnValue:
    """Everything that waits for a person's decision."""
    session = db.session()
    return page(
        "console/queue.html",
        brands=brands_awaiting_review(session),
        briefs=briefs_awaiting_review(session),
        drafts=drafts_awaiting_person(session),
        disputes=orders_seen_by(session, current_actor(), states={OrderState.DISPUTED}, size=50).rows,
    )


@console.get("/staff/health")
@door(Side.STAFF, duty=Duty.OPERATIONS)
def health() -> ResponseReturnValue:
    """Processes, queues, the outbox and its dead letters."""
    session = db.session()
    return page(
        "console/health.html",
        beats=heartbeats(session),
        outbox=outbox_health(session),
        queues=queue_lengths(settings(QueueSettings).redis_url.get_secret_value()),
        dead=dead_letters(session),
        check=last_check(session),
        says=sentences(),
    )


@console.post("/staff/deliveries/<uuid:delivery_id>/retry")
@door(Side.STAFF, duty=Duty.OPERATIONS)
def retry(delivery_id: UUID) -> ResponseReturnValue:
    """Puts a dead delivery back in line."""
    with unit_of_work(current_actor()) as work:
        retry_delivery(work.session, delivery_id)
    flash(gettext("Back in line; it is tried within a few seconds."), "success")
    return redirect(url_for("console.health"), 303)


@console.post("/staff/deliveries/<uuid:delivery_id>/park")
@door(Side.STAFF, duty=Duty.OPERATIONS)
def park(delivery_id: UUID) -> ResponseReturnValue:
    """Sets a dead delivery aside."""
    with unit_of_work(current_actor()) as work:
        park_delivery(work.session, delivery_id)
    flash(gettext("Set aside."), "success")
    return redirect(url_for("console.health"), 303)


@console.post("/demo/clock")
@open_to_all
def advance_clock() -> ResponseReturnValue:
    """Moves the demo's clock forward, so that silent approvals and payouts can be seen. Not there outside a demo."""
    days = request.form.get("days", "")
    if not current_app.config.get("DEMO_CLOCK") or days not in _DAYS:
        abort(404)
    length = timedelta(days=int(days))
    with unit_of_work(current_actor()) as work:
        ahead = advance_demo_clock(work.session, length)
    advance_standins(length, ahead=ahead)
    flash(gettext("The clock went %(days)s days ahead. What is due happens within seconds.", days=days), "success")
    return redirect(safe_next(url_for("home.landing")), 303)


def demo_clock() -> str:
    """Fills the place in the top bar: the demo's time and the button that moves it; nothing outside a demo."""
    if not current_app.config.get("DEMO_CLOCK"):
        return ""
    return render_template("console/demo_clock.html", now=reader_now(), here=request.full_path.rstrip("?"))
