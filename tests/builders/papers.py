"""Papers of people in every shape a page can show, and the words that people typed on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marketplace.accounts.models import Brand, Person
from marketplace.base.actor import SYSTEM
from marketplace.base.money import Money
from marketplace.creators.models import Creator
from marketplace.fapiao.models import Fapiao
from marketplace.fapiao.policy import buyer_of
from marketplace.fapiao.queries import can_be_asked_for
from marketplace.payouts.actions.sending import record_returned
from marketplace.self_billing.actions import bill_payout, credit_payout
from marketplace.self_billing.models import SelfBill, SelfBillingAgreement
from tests.builders.accounts import owner_of
from tests.builders.fapiao import SPECIAL, a_wish, an_issued_fapiao
from tests.builders.payouts import WorkAs, an_earning, an_invoice, person_behind
from tests.builders.self_billing import a_sent_payout, an_agreement

TYPED: dict[Any, tuple[str, ...]] = {
    Fapiao: ("title", "tax_number", "address", "bank", "email", "reason"),
    SelfBill: ("number", "supplier", "customer", "words"),
    SelfBillingAgreement: ("legal_name", "address", "vat_id"),
}
"""Where the words stand that no catalogue can know."""


def papers_on_show(
    work_as: WorkAs, brand: Brand, creators: tuple[Creator, Creator], staff: tuple[Person, Person]
) -> dict[str, UUID]:
    """The brand has its 发票, a creator's waits, another creator has not asked yet and bills through us; their ids."""
    for creator in creators:
        an_earning(work_as, brand, creator, Money(1_000_00, "CNY"))
    invoice = an_invoice(work_as)
    waiting, quiet = (person_behind(work_as, creator) for creator in creators)
    asked = a_wish(work_as, waiting, SPECIAL).id
    issued = a_wish(work_as, owner_of(brand)).id
    an_issued_fapiao(work_as, issued, staff[0])
    with work_as(quiet.actor) as work:
        free = can_be_asked_for(work.session, *buyer_of(quiet.actor))
    bill, note = _billed_and_credited(work_as, brand, creators[1], staff)
    return {
        "invoice": invoice,
        "asked_fapiao": asked,
        "issued_fapiao": issued,
        "free_invoice": free[0].id,
        "self_bill": bill,
        "self_credit_note": note,
    }


def _billed_and_credited(
    work_as: WorkAs, brand: Brand, creator: Creator, staff: tuple[Person, Person]
) -> tuple[UUID, UUID]:
    """A payout to a creator who has agreed was sent, and came back."""
    an_agreement(work_as, creator)
    an_earning(work_as, brand, creator, Money(1_190_00, "EUR"))
    sent = a_sent_payout(work_as, creator, *staff, "EUR")
    with work_as(SYSTEM) as work:
        bill = bill_payout(work, sent.id)[0].id
    with work_as(SYSTEM) as work:
        record_returned(work, sent.id, reversed_amount=sent.net)
    with work_as(SYSTEM) as work:
        return bill, credit_payout(work, sent.id)[0].id
