"""A price that goes back to the brand: before the payout it is no part of the document, after it it is credited."""

from __future__ import annotations

from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.ids import BrandId, CreatorId, OrderId
from marketplace.base.money import Money
from marketplace.invoices.actions import save_billing_details
from marketplace.payouts.actions.sending import record_returned
from marketplace.payouts.events import MoneyGivenBack
from marketplace.payouts.models import GiveBack
from marketplace.self_billing.actions import bill_payout, credit_payout
from marketplace.self_billing.jobs import catch_up_with_payouts, credit_what_went_back
from marketplace.self_billing.models import SelfBill
from marketplace.work.jobs import Ticked
from tests.builders.accounts import owner_of
from tests.builders.payouts import WorkAs, a_give_back, a_payout_account, an_earning
from tests.builders.self_billing import a_sent_payout, an_agreement
from tests.conftest import NOON
from tests.payouts.cast import Cast


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


@pytest.fixture
def agreed(work_as: WorkAs, cast: Cast) -> None:
    a_payout_account(work_as, cast.maya)
    an_agreement(work_as, cast.maya)
    with work_as(owner_of(cast.acme).actor) as work:
        save_billing_details(work, legal_name="Acme GmbH", address="Weg 2", country="DE", tax_id="", email="")


def amounts(session: Session) -> list[tuple[int, int]]:
    """What each document says: gross and VAT."""
    session.expire_all()
    rows = session.scalars(sa.select(SelfBill).order_by(SelfBill.id)).all()
    return [(row.gross_minor, row.vat_minor) for row in rows]


def told(give_back: GiveBack, cast: Cast) -> MoneyGivenBack:
    return MoneyGivenBack(
        give_back_id=give_back.id, order_id=OrderId(give_back.earning.source_id), brand_id=BrandId(cast.acme.id),
        creator_id=CreatorId(cast.maya.id), title="", reason=give_back.reason.value,
        price_minor=give_back.price_minor, brand_fee_minor=0, taken_minor=0, owed_minor=0, currency="EUR",
    )  # fmt: skip


def test_before_the_payout_it_makes_the_line_smaller(
    session: Session, work_as: WorkAs, cast: Cast, agreed: None
) -> None:
    earned = an_earning(work_as, cast.acme, cast.maya, eur(238_00))
    before = a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, eur(119_00))
    sent = a_sent_payout(work_as, cast.maya, cast.ines, cast.jun, "EUR")
    with work_as(SYSTEM) as work:
        bill_payout(work, sent.id)
    credit_what_went_back(told(before, cast))
    assert amounts(session) == [(119_00, 19_00)]


@pytest.mark.parametrize("is_billed_first", [True, False])
def test_after_it_a_part_is_credited_and_a_return_takes_back_the_rest(
    session: Session, work_as: WorkAs, cast: Cast, agreed: None, is_billed_first: bool
) -> None:
    earned = an_earning(work_as, cast.acme, cast.maya, eur(238_00))
    sent = a_sent_payout(work_as, cast.maya, cast.ines, cast.jun, "EUR")
    if is_billed_first:
        with work_as(SYSTEM) as work:
            bill_payout(work, sent.id)
    after = a_give_back(work_as, cast.ines, cast.jun, cast.acme, earned, eur(100_00))
    for _ in range(2):
        credit_what_went_back(told(after, cast))
    for _ in range(2):
        catch_up_with_payouts(Ticked(due_at=NOON))
    part = (-100_00, -int((Decimal(100_00) * 19 / 119).to_integral_value()))
    assert amounts(session) == [(238_00, 38_00), part]
    with work_as(SYSTEM) as work:
        record_returned(work, sent.id, reversed_amount=sent.net)
    with work_as(SYSTEM) as work:
        credit_payout(work, sent.id)
    catch_up_with_payouts(Ticked(due_at=NOON))
    found = amounts(session)
    assert len(found) == 3
    assert (sum(gross for gross, _ in found), sum(vat for _, vat in found)) == (0, 0)
