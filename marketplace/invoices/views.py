"""Invoices, for those who paid, and for finance staff; and what a brand wants to stand on them."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts.queries import brand
from marketplace.base.actor import BrandRole, Duty, Side
from marketplace.base.errors import NotFound, Refusal
from marketplace.database import db
from marketplace.invoices import queries
from marketplace.invoices.actions import save_billing_details
from marketplace.invoices.errors import TaxIdWrong
from marketplace.invoices.forms import BillingForm
from marketplace.invoices.models import Invoice
from marketplace.invoices.papers import invoice_paper
from marketplace.invoices.states import Party
from marketplace.web.actor import current_actor
from marketplace.web.doors import door
from marketplace.web.downloads import csv_download, pdf_download
from marketplace.web.errors import status_of
from marketplace.web.pages import page, page_number
from marketplace.work.unit import unit_of_work

invoices = Blueprint("invoices", __name__)

LINE_COLUMNS = ("number", "date", "order", "work", "account", "amount", "currency", "journal")
COLUMNS = (
    "number", "issued", "year", "month", "party", "name", "country", "tax_id", "currency", "net", "vat_rate", "vat",
    "gross", "treatment",
)  # fmt: skip


@invoices.get("/invoices")
@door(Side.BRAND, Side.CREATOR)
def own() -> ResponseReturnValue:
    """The invoices of a brand or a creator."""
    actor, session = current_actor(), db.session()
    party, party_id = (Party.BRAND, actor.brand_id) if actor.side is Side.BRAND else (Party.CREATOR, actor.creator_id)
    if party_id is None:
        raise NotFound()
    return page(
        "invoices/own.html",
        found=queries.invoices_of(session, party, party_id),
        details=queries.billing_details_of(session, party_id),
        is_brand=party is Party.BRAND,
        may_change=actor.may(BrandRole.FINANCE),
    )


@invoices.get("/invoices/<uuid:invoice_id>")
@door(Side.BRAND, Side.CREATOR, Side.STAFF, duty=Duty.FINANCE)
def show(invoice_id: UUID) -> ResponseReturnValue:
    """One invoice, as it was issued; made for paper too."""
    found = queries.invoice_seen_by(db.session(), current_actor(), invoice_id)
    return page("invoices/show.html", invoice=found)


@invoices.get("/invoices/<uuid:invoice_id>.pdf")
@door(Side.BRAND, Side.CREATOR, Side.STAFF, duty=Duty.FINANCE)
def show_pdf(invoice_id: UUID) -> ResponseReturnValue:
    """The same as a PDF, in the reader's language or the one that `lang` asks for."""
    found = queries.invoice_seen_by(db.session(), current_actor(), invoice_id)
    return pdf_download(invoice_paper(found))


@invoices.get("/invoices/<uuid:invoice_id>.csv")
@door(Side.BRAND, Side.CREATOR, Side.STAFF, duty=Duty.FINANCE)
def lines_csv(invoice_id: UUID) -> ResponseReturnValue:
    """The lines of an invoice, to take along."""
    found = queries.invoice_seen_by(db.session(), current_actor(), invoice_id)
    rows = [
        (found.number, line["at"][:10], line["order"], line["title"], line["account"], amount,
         found.currency, line["journal"])
        for line, amount in found.amounts
    ]  # fmt: skip
    return csv_download(LINE_COLUMNS, rows, f"{found.number}.csv")


@invoices.get("/brand/billing")
@door(Side.BRAND, roles=(BrandRole.FINANCE,))
def billing() -> ResponseReturnValue:
    """What is to stand on the brand's invoices."""
    brand_id = current_actor().brand_id
    if brand_id is None:
        raise NotFound()
    details, named = queries.billing_details_of(db.session(), brand_id), brand(db.session(), brand_id)
    if details is None:
        kept = {"legal_name": named.legal_name or named.name, "country": named.country}
        return page("invoices/billing.html", form=BillingForm(formdata=None, data=kept))
    return page("invoices/billing.html", form=BillingForm(formdata=None, obj=details))


@invoices.post("/brand/billing")
@door(Side.BRAND, roles=(BrandRole.FINANCE,))
def save_billing() -> ResponseReturnValue:
    """Counts for the invoices that are issued from now on."""
    form = BillingForm()
    if not form.validate():
        return page("invoices/billing.html", form=form), 422
    try:
        with unit_of_work(current_actor()) as work:
            save_billing_details(
                work,
                legal_name=str(form.legal_name.data),
                address=str(form.address.data),
                country=str(form.country.data),
                tax_id=form.tax_id.data or "",
                email=form.email.data or "",
            )
    except Refusal as refusal:
        form.refuse(refusal, "tax_id" if isinstance(refusal, TaxIdWrong) else "country")
        return page("invoices/billing.html", form=form), status_of(refusal)
    flash(_("Kept. It stands on the invoices from now on; those that are issued stay as they are."), "success")
    return redirect(url_for(".own"), 303)


@invoices.get("/staff/invoices")
@door(Side.STAFF, duty=Duty.FINANCE)
def index() -> ResponseReturnValue:
    """Everybody's invoices, newest first."""
    session, year = db.session(), _year()
    return page(
        "invoices/index.html",
        found=queries.invoices(session, page_number(), year=year),
        years=queries.years_invoiced(session),
        year=year,
    )


@invoices.get("/staff/invoices.csv")
@door(Side.STAFF, duty=Duty.FINANCE)
def export() -> ResponseReturnValue:
    """Everybody's invoices, or those of a year, in the order of their numbers."""
    rows = (_row(one) for one in queries.every_invoice(db.session(), year=_year()))
    return csv_download(COLUMNS, rows, "invoices.csv")


def _row(one: Invoice) -> tuple[object, ...]:
    return (
        one.number, one.issued_at.date().isoformat(), one.year, one.month, one.party.value, one.buyer["name"],
        one.buyer["country"], one.buyer["tax_id"], one.currency, one.net, one.rate_bp / 100,
        one.vat, one.gross, one.treatment.value,
    )  # fmt: skip


def _year() -> int | None:
    raw = request.args.get("year", "")
    return int(raw) if raw.isdecimal() and len(raw) == 4 else None
