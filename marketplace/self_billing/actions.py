"""Agreements to self-billing, and what is written under them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from marketplace.accounts.queries import brand
from marketplace.base.ids import BrandId, CreatorId, PayoutId, new_id, short_code
from marketplace.base.money import Money
from marketplace.invoices.actions import series_named
from marketplace.invoices.errors import TaxIdWrong
from marketplace.invoices.queries import billing_details_of
from marketplace.invoices.tax_ids import checked_tax_id, is_vat_id
from marketplace.invoices.vat import Vat, decide
from marketplace.payouts.models import GiveBack, Payout
from marketplace.payouts.queries import payout_seen_by
from marketplace.payouts.states import PayoutState
from marketplace.self_billing.errors import (
    AddressMissing,
    AgreedAlready,
    ConsentMissing,
    CountryNotOffered,
    NameWrong,
    VatIdWrong,
)
from marketplace.self_billing.events import SelfBillingAgreed, SelfBillingWithdrawn, SelfBillIssued
from marketplace.self_billing.legal_words import OFFERED, words_for
from marketplace.self_billing.models import SelfBill, SelfBillingAgreement
from marketplace.self_billing.policy import must_be_creator
from marketplace.self_billing.queries import agreement_at, agreement_of, bills_of_payout, is_written
from marketplace.self_billing.supplies import Line, given_back_since, supplies_of
from marketplace.work.unit import Work


def agree_to_self_billing(
    work: Work, *, legal_name: str, address: str, country: str, vat_id: str, agreed: bool
) -> SelfBillingAgreement:
    """A creator who is a business lets us write invoices in its name from now on.

    Raises AgreementWrong for what cannot be right, AgreedAlready while another agreement holds.
    """
    creator_id = must_be_creator(work.actor)
    if not (0 < len(legal_name) <= 200 and legal_name.isprintable()):
        raise NameWrong()
    if not 0 < len(address) <= 500:
        raise AddressMissing()
    if country not in OFFERED:
        raise CountryNotOffered()
    try:
        number = checked_tax_id(country, vat_id)
    except TaxIdWrong as error:
        raise VatIdWrong() from error
    if not number or not number.isprintable():
        raise VatIdWrong()
    if not agreed:
        raise ConsentMissing()
    if agreement_of(work.session, creator_id):
        raise AgreedAlready()
    made = SelfBillingAgreement(
        creator_id=creator_id,
        legal_name=legal_name,
        address=address,
        country=country,
        vat_id=number,
        agreed_at=work.now,
        agreed_by_id=work.actor.person_id,
    )
    work.session.add(made)
    try:
        work.session.flush()
    except IntegrityError as error:  # somebody has clicked twice
        raise AgreedAlready() from error
    work.announce(SelfBillingAgreed(creator_id=CreatorId(creator_id)))
    return made


def withdraw_self_billing(work: Work) -> None:
    """A creator writes their own invoices again, for payouts from now on. What is written stays."""
    creator_id = must_be_creator(work.actor)
    found = agreement_of(work.session, creator_id, lock=True)
    if found is not None:
        found.withdrawn_at = work.now
        work.announce(SelfBillingWithdrawn(creator_id=CreatorId(creator_id)))


def bill_payout(work: Work, payout_id: UUID) -> list[SelfBill]:
    """Writes an invoice for each brand that a payout was paid by, if the creator had agreed when it was sent.

    Bears repetition. What went back to a brand since the payout was begun is credited at once.
    """
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if payout.state is not PayoutState.SENT or payout.sent_at is None:
        return []
    agreement = agreement_at(work.session, payout.creator_id, payout.sent_at)
    if agreement is None:
        return []
    made = []
    for brand_id, lines in sorted(supplies_of(work.session, payout).items()):
        cause = f"payout:{payout.id}:{brand_id}"
        if not is_written(work.session, cause):
            made.append(_invoiced(work, payout, agreement, brand_id, lines, cause))
    _credit_parts(work, payout)
    return made


def credit_payout(work: Work, payout_id: UUID) -> list[SelfBill]:
    """A payout came back: credit notes take back what is left of its invoices. Bears repetition."""
    payout = payout_seen_by(work.session, work.actor, payout_id, lock=True)
    if payout.state is not PayoutState.RETURNED:
        return []
    made = []
    for bill in bills_of_payout(work.session, payout.id):
        cause = f"payout:{payout.id}:{bill.brand_id}:back"
        left = _left(bill)
        if left.minor > 0 and not is_written(work.session, cause):
            before = [line for note in bill.credited_by for line in note.lines]
            vat = bill.vat_minor + sum(note.vat_minor for note in bill.credited_by)
            made.append(_credited(work, bill, [_negative(line) for line in [*bill.lines, *before]], vat, cause))
    return made


def credit_give_back(work: Work, give_back_id: UUID) -> None:
    """A price went back to its brand: the invoices that contain it are corrected. Bears repetition."""
    give_back = work.session.get(GiveBack, give_back_id)
    if give_back is None:
        return
    ids = sorted(line.payout_id for line in give_back.earning.lines)
    for payout in [payout_seen_by(work.session, work.actor, payout_id, lock=True) for payout_id in ids]:
        if payout.state is PayoutState.SENT:
            _credit_parts(work, payout)


def _credit_parts(work: Work, payout: Payout) -> None:
    bills = {bill.brand_id: bill for bill in bills_of_payout(work.session, payout.id)}
    for give_back, price in given_back_since(work.session, payout):
        bill, cause = bills.get(give_back.brand_id), f"give_back:{give_back.id}"
        if bill is None or is_written(work.session, cause):
            continue
        part = min(price, _left(bill))
        line = next(one for one in bill.lines if one["earning"] == str(give_back.earning_id))
        if part.minor > 0:
            vat = bill.decided.within(part).minor
            _credited(work, bill, [_negative({**line, "minor": part.minor})], vat, cause)


def _left(bill: SelfBill) -> Money:
    return sum((note.gross for note in bill.credited_by), bill.gross)


def _negative(line: Line) -> Line:
    return {**line, "minor": -int(line["minor"])}


def _invoiced(
    work: Work,
    payout: Payout,
    agreement: SelfBillingAgreement,
    brand_id: UUID,
    lines: Sequence[Line],
    cause: str,
) -> SelfBill:
    customer = _customer(work, brand_id)
    gross = Money(sum(int(line["minor"]) for line in lines), payout.currency)
    vat = _vat_for(agreement, customer, work)
    bill = SelfBill(
        id=new_id(),
        cause=cause,
        creator=payout.creator,
        creator_id=payout.creator_id,
        brand_id=brand_id,
        payout=payout,
        payout_id=payout.id,
        credits_id=None,
        number=_number(work, payout.creator_id, "SB"),
        currency=payout.currency,
        issued_at=work.now,
        supplier=agreement.as_supplier,
        customer=customer,
        lines=list(lines),
        words=words_for(agreement.country, with_vat=bool(vat.rate_bp)),
        treatment=vat.treatment,
        rate_bp=vat.rate_bp,
        net_minor=(gross - vat.within(gross)).minor,
        vat_minor=vat.within(gross).minor,
        gross_minor=gross.minor,
    )
    return _kept(work, bill)


def _credited(work: Work, bill: SelfBill, lines: Sequence[Line], vat_minor: int, cause: str) -> SelfBill:
    gross_minor = sum(int(line["minor"]) for line in lines)
    note = SelfBill(
        id=new_id(),
        cause=cause,
        creator=bill.creator,
        creator_id=bill.creator_id,
        brand_id=bill.brand_id,
        payout=bill.payout,
        payout_id=bill.payout_id,
        credits=bill,
        credits_id=bill.id,
        number=_number(work, bill.creator_id, "SBC"),
        currency=bill.currency,
        issued_at=work.now,
        supplier=bill.supplier,
        customer=bill.customer,
        lines=list(lines),
        words=bill.words,
        treatment=bill.treatment,
        rate_bp=bill.rate_bp,
        net_minor=gross_minor + vat_minor,
        vat_minor=-vat_minor,
        gross_minor=gross_minor,
    )
    return _kept(work, note)


def _kept(work: Work, bill: SelfBill) -> SelfBill:
    work.session.add(bill)
    work.session.flush()
    work.announce(
        SelfBillIssued(
            self_bill_id=bill.id,
            payout_id=PayoutId(bill.payout_id),
            creator_id=CreatorId(bill.creator_id),
            brand_id=BrandId(bill.brand_id),
            number=bill.number,
            is_credit_note=bill.is_credit_note,
        )
    )
    return bill


def _number(work: Work, creator_id: UUID, kind: str) -> str:
    """The next number of the creator's own series; its row stays locked until the piece of work is over."""
    series = series_named(work, f"{kind}:{creator_id}:{work.now.year}")
    series.last += 1
    return f"{kind}-{short_code(creator_id)}-{work.now.year}-{series.last:04d}"


def _customer(work: Work, brand_id: UUID) -> dict[str, str]:
    found, details = brand(work.session, brand_id), billing_details_of(work.session, brand_id)
    if details is None:
        return {"name": found.legal_name or found.name, "address": "", "country": found.country, "tax_id": ""}
    return {
        "name": details.legal_name,
        "address": details.address,
        "country": details.country,
        "tax_id": details.tax_id,
    }


def _vat_for(agreement: SelfBillingAgreement, customer: dict[str, str], work: Work) -> Vat:
    return decide(
        issuer_country=agreement.country,
        is_registered=True,
        buyer_country=customer["country"],
        has_vat_id=is_vat_id(customer["country"], customer["tax_id"]),
        at=work.now.date(),
    )
