"""What was compared, what did not match, and both sides of it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.forms import CodeForm
from marketplace.base.actor import Duty, Side
from marketplace.database import db
from marketplace.gateways.current import payments
from marketplace.reconciliation import queries
from marketplace.reconciliation.actions import ask_for_run
from marketplace.reconciliation.forms import AdjustForm, DismissForm
from marketplace.reconciliation.models import Item
from marketplace.reconciliation.queries import Chosen
from marketplace.reconciliation.states import BreakKind, CorrectionState, ItemState
from marketplace.reconciliation.views.blueprint import reconciliation
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import csv_download
from marketplace.web.pages import page, page_number
from marketplace.work.moves import moves_of
from marketplace.work.unit import unit_of_work

COLUMNS = ("item", "state", "class", "since", "found", "difference", "currency", "at_stripe", "journals", "reason")


@reconciliation.get("/staff/reconciliation")
@door(Side.STAFF, duty=Duty.FINANCE)
def index() -> ResponseReturnValue:
    """The latest comparison, currency by currency, and what waits to be explained."""
    session, chosen = db.session(), _chosen()
    states, kinds = queries.counts_of_items(session)
    return page(
        "reconciliation/index.html",
        last=queries.last_done_run(session),
        runs=queries.runs(session, 1, size=8),
        chosen=chosen,
        items=queries.items_in(session, chosen, page_number()),
        states=states,
        kinds=kinds,
        to_sign=queries.items_to_settle(session),
        is_stand_in=payments().is_stand_in,
        State=ItemState,
        Kind=BreakKind,
    )


@reconciliation.get("/staff/reconciliation/items.csv")
@door(Side.STAFF, duty=Duty.FINANCE)
def export() -> ResponseReturnValue:
    """The items that are asked for, a row for each currency of a difference."""
    return csv_download(COLUMNS, _all_rows(), "reconciliation.csv")


@reconciliation.post("/staff/reconciliation/runs")
@door(Side.STAFF, duty=Duty.FINANCE)
def ask() -> ResponseReturnValue:
    """Somebody wants both sides compared now."""
    with unit_of_work(current_actor()) as work:
        ask_for_run(work)
    flash(_("Both sides are being compared. Load this page again in a moment."), "success")
    return redirect(url_for(".index"), 303)


@reconciliation.get("/staff/reconciliation/items/<uuid:item_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def item(item_id: UUID) -> ResponseReturnValue:
    """One item with both sides of it, and what would put it right."""
    return item_page(item_id)


def item_page(
    item_id: UUID,
    *,
    dismissal: DismissForm | None = None,
    adjusting: AdjustForm | None = None,
    signature: CodeForm | None = None,
) -> str:
    """The page of an item, with what somebody has typed on it."""
    session = db.session()
    found = queries.item_seen_by(session, current_actor(), item_id)
    return page(
        "reconciliation/item.html",
        item=found,
        sides=queries.both_sides_of(session, found),
        suggested=queries.suggested_for(session, found),
        moves=moves_of(session, found),
        dismissal=dismissal or DismissForm(formdata=None),
        adjusting=adjusting or AdjustForm(formdata=None),
        signature=signature or CodeForm(formdata=None),
        may_sign=found.proposal is not None and found.proposal.proposed_by_id != current_actor().person_id,
        is_stand_in=payments().is_stand_in,
        State=ItemState,
        CorrectionState=CorrectionState,
    )


def _chosen() -> Chosen:
    state, kind = request.args.get("state", ItemState.OPEN.value), request.args.get("kind", "")
    return Chosen(
        state=ItemState(state) if state in set(ItemState) else None,
        kind=BreakKind(kind) if kind in set(BreakKind) else None,
    )


def _all_rows() -> Iterator[list[object]]:
    session, number, more = db.session(), 1, True
    while more:
        found = queries.items_in(session, _chosen(), number, size=500)
        for item in found.rows:
            yield from _rows_of(item)
        number, more = number + 1, number * 500 < found.total


def _rows_of(item: Item) -> list[list[object]]:
    said = [item.code, item.state.value, item.kind.value, item.since_at, item.found_at]
    where = [" ".join(item.told_ids), " ".join(item.journal_ids), item.dismissed_because]
    return [[*said, one, one.currency, *where] for one in item.differences] or [[*said, 0, "", *where]]
