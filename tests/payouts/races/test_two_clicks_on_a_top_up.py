"""A top-up that is clicked, paid and asked about several times at once is one payment and is counted once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.ledger.models import Journal
from marketplace.wallets.errands.paying_in import PageWords, check_top_up, open_payment_page
from marketplace.wallets.models import TopUp
from marketplace.wallets.queries import wallet_of
from marketplace.work.unit import unit_of_work
from tests.builders.payouts import an_open_top_up, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.payouts.races.conftest import Look, sums_hold

WORDS = PageWords("Wallet top-up", "http://localhost/", "en")


def test_every_click_leads_to_the_same_page_and_the_money_counts_once(
    at_once: Callable[..., list[Any]], committed: Look, cast: Cast, standin: StandIn
) -> None:
    with committed():
        top_up_id, brand_id = an_open_top_up(unit_of_work, cast.acme, usd(300_00)).id, cast.acme.id
    pages = at_once([lambda: open_payment_page(top_up_id, WORDS)] * 4)
    # Stripe refuses a second call with a key that is just being used: whoever comes too early is told to come again.
    opened = {page for page in pages if isinstance(page, str)}
    assert len(opened) == 1
    with committed(), unit_of_work(SYSTEM) as work:
        session_id = work.session.get_one(TopUp, top_up_id).session_id
    assert session_id is not None
    standin.pay(session_id)
    at_once([lambda: check_top_up(top_up_id)] * 4)
    with committed() as session:
        assert wallet_of(session, brand_id) == {"USD": usd(300_00)}
        booked = sa.select(sa.func.count()).select_from(Journal).where(Journal.key == f"top_up:{top_up_id}")
        assert session.scalar(booked) == 1
    sums_hold(committed)
