"""An invoice that is issued is told to whom it is for, in their language, and mailed."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.base.actor import SYSTEM, BrandRole
from marketplace.base.ids import new_id
from marketplace.invoices.events import InvoiceIssued
from marketplace.notifications.jobs import write_letters
from marketplace.notifications.models import Letter
from marketplace.work.outbox import FactRow
from tests.builders.accounts import a_member, owner_of
from tests.builders.payouts import WorkAs, an_earning, person_behind, usd
from tests.conftest import NOON, TestClock
from tests.invoices.test_issuing import nightly
from tests.payouts.cast import Cast


def letters(session: Session, work_as: WorkAs) -> dict[str, tuple[str, str]]:
    """Who is told what, and where its button leads."""
    facts = session.scalars(sa.select(FactRow).where(FactRow.name == InvoiceIssued.NAME)).all()
    for row in facts:
        with work_as(SYSTEM) as work:
            write_letters(work, InvoiceIssued.from_json(row.payload), new_id())
    rows = session.execute(sa.select(Person.email, Letter.subject, Letter.href).join(Person)).all()
    return {email: (subject, href) for email, subject, href in rows}


def test_both_parties_are_told_and_only_those_who_hold_the_purse(
    session: Session, work_as: WorkAs, cast: Cast, clock: TestClock
) -> None:
    a_member(work_as, cast.acme, "Rae", roles=[BrandRole.REVIEWER])
    cashier = a_member(work_as, cast.acme, "Cas", roles=[BrandRole.FINANCE])
    maya = person_behind(work_as, cast.maya)
    with work_as(SYSTEM) as work:
        work.session.get_one(Person, maya.id).language = "zh"
    an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    clock.now = NOON + timedelta(days=10)
    nightly(clock)
    told = letters(session, work_as)
    assert set(told) == {owner_of(cast.acme).email, cashier.email, maya.email}
    assert told[cashier.email][0] == "Your invoice MW-INV-2026-000001 is there"
    assert "MW-INV-2026-000002" in told[maya.email][0]
    assert "已开出" in told[maya.email][0]
    assert told[maya.email][1].startswith("/invoices/")
