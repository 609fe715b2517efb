"""A brand's and a creator's own accounts, entry by entry, to read and to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import short_code
from marketplace.database import db
from marketplace.ledger import queries
from marketplace.ledger.books import Chosen, OwnEntry, months_of, own_accounts, own_entries, years_of
from marketplace.ledger.chart import family_of, owner_of
from marketplace.ledger.models import Account
from marketplace.ledger.months import month_in, month_lines
from marketplace.ledger.views.blueprint import ledger
from marketplace.ledger.wording import OF_ONE_THING, TOGETHER, WORDS
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import csv_download
from marketplace.web.language import reader_now
from marketplace.web.pages import page, page_number

_ABOUT: Mapping[Side | None, Mapping[str, tuple[str, str]]] = {
    Side.BRAND: {"held:order": ("orders.show", "order_id"), "held:brief": ("briefs.show", "brief_id")},
    Side.CREATOR: {
        "held:order": ("orders.show", "order_id"),
        "creator:in_transit": ("payouts.earnings_statement", "payout_id"),
    },
}
"""Where a line leads to, by the account it is about."""

_COLUMNS = (
    "booked_at", "account", "what", "currency", "change", "balance_after", "about", "journal_key", "fingerprint",
    "link",
)  # fmt: skip
_MONTH_COLUMNS = ("month", "account", "currency", "opening", "came", "went", "closing")
_ROWS_AT_ONCE = 2000


@ledger.get("/wallet/entries")
@door(Side.BRAND)
def brand_entries() -> ResponseReturnValue:
    """Everything that was booked on the brand's accounts."""
    return _page("ledger.brand_entries", "wallets.show")


@ledger.get("/wallet/entries.csv")
@door(Side.BRAND)
def brand_entries_csv() -> ResponseReturnValue:
    """The same as a file."""
    return _file("wallet")


@ledger.get("/earnings/entries")
@door(Side.CREATOR)
def creator_entries() -> ResponseReturnValue:
    """Everything that was booked on the creator's accounts."""
    return _page("ledger.creator_entries", "payouts.earnings")


@ledger.get("/earnings/entries.csv")
@door(Side.CREATOR)
def creator_entries_csv() -> ResponseReturnValue:
    """The same as a file."""
    return _file("earnings")


@ledger.get("/wallet/statement.csv")
@door(Side.BRAND)
def brand_statement_csv() -> ResponseReturnValue:
    """What a month did to the brand's accounts."""
    return _statement_file("wallet")


@ledger.get("/earnings/statement.csv")
@door(Side.CREATOR)
def creator_statement_csv() -> ResponseReturnValue:
    """What a month did to the creator's accounts."""
    return _statement_file("earnings")


def _page(here: str, up: str) -> str:
    session = db.session()
    accounts = own_accounts(session, current_actor())
    chosen = _chosen(accounts)
    asked: dict[str, Any] = {"account": chosen.account and chosen.account.id, "month": _month_as_text(chosen.month)}
    return page(
        "ledger/own_books.html",
        accounts=[(account, _name(account), queries.held_by(account)) for account in accounts],
        chosen=chosen,
        months=[(month, _month_as_text(month)) for month in months_of(session, accounts)],
        years=years_of(session, accounts, reader_now()),
        entries=own_entries(session, accounts, chosen, page_number()),
        name=_name,
        href_of=_href_of,
        here=url_for(here),
        next_href=url_for(here, page="PAGE", **asked).replace("PAGE", "{page}"),
        file_href=url_for(f"{here}_csv", **asked),
        statement=month_lines(session, _asked_for(accounts, chosen), chosen.month) if chosen.month else [],
        statement_href=url_for(here.replace("entries", "statement") + "_csv", **asked),
        paper_href=url_for(here.replace("ledger", "statements").replace("entries", "month_pdf"), month=asked["month"]),
        year_page=here.replace("ledger", "statements").replace("entries", "year"),
        together=TOGETHER,
        up=up,
    )


def _file(name: str) -> Response:
    session = db.session()
    accounts = own_accounts(session, current_actor())
    chosen = _chosen(accounts)

    def rows() -> Iterator[tuple[object, ...]]:
        number, more = 1, True
        while more:
            found = own_entries(session, accounts, chosen, number, size=_ROWS_AT_ONCE)
            yield from (_row(entry) for entry in found.rows)
            number, more = number + 1, number < found.count

    return csv_download(_COLUMNS, rows(), f"meadow-{name}-entries.csv")


def _statement_file(name: str) -> Response:
    """Raises NotFound when no month is asked for: a statement is always of one."""
    session = db.session()
    accounts = own_accounts(session, current_actor())
    chosen = _chosen(accounts)
    if chosen.month is None:
        raise NotFound()
    month = _month_as_text(chosen.month)
    rows = (
        (month, line.prefix, line.opening.currency, line.opening, line.came, line.went, line.closing)
        for line in month_lines(session, _asked_for(accounts, chosen), chosen.month)
    )
    return csv_download(_MONTH_COLUMNS, rows, f"meadow-{name}-statement-{month}.csv")


def _asked_for(accounts: Sequence[Account], chosen: Chosen) -> Sequence[Account]:
    return [chosen.account] if chosen.account else accounts


def _chosen(accounts: Sequence[Account]) -> Chosen:
    """What the address asks for. Raises NotFound for an account that is not theirs."""
    account = None
    if asked := request.args.get("account"):
        account = next((one for one in accounts if str(one.id) == asked), None)
        if account is None:
            raise NotFound()
    return Chosen(account, month_in(request.args.get("month", "")))


def _name(account: Account) -> tuple[str, str]:
    """The words for an account, and the short code of the brief, order or payout it is for."""
    prefix = family_of(account.code).prefix
    owner = owner_of(account.code)
    return WORDS[prefix], short_code(owner) if owner and prefix.startswith(OF_ONE_THING) else ""


def _href_of(entry: OwnEntry) -> str | None:
    """Where a line leads to; the page there decides again who may see it."""
    thing = owner_of(entry.about) if entry.about else None
    if entry.about is None or thing is None:
        return None
    endpoint, name = _ABOUT.get(current_actor().side, {}).get(family_of(entry.about).prefix, ("", ""))
    whose: dict[str, Any] = {name: thing}
    return url_for(endpoint, **whose) if endpoint else None


def _row(entry: OwnEntry) -> tuple[object, ...]:
    return (
        entry.made_at, entry.account.code, entry.kind.value, entry.account.currency, entry.change, entry.after,
        entry.about, entry.key, entry.fingerprint, entry.link,
    )  # fmt: skip


def _month_as_text(month: datetime | None) -> str | None:
    return f"{month:%Y-%m}" if month else None
