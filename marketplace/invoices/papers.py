"""Invoices and credit notes for paper: what was frozen when they were issued, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from marketplace.invoices.models import Invoice
from marketplace.papers.paper import Align, Cell, Column, Paper, Party, Row, Table, Total
from marketplace.web.filters import country_name, day, label, money, month_name, percent


def invoice_paper(invoice: Invoice) -> Paper:
    """An invoice or a credit note: the same figures in every language."""
    number = {"number": invoice.number}
    issuer, buyer = invoice.issuer, invoice.buyer
    return Paper(
        title=_("Credit note %(number)s", **number) if invoice.is_credit_note else _("Invoice %(number)s", **number),
        subtitle=_("Platform fees of %(month)s", month=month_name(invoice.year, invoice.month)),
        house=issuer["name"],
        made_at=invoice.issued_at,
        facts=[
            (_("Number"), invoice.number),
            (_("Issued on"), day(invoice.issued_at.date())),
            (_("Month"), month_name(invoice.year, invoice.month)),
            (_("Currency"), invoice.currency),
        ],
        parties=[
            party(_("From"), issuer["name"], issuer["address"], issuer["country"], issuer["vat_id"]),
            party(_("To"), buyer["name"], buyer["address"], buyer["country"], buyer["tax_id"]),
        ],
        tables=[
            Table(
                [Column(_("Date")), Column(_("Description")), Column(_("Amount"), Align.END)],
                [
                    Row([line["at"][:10], Cell(line["title"] or _("Platform fee"), line["code"]), money(amount)])
                    for line, amount in invoice.amounts
                ],
            )
        ],
        totals=[
            Total(_("Net"), money(invoice.net)),
            Total(_("VAT %(rate)s", rate=percent(invoice.rate_bp / 10_000, 1)), money(invoice.vat)),
            Total(_("Given back") if invoice.is_credit_note else _("Paid"), money(invoice.gross)),
        ],
        notes=[label(invoice.treatment), settled_note(invoice)],
    )


def settled_note(invoice: Invoice) -> str:
    """Why nobody has to pay anything for it."""
    if invoice.is_credit_note:
        return str(_("Given back already: the money went where it had come from. Nothing is to be transferred."))
    return str(_("Paid already: the fee was taken when the work was settled. Nothing is to be transferred."))


def party(role: str, name: str, address: str, country: str, tax_id: str) -> Party:
    """Somebody on a document about taxes, with their address and tax number."""
    return Party(role, name, [address, country_name(country) if country else "", tax_id])
