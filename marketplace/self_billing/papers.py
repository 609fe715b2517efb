"""Self-billed invoices and credit notes for paper: what was frozen when they were written, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext as _

from marketplace.invoices.papers import party
from marketplace.papers.paper import Align, Cell, Column, Paper, Row, Table, Total
from marketplace.self_billing.legal_words import SENTENCES
from marketplace.self_billing.models import SelfBill
from marketplace.web.filters import day, money, percent


def self_bill_paper(bill: SelfBill) -> Paper:
    """A document in a creator's name: the same figures in every language."""
    supplier, customer = bill.supplier, bill.customer
    facts = [
        (_("Number"), bill.number),
        (_("Issued on"), day(bill.issued_at.date())),
        (_("Payout"), bill.payout.code),
        (_("Currency"), bill.currency),
    ]
    return Paper(
        title=title_of(bill),
        subtitle=str(bill.words[0]),
        house=supplier["name"],
        made_at=bill.issued_at,
        facts=facts + ([(_("Takes back"), bill.credits.number)] if bill.credits else []),
        parties=[
            party(_("Supplier"), supplier["name"], supplier["address"], supplier["country"], supplier["vat_id"]),
            party(_("Customer"), customer["name"], customer["address"], customer["country"], customer["tax_id"]),
        ],
        tables=[
            Table(
                [Column(_("Date")), Column(_("For")), Column(_("Amount"), Align.END)],
                [
                    Row([line["at"][:10], Cell(line["title"] or _("Order"), line["code"]), money(amount)])
                    for line, amount in bill.amounts
                ],
            )
        ],
        totals=[
            Total(_("Net"), money(bill.net)),
            Total(_("VAT %(rate)s", rate=percent(bill.rate_bp / 10_000, 1)), money(bill.vat)),
            Total(_("Given back") if bill.is_credit_note else _("Paid"), money(bill.gross)),
        ],
        notes=[*map(str, bill.words), _(SENTENCES[bill.treatment])],
    )


def title_of(bill: SelfBill) -> str:
    """What it is called, with its number."""
    if bill.is_credit_note:
        return str(_("Self-billed credit note %(number)s", number=bill.number))
    return str(_("Self-billed invoice %(number)s", number=bill.number))
