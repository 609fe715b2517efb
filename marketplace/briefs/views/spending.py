"""What a brand has spent: every brief's budget, what is committed, paid and come back, as page and table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from flask.typing import ResponseReturnValue

from marketplace.base.actor import Side
from marketplace.base.errors import NotFound
from marketplace.base.ids import BrandId
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import BriefMoney, briefs_of, money_of, totals_of
from marketplace.briefs.states import UNFUNDED
from marketplace.briefs.views import briefs
from marketplace.database import db
from marketplace.wallets.queries import paid_in_by, wallet_of
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import csv_download
from marketplace.web.pages import page

COLUMNS = ("brief", "title", "state", "currency", *(each.name for each in fields(BriefMoney)))


@briefs.get("/spending")
@door(Side.BRAND)
def spending() -> ResponseReturnValue:
    """Budget against committed against paid, by brief and in all."""
    rows, brand_id = _rows()
    session = db.session()
    return page(
        "briefs/spending.html",
        rows=rows,
        totals=totals_of(money for _, money in rows),
        wallet=wallet_of(session, brand_id),
        paid_in=paid_in_by(session, brand_id),
    )


@briefs.get("/spending.csv")
@door(Side.BRAND)
def spending_csv() -> ResponseReturnValue:
    """The same as a table."""
    rows, _ = _rows()
    return csv_download(COLUMNS, map(_cells, rows), "spending.csv")


def _rows() -> tuple[Sequence[tuple[Brief, BriefMoney]], BrandId]:
    """Every brief that money was ever set aside for, newest first."""
    session, brand_id = db.session(), current_actor().brand_id
    if brand_id is None:
        raise NotFound()
    found = [brief for brief in briefs_of(session, BrandId(brand_id)) if brief.state not in UNFUNDED]
    money = money_of(session, found)
    return [(brief, money[brief.id]) for brief in found if money[brief.id].set_aside], BrandId(brand_id)


def _cells(row: tuple[Brief, BriefMoney]) -> Iterator[object]:
    brief, money = row
    yield from (brief.id, brief.title, brief.state.value, brief.currency)
    yield from (getattr(money, each.name).decimal for each in fields(BriefMoney))
