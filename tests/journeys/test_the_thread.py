"""The whole story once: from a brand's sign-up to the payout and a label that disappears, in all three portals.

Told in English to the end, and in Chinese up to the draft's acceptance.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from marketplace.local.stack import Stack
from tests.journeys.booking import a_cast, name_staff
from tests.journeys.conftest import last_json
from tests.journeys.working import (
    a_removed_label_is_shown_to_both_sides_and_staff,
    brand_stays_silent,
    brand_stays_silent_again_and_the_fee_is_earned,
    creator_publishes,
    creator_sets_up_payouts,
    finance_pays,
    transfers_at,
    up_to_the_accepted_draft,
)


@pytest.mark.journey
def test_the_whole_thread_in_english(stack: Stack, browser: Browser) -> None:
    with a_cast(stack, browser, "en") as cast:
        order = up_to_the_accepted_draft(stack, cast)
        brand_stays_silent(cast, order)
        post = creator_publishes(cast, order)
        brand_stays_silent_again_and_the_fee_is_earned(cast, order)
        creator_sets_up_payouts(cast)
        name_staff(stack, cast.maker, "finance")
        name_staff(stack, cast.signer, "finance")
        finance_pays(cast)
        assert [transfer["amount"] for transfer in transfers_at(stack)].count(28_500) == 1
        a_removed_label_is_shown_to_both_sides_and_staff(cast, order, post)
        cast.creator.visit("/earnings")
        expect(cast.creator.page.get_by_text("$285.00").first).to_be_visible()
        verified = last_json(stack.run("ledger", "verify"))
        assert verified
        assert all(verified.values()), verified


@pytest.mark.journey
def test_the_thread_in_chinese_up_to_the_accepted_draft(stack: Stack, browser: Browser) -> None:
    with a_cast(stack, browser, "zh") as cast:
        order = up_to_the_accepted_draft(stack, cast)
        cast.brand.visit(f"/orders/{order}")
        cast.brand.press("Approve")
        cast.creator.visit(f"/orders/{order}")
        cast.creator.sees("Ready to publish")
