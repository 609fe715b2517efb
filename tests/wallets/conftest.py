"""The same people, books and payment stand-in as for payouts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from marketplace.gateways.current import payments
from marketplace.ledger import chart
from marketplace.ledger.queries import amounts_of
from tests.builders.payouts import usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.conftest import cast, everything_adds_up, shared_standin, standin

__all__ = ["both_agree", "cast", "everything_adds_up", "shared_standin", "standin"]


@pytest.fixture
def both_agree(session: Session, everything_adds_up: Callable[[], None], standin: StandIn) -> Callable[[], None]:
    """Every invariant holds, and Stripe's balance has changed by what the book says."""
    before = {code: one.total.minor for code, one in payments().balance().items()}

    def check() -> None:
        everything_adds_up()
        now = {code: one.total.minor for code, one in payments().balance().items()}
        booked = amounts_of(session, chart.psp_stripe()).get("USD", usd(0)).minor
        assert now.get("USD", 0) - before.get("USD", 0) == booked

    return check
