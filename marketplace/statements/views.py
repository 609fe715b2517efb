"""Statements of account, for those whose accounts they are: a month as PDF, a year as page, table and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.database import db
from marketplace.ledger.books import Chosen, own_accounts, own_entries, years_of
from marketplace.ledger.months import month_in, month_lines
from marketplace.ledger.wording import TOGETHER
from marketplace.settings import OperatorSettings, settings
from marketplace.statements.figures import HEADINGS
from marketplace.statements.papers import amounts_of, month_paper, year_paper
from marketplace.statements.queries import holder, side_of, year_of
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import csv_download, pdf_download
from marketplace.web.language import reader_now
from marketplace.web.pages import page

statements = Blueprint("statements", __name__)

MOST_ENTRIES = 1_000
"""On a paper; a table has them all."""


@statements.get("/wallet/statement.pdf")
@door(Side.BRAND)
def brand_month_pdf() -> ResponseReturnValue:
    """What a month did to the brand's accounts, entry by entry."""
    return _month_pdf()


@statements.get("/earnings/statement.pdf")
@door(Side.CREATOR)
def creator_month_pdf() -> ResponseReturnValue:
    """What a month did to the creator's accounts, entry by entry."""
    return _month_pdf()


@statements.get("/wallet/years/<int:year>")
@door(Side.BRAND)
def brand_year(year: int) -> ResponseReturnValue:
    """A year of the brand's accounts."""
    return _year_page(year, "ledger.brand_entries", "wallets.show", "brand_year")


@statements.get("/earnings/years/<int:year>")
@door(Side.CREATOR)
def creator_year(year: int) -> ResponseReturnValue:
    """A year of the creator's accounts."""
    return _year_page(year, "ledger.creator_entries", "payouts.earnings", "creator_year")


@statements.get("/wallet/years/<int:year>.csv")
@door(Side.BRAND)
def brand_year_csv(year: int) -> ResponseReturnValue:
    """The same as a table."""
    return _year_csv(year)


@statements.get("/earnings/years/<int:year>.csv")
@door(Side.CREATOR)
def creator_year_csv(year: int) -> ResponseReturnValue:
    """The same as a table."""
    return _year_csv(year)


@statements.get("/wallet/years/<int:year>.pdf")
@door(Side.BRAND)
def brand_year_pdf(year: int) -> ResponseReturnValue:
    """The same for paper."""
    return _year_pdf(year)


@statements.get("/earnings/years/<int:year>.pdf")
@door(Side.CREATOR)
def creator_year_pdf(year: int) -> ResponseReturnValue:
    """The same for paper."""
    return _year_pdf(year)


def _month_pdf() -> ResponseReturnValue:
    """Raises NotFound when no month is asked for, or one in which there was nothing."""
    actor, session, now = current_actor(), db.session(), reader_now()
    month = month_in(request.args.get("month", ""))
    accounts = own_accounts(session, actor)
    if month is None or month > now:
        raise NotFound()
    lines = month_lines(session, accounts, month)
    if not lines:
        raise NotFound()
    entries = own_entries(session, accounts, Chosen(month=month), 1, size=MOST_ENTRIES)
    left_out = entries.total - len(entries.rows)
    oldest_first = list(reversed(entries.rows))
    return pdf_download(month_paper(month, holder(session, actor), _issuer(), lines, oldest_first, left_out, now))


def _year_page(year: int, entries: str, up: str, here: str) -> str:
    actor, session, now = current_actor(), db.session(), reader_now()
    return page(
        "statements/year.html",
        year=year,
        is_so_far=year == now.year,
        currencies=[(one, amounts_of(one)) for one in year_of(session, actor, year, now)],
        years=years_of(session, own_accounts(session, actor), now),
        together=TOGETHER,
        here=here,
        entries_href=url_for(entries),
        up=up,
    )


def _year_csv(year: int) -> ResponseReturnValue:
    actor = current_actor()
    side = side_of(actor)
    headings = HEADINGS[side]
    found = year_of(db.session(), actor, year, reader_now())

    def rows() -> Iterator[tuple[object, ...]]:
        for one in found:
            opening = one.opening
            for each in one.months:
                figures = (each.figures[heading] for heading in headings)
                yield (_as_text(each.month), one.currency, opening, *figures, each.vat, each.closing)
                opening = each.closing
            figures = (one.figures[heading] for heading in headings)
            yield (str(year), one.currency, one.opening, *figures, one.vat, one.closing)

    columns = ("period", "currency", "opening", *(heading.value for heading in headings), "vat_in_fees", "closing")
    return csv_download(columns, rows(), f"meadow-{side.value}-{year}.csv")


def _year_pdf(year: int) -> ResponseReturnValue:
    actor, session, now = current_actor(), db.session(), reader_now()
    found = year_of(session, actor, year, now)
    return pdf_download(year_paper(year, holder(session, actor), _issuer(), found, now))


def _issuer() -> Mapping[str, str]:
    issuer: Mapping[str, str] = settings(OperatorSettings).as_on_invoices
    return issuer


def _as_text(month: datetime) -> str:
    return f"{month:%Y-%m}"
