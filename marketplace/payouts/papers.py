"""What a creator was paid, for paper."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _

from marketplace.papers.paper import Align, Column, Paper, Party, Row, Table, Total
from marketplace.payouts.countries import Rail
from marketplace.payouts.statements import Statement
from marketplace.web.filters import country_name, day, label, money


def payout_paper(statement: Statement, issuer: Mapping[str, str]) -> Paper:
    """A payout, line by line: what was earned, our fee, tax, and what was sent. Days are those of UTC."""
    payout, sent = statement.payout, statement.sent_at
    facts = [
        (_("Statement"), payout.code),
        (_("Begun"), day(statement.begun_at.date())),
        (_("Sent"), day(sent.date() if sent else None)),
        (_("State"), label(payout.state)),
    ]
    if payout.external_account:
        facts.append((_("Stripe account"), payout.external_account))
    if payout.transfer_id:
        facts.append((_("Transfer"), payout.transfer_id))
    country = payout.creator.country
    paid = _("Paid by bank transfer") if payout.rail == Rail.BANK_FILE else _("Paid to your Stripe balance")
    return Paper(
        title=_("Statement %(code)s", code=payout.code),
        house=issuer["name"],
        made_at=statement.returned_at or sent or statement.begun_at,
        facts=facts,
        parties=[
            Party(_("Paid to"), payout.creator.name, [country_name(country) if country else ""]),
            Party(_("Paid by"), issuer["name"], [issuer["address"], country_name(issuer["country"]), issuer["vat_id"]]),
        ],
        tables=[_earnings(statement)],
        totals=[
            Total(_("Earnings after fee"), money(statement.gross)),
            Total(_("Tax withheld"), ("− " if statement.tax else "") + money(statement.tax)),
            Total(paid if sent else _("To be paid"), money(statement.net)),
        ],
        notes=_notes(statement),
    )


def _earnings(statement: Statement) -> Table:
    amounts = [Column(_("Price"), Align.END), Column(_("Fee"), Align.END), Column(_("Yours"), Align.END)]
    return Table(
        [Column(_("Settled")), Column(_("Work")), *amounts],
        [
            Row(
                [
                    line.settled_at.date().isoformat(),
                    line.title or _("Order"),
                    money(line.gross),
                    money(line.fee),
                    money(line.net),
                ]
            )
            for line in statement.lines
        ],
    )


def _notes(statement: Statement) -> list[str]:
    notes = [str(_("Made of the ledger's entries and nothing else."))]
    if statement.returned_at:
        returned = day(statement.returned_at.date())
        notes.append(_("This payout came back on %(date)s. Its earnings are available again.", date=returned))
    return notes
