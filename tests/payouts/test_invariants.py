"""The invariants tell the truth: they hold on what the actions make, and each finds its own kind of damage."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.ids import PayoutId
from marketplace.gateways.current import other_settings
from marketplace.payouts import invariants
from marketplace.wallets.errands.paying_in import PageWords, check_top_up, open_payment_page
from tests.builders.payouts import (
    WorkAs,
    a_creator_with_a_bank,
    a_file_at_the_bank,
    a_give_back,
    a_payout_account,
    a_queued_payout,
    a_signed_batch,
    an_earning,
    an_open_top_up,
    usd,
)
from tests.gateways.payments.standin import running_payments
from tests.payouts.cast import Cast

DAMAGE = {
    "every_order_adds_up": """UPDATE ledger_entries SET account_id = (SELECT id FROM ledger_accounts
        WHERE code = 'psp:stripe') WHERE account_id = (SELECT id FROM ledger_accounts WHERE code = 'fee:brand')""",
    "every_brief_adds_up": """UPDATE ledger_entries SET account_id = (SELECT id FROM ledger_accounts
        WHERE code = 'psp:stripe') WHERE account_id = (SELECT id FROM ledger_accounts WHERE code LIKE 'wallet:%')
        AND amount_minor > 0""",
    "every_earning_was_booked": "UPDATE earnings SET net_minor = net_minor - 1, fee_minor = fee_minor + 1",
    "every_creator_adds_up": "UPDATE payouts SET gross_minor = gross_minor - 1, net_minor = net_minor - 1",
    "no_more_goes_back_than_was_paid": "UPDATE give_backs SET brand_fee_minor = brand_fee_minor + 10000",
    "brands_have_what_was_given_back": "UPDATE give_backs SET brand_fee_minor = brand_fee_minor - 1",
    "what_creators_owe_is_what_is_left_of_their_debts": """UPDATE give_backs SET owed_minor = owed_minor - 1,
        creator_fee_minor = creator_fee_minor + 1""",
    "whoever_owes_has_nothing_to_be_paid": """UPDATE ledger_balances SET amount_minor = -1
        WHERE account_id IN (SELECT id FROM ledger_accounts WHERE code LIKE 'creator:available:%')""",
    "an_earning_is_in_one_live_payout_at_most": """ALTER TABLE payout_lines DROP CONSTRAINT pk_payout_lines;
        DROP INDEX uq_payout_lines_live; INSERT INTO payout_lines SELECT * FROM payout_lines""",
    "every_payout_is_the_sum_of_its_earnings": "DELETE FROM payout_lines",
    "a_payout_is_sent_exactly_when_it_has_one_transfer": "UPDATE payouts SET state = 'sent'",
    "in_transit_is_what_is_on_its_way": "UPDATE payouts SET state = 'sent'",
    "tax_withheld_is_what_payouts_say": "UPDATE payouts SET tax_minor = 1, net_minor = net_minor - 1",
    "every_top_up_was_booked_as_paid": "UPDATE top_ups SET state = 'open'",
    "nothing_on_hold_goes_on_by_itself": """INSERT INTO payout_holds
        (id, creator_id, reason, note, placed_at, placed_by_id)
        SELECT gen_random_uuid(), p.creator_id, 'legal', 'x', now(), b.made_by_id
        FROM payouts p JOIN payout_batches b ON b.id = p.batch_id LIMIT 2""",
    "an_earning_on_hold_is_in_no_payout": """INSERT INTO earning_holds
        (id, earning_id, reason, note, placed_at, placed_by_id)
        SELECT gen_random_uuid(), l.earning_id, 'legal', 'x', now(), b.made_by_id FROM payout_lines l
        JOIN payouts p ON p.id = l.payout_id JOIN payout_batches b ON b.id = p.batch_id LIMIT 1""",
    "two_people_stand_behind_every_payout_that_left": "UPDATE payout_batches SET signed_by_id = NULL",
    "every_bank_file_says_what_its_payouts_are": "UPDATE bank_file_rows SET amount_minor = amount_minor + 1",
}


@pytest.fixture
def on_its_way(work_as: WorkAs, cast: Cast, our_bank: None) -> PayoutId:
    earning = an_earning(work_as, cast.acme, cast.maya, usd(100_00))
    a_payout_account(work_as, cast.maya)
    payout = a_queued_payout(work_as, cast.maya)
    a_give_back(work_as, cast.ines, cast.jun, cast.acme, earning, usd(20_00))
    lin = a_creator_with_a_bank(work_as)
    an_earning(work_as, cast.acme, lin, usd(70_00))
    a_queued_payout(work_as, lin)
    a_file_at_the_bank(work_as, cast.ines, cast.jun, a_signed_batch(work_as, cast.ines, cast.jun))
    return PayoutId(payout.id)


def test_every_invariant_is_tried() -> None:
    assert set(DAMAGE) | {invariants.PROVIDER} == set(invariants.SAYS)


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found(session: Session, on_its_way: PayoutId, name: str) -> None:
    assert all(invariants.verify(session).values())
    session.execute(sa.text("SET LOCAL session_replication_role = replica"))
    session.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
    session.execute(sa.text(DAMAGE[name]))
    assert not invariants.verify(session)[name]


def test_without_stripe_its_balance_is_not_judged(session: Session, on_its_way: PayoutId) -> None:
    assert invariants.verify_provider(session) == {}


def test_stripe_has_what_our_account_there_says(session: Session, work_as: WorkAs, cast: Cast, tmp_path: Path) -> None:
    with running_payments(tmp_path) as alone, other_settings(STRIPE_BASE_URL=alone.url):
        top_up = an_open_top_up(work_as, cast.acme, usd(100_00))
        open_payment_page(top_up.id, PageWords("Wallet", "http://localhost/", "en"))
        alone.pay(top_up.session_id or "")
        assert invariants.verify_provider(session) == {invariants.PROVIDER: False}
        check_top_up(top_up.id)
        assert invariants.verify_provider(session) == {invariants.PROVIDER: True}
