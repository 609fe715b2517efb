"""Issuing invoices from the book, and what a brand wants to stand on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from marketplace.accounts.policy import must_hold_the_purse
from marketplace.accounts.queries import brand, brand_seen_by
from marketplace.base.errors import NotFound
from marketplace.base.ids import new_id, short_code
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.invoices.errors import CountryWrong
from marketplace.invoices.events import InvoiceIssued
from marketplace.invoices.fees import Fee, fees_between, vat_key
from marketplace.invoices.models import BillingDetails, Invoice, InvoiceSeries
from marketplace.invoices.queries import billing_details_of, is_invoiced
from marketplace.invoices.states import Party
from marketplace.invoices.tax_ids import checked_tax_id, is_vat_id
from marketplace.invoices.vat import Vat, decide
from marketplace.ledger.actions import book
from marketplace.ledger.months import month_after
from marketplace.ledger.postings.platform import vat_on_fee
from marketplace.payouts.queries import earning_from
from marketplace.settings import OperatorSettings, settings
from marketplace.work.unit import Work

INVOICE, CREDIT_NOTE = "INV", "CRN"


@dataclass(frozen=True)
class Bill:
    """The fees of one party, currency and month that have no invoice yet."""

    party: Party
    party_id: UUID
    currency: str
    year: int
    month: int
    fees: Sequence[Fee]


def bills_of(work: Work, year: int, month: int) -> list[Bill]:
    """What has to be invoiced for a month that is over; nothing for one that is not."""
    begins = datetime(year, month, 1, tzinfo=UTC)
    ends = month_after(begins)
    if work.now < ends:
        return []
    found: defaultdict[tuple[Party, UUID, str], list[Fee]] = defaultdict(list)
    for fee in fees_between(work.session, begins, ends):
        found[fee.party, fee.party_id, fee.amount.currency].append(fee)
    return [
        Bill(party, party_id, currency, year, month, fees)
        for (party, party_id, currency), fees in sorted(found.items(), key=lambda one: (one[0][0], str(one[0][1:])))
        if sum(fee.amount.minor for fee in fees)
        and not is_invoiced(work.session, party, party_id, currency, year, month)
    ]


def issue(work: Work, bill: Bill) -> Invoice | None:
    """Gives a bill its number and freezes it; None when somebody else has. The VAT in it is booked at once."""
    gross = Money(sum(fee.amount.minor for fee in bill.fees), bill.currency)
    # The row of the series is locked from here: numbers are given one after the other, and none is lost.
    series = _series(work, CREDIT_NOTE if gross.minor < 0 else INVOICE)
    if is_invoiced(work.session, bill.party, bill.party_id, bill.currency, bill.year, bill.month):
        return None
    buyer = _buyer(work, bill)
    vat = _vat_for(work, buyer)
    series.last += 1
    invoice = Invoice(
        id=new_id(),
        number=f"{series.name}-{series.last:06d}",
        party=bill.party,
        party_id=bill.party_id,
        currency=bill.currency,
        year=bill.year,
        month=bill.month,
        issued_at=work.now,
        issuer=settings(OperatorSettings).as_on_invoices,
        buyer=buyer,
        lines=[_line(work, fee) for fee in bill.fees],
        treatment=vat.treatment,
        rate_bp=vat.rate_bp,
        net_minor=(gross - vat.within(gross)).minor,
        vat_minor=vat.within(gross).minor,
        gross_minor=gross.minor,
    )
    work.session.add(invoice)
    work.session.flush()
    _book_vat(work, invoice, bill, vat)
    is_brand = bill.party is Party.BRAND
    work.announce(
        InvoiceIssued(
            invoice_id=invoice.id,
            party=bill.party.value,
            party_id=bill.party_id,
            number=invoice.number,
            is_credit_note=invoice.is_credit_note,
            brand_id=bill.party_id if is_brand else None,
            creator_id=None if is_brand else bill.party_id,
        )
    )
    return invoice


def save_billing_details(
    work: Work, *, legal_name: str, address: str, country: str, tax_id: str, email: str
) -> BillingDetails:
    """A brand says what is to stand on its invoices from now on. Raises TaxIdWrong or CountryWrong."""
    must_hold_the_purse(work.actor)
    brand_id = work.actor.brand_id
    if brand_id is None:
        raise NotFound()
    brand_seen_by(work.session, work.actor, brand_id, lock=True)
    if len(country) != 2 or not country.isalpha():
        raise CountryWrong()
    details = billing_details_of(work.session, brand_id) or BillingDetails(brand_id=brand_id)
    details.legal_name, details.address, details.country = legal_name, address, country
    details.tax_id, details.email = checked_tax_id(country, tax_id), email
    details.changed_at = work.now
    work.session.add(details)
    work.session.flush()
    return details


def series_named(work: Work, name: str) -> InvoiceSeries:
    """A series of numbers, its row locked until the piece of work is over: none is lost or given twice."""
    work.session.execute(insert(InvoiceSeries).values(name=name, last=0).on_conflict_do_nothing())
    return work.session.scalars(
        sa.select(InvoiceSeries)
        .where(InvoiceSeries.name == name)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _series(work: Work, kind: str) -> InvoiceSeries:
    return series_named(work, f"{settings(OperatorSettings).invoice_prefix}-{kind}-{work.now.year}")


def _buyer(work: Work, bill: Bill) -> dict[str, str]:
    if bill.party is Party.CREATOR:
        creator = work.session.get_one(Creator, bill.party_id)
        return {"name": creator.name, "address": "", "country": creator.country or "", "tax_id": "", "email": ""}
    found, details = brand(work.session, bill.party_id), billing_details_of(work.session, bill.party_id)
    if details is None:
        name = found.legal_name or found.name
        return {"name": name, "address": "", "country": found.country, "tax_id": "", "email": ""}
    return {
        "name": details.legal_name,
        "address": details.address,
        "country": details.country,
        "tax_id": details.tax_id,
        "email": details.email,
    }


def _vat_for(work: Work, buyer: dict[str, str]) -> Vat:
    ours = settings(OperatorSettings)
    return decide(
        issuer_country=ours.operator_country,
        is_registered=bool(ours.operator_vat_id),
        buyer_country=buyer["country"],
        has_vat_id=is_vat_id(buyer["country"], buyer["tax_id"]),
        at=work.now.date(),
    )


def _line(work: Work, fee: Fee) -> dict[str, object]:
    earned = earning_from(work.session, "order", fee.order_id) if fee.order_id else None
    return {
        "journal": str(fee.journal_id),
        "at": fee.at.isoformat(),
        "account": fee.account,
        "order": str(fee.order_id) if fee.order_id else "",
        "code": short_code(fee.order_id) if fee.order_id else "",
        "title": earned.title if earned else "",
        "minor": fee.amount.minor,
    }


def _book_vat(work: Work, invoice: Invoice, bill: Bill, vat: Vat) -> None:
    """Takes the VAT out of the fee accounts it is in: together what the invoice says, to the minor unit."""
    if not invoice.vat_minor:
        return
    by_account: defaultdict[str, int] = defaultdict(int)
    for fee in bill.fees:
        by_account[fee.account] += fee.amount.minor
    left = invoice.vat_minor
    accounts = sorted(by_account)
    for place, account in enumerate(accounts):
        last = place == len(accounts) - 1
        part = left if last else vat.within(Money(by_account[account], bill.currency)).minor
        left -= part
        if part:
            said = vat_on_fee(account, Money(part, bill.currency))
            book(work, said, key=vat_key(invoice.id, account))
