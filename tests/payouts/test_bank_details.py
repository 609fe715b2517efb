"""A creator names a bank account; a change waits out a cool-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound
from marketplace.base.ids import CreatorId, new_id
from marketplace.notifications.jobs import write_letters
from marketplace.notifications.models import Letter
from marketplace.payouts import actions as payouts
from marketplace.payouts.bank_details import WAYS
from marketplace.payouts.countries import RAILS, Rail, countries_of, rail_for
from marketplace.payouts.errors import CountryNotPayable
from marketplace.payouts.events import BankDetailsChanged
from marketplace.payouts.models import BankDetails
from marketplace.payouts.previews import COOLING_OFF, preview
from marketplace.payouts.queries import payout_account_of
from marketplace.work.outbox import FactRow
from tests.builders.payouts import (
    HONG_KONG,
    WorkAs,
    a_creator,
    a_creator_with_a_bank,
    a_queued_payout,
    an_earning,
    person_behind,
    usd,
)
from tests.conftest import NOON
from tests.payouts.cast import Cast

OTHER = replace(HONG_KONG, account_number="998877665544")


def test_every_country_of_the_bank_has_a_way_to_name_accounts() -> None:
    assert countries_of(Rail.BANK_FILE) == sorted(WAYS)
    assert (rail_for("US"), rail_for("CN"), rail_for("BR"), rail_for(None)) == (Rail.STRIPE, Rail.BANK_FILE, None, None)
    assert len(RAILS) == len(countries_of(Rail.STRIPE)) + len(countries_of(Rail.BANK_FILE))


def test_the_first_account_may_be_used_at_once(session: Session, work_as: WorkAs, cast: Cast) -> None:
    lin = a_creator_with_a_bank(work_as)
    account = payout_account_of(session, lin.id)
    assert account is not None
    assert (account.rail, account.is_ready, account.cools_off(NOON)) == (Rail.BANK_FILE, True, False)
    assert account.bank_details is not None
    assert account.bank_details.masked == "•••• 9012"
    an_earning(work_as, cast.acme, lin, usd(100_00))
    payout = a_queued_payout(work_as, lin)
    assert payout.rail is Rail.BANK_FILE
    assert preview(session, [payout], NOON).included == [payout]


def test_a_changed_account_is_not_paid_before_its_cool_off(session: Session, work_as: WorkAs, cast: Cast) -> None:
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, cast.acme, lin, usd(100_00))
    payout = a_queued_payout(work_as, lin)
    actor = person_behind(work_as, lin).actor
    with work_as(actor) as work:
        payouts.name_bank_account(work, OTHER)
    assert preview(session, [payout], NOON + timedelta(hours=71)).excluded == [(payout, COOLING_OFF)]
    assert preview(session, [payout], NOON + timedelta(hours=72)).included == [payout]
    assert session.scalar(sa.select(sa.func.count()).where(FactRow.name == "payouts.BankDetailsChanged")) == 1
    with work_as(actor) as work:
        payouts.name_bank_account(work, OTHER)  # the same again changes nothing
    assert session.scalar(sa.select(sa.func.count()).select_from(BankDetails)) == 2
    assert session.scalar(sa.select(sa.func.count()).where(FactRow.name == "payouts.BankDetailsChanged")) == 1


def test_no_number_is_told_in_a_fact(session: Session, work_as: WorkAs, cast: Cast) -> None:
    lin = a_creator_with_a_bank(work_as)
    with work_as(person_behind(work_as, lin).actor) as work:
        payouts.name_bank_account(work, OTHER)
    assert not [one for one in session.scalars(sa.select(FactRow)) if "99887766" in str(one.payload)]


def test_stripes_creators_have_no_bank_account_here(work_as: WorkAs, cast: Cast) -> None:
    for creator in (cast.maya, a_creator(work_as, "Ana", country="BR")):
        with pytest.raises(CountryNotPayable), work_as(person_behind(work_as, creator).actor) as work:
            payouts.name_bank_account(work, HONG_KONG)


def test_only_a_creator_names_an_account(work_as: WorkAs, cast: Cast) -> None:
    with pytest.raises(NotFound), work_as(cast.ines.actor) as work:
        payouts.name_bank_account(work, HONG_KONG)


def test_the_creator_is_told_of_a_change(session: Session, work_as: WorkAs, cast: Cast) -> None:
    lin = a_creator_with_a_bank(work_as)
    with work_as(SYSTEM) as work:
        write_letters(work, BankDetailsChanged(creator_id=CreatorId(lin.id), usable_on="2026-11-27"), new_id())
    (letter,) = session.scalars(sa.select(Letter)).all()
    assert "2026-11-27" in letter.text
