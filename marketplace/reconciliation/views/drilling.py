"""Our accounts at Stripe, entry by entry: each with its journal, its balance transaction and what it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Duty, Side
from marketplace.database import db
from marketplace.gateways.current import payments
from marketplace.ledger.chart import family_of
from marketplace.ledger.queries import account_with_code
from marketplace.reconciliation import queries
from marketplace.reconciliation.queries import ACCOUNTS, DrilledEntry, Sought, Thing
from marketplace.reconciliation.states import MatchState
from marketplace.reconciliation.views.blueprint import reconciliation
from marketplace.web.doors import door
from marketplace.web.downloads import csv_download
from marketplace.web.pages import page

LEADS_TO: Mapping[str, tuple[str, str]] = {
    "payout": ("payouts.payout", "payout_id"),
    "creator": ("creators.show", "creator_id"),
    "order": ("orders.show", "order_id"),
    "brief": ("briefs.review", "brief_id"),
    "brand": ("accounts.staff_brand", "brand_id"),
    "withdrawal": ("withdrawals.show", "withdrawal_id"),
    "chargeback": ("wallets.chargeback", "chargeback_id"),
    "item": ("reconciliation.item", "item_id"),
}
"""The page of each sort of thing; what has none of its own leads to all entries about it."""

COLUMNS = (
    "booked_at", "account", "currency", "amount", "kind", "journal", "journal_key", "state", "balance_transaction",
    "type", "amount_at_stripe", "fee", "net", "created_at", "available_at", "source", "top_up", "refund", "chargeback",
    "payout", "creator", "orders", "briefs", "brands", "withdrawal", "open_item",
)  # fmt: skip
_IN_COLUMNS = ("top_up", "refund", "chargeback", "payout", "creator", "order", "brief", "brand", "withdrawal", "item")


@reconciliation.get("/staff/reconciliation/entries")
@door(Side.STAFF, duty=Duty.FINANCE)
def entries() -> ResponseReturnValue:
    """One account in one currency, narrowed to what is asked for, with what that comes to."""
    session, (currencies, sought) = db.session(), _sought()
    return page(
        "reconciliation/entries.html",
        sought=sought,
        accounts=[(code, family_of(code).label) for code in ACCOUNTS],
        currencies=currencies,
        kinds=queries.kinds_on(session, sought.account),
        found=queries.drilled(session, sought, older_than=_older_than()),
        is_first=_older_than() is None,
        sums=queries.sums_of(session, sought),
        in_the_ledger=account_with_code(session, sought.account, sought.currency),
        leads_to=leads_to,
        is_stand_in=payments().is_stand_in,
        State=MatchState,
    )


@reconciliation.get("/staff/reconciliation/entries.csv")
@door(Side.STAFF, duty=Duty.FINANCE)
def entries_csv() -> ResponseReturnValue:
    """The entries that are asked for, as a table to take along."""
    _, sought = _sought()
    rows = (_cells(entry, sought.account) for entry in queries.all_drilled(db.session(), sought))
    return csv_download(COLUMNS, rows, "entries.csv")


@reconciliation.get("/staff/reconciliation/changes/<change_id>")
@door(Side.STAFF, duty=Duty.FINANCE)
def change(change_id: str) -> ResponseReturnValue:
    """One change of our balance at Stripe, with the entries that stand for it."""
    session = db.session()
    return page(
        "reconciliation/change.html",
        change=queries.change_of(session, change_id),
        rows=queries.drilled_of_change(session, change_id),
        items=queries.items_about(session, change_id),
        leads_to=leads_to,
        is_stand_in=payments().is_stand_in,
    )


def leads_to(thing: Thing) -> str:
    """The page of a thing that an entry comes from."""
    endpoint, name = LEADS_TO.get(thing.sort, ("reconciliation.entries", "q"))
    values: dict[str, Any] = {name: thing.id}
    return url_for(endpoint, **values)


def _sought() -> tuple[list[str], Sought]:
    """What the address asks for, in a currency that the account has; its fullest one without a word."""
    sought = Sought.read(request.args)
    currencies = list(queries.currencies_of(db.session(), sought.account))
    if sought.currency not in currencies:
        sought = sought.in_currency(currencies[0] if currencies else "USD")
    return currencies, sought


def _older_than() -> int | None:
    raw = request.args.get("older_than", "")
    return int(raw) if raw.isdecimal() and len(raw) < 19 else None


def _cells(entry: DrilledEntry, account: str) -> list[object]:
    change = entry.change
    named = {sort: " ".join(str(one.id) for one in entry.comes_from if one.sort == sort) for sort in _IN_COLUMNS}
    named["item"] = str(entry.item_id or "") or named["item"]
    at_stripe: list[object] = [""] * 8
    if change is not None:
        amounts = (change.amount, change.fee, change.net)
        at_stripe = [change.id, change.type, *amounts, change.created_at, change.available_at, change.source]
    return [
        entry.at, account, entry.amount.currency, entry.amount, entry.kind.value, entry.number, entry.key,
        entry.state.value, *at_stripe, *(named[sort] for sort in _IN_COLUMNS),
    ]  # fmt: skip
