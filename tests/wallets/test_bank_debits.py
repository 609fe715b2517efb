"""A bank debit takes days and may come back: the wallet has the money when it has arrived, and not before."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from marketplace.wallets.errands.paying_in import check_top_up
from marketplace.wallets.queries import wallet_of
from marketplace.wallets.states import TopUpState
from tests.builders.accounts import owner_of
from tests.builders.payouts import WorkAs, a_paid_top_up, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.payouts.test_pages import SignIn, words

DAY = 86_400


def test_it_counts_when_it_has_arrived(
    session: Session,
    work_as: WorkAs,
    standin: StandIn,
    cast: Cast,
    sign_in: SignIn,
    everything_adds_up: Callable[[], None],
) -> None:
    top_up = a_paid_top_up(work_as, standin, cast.acme, usd(100_00), outcome="bank_debit")
    session.refresh(top_up)
    assert top_up.state is TopUpState.PROCESSING
    assert wallet_of(session, cast.acme.id) == {}
    assert "The bank debit is on its way" in words(sign_in(owner_of(cast.acme)).get(f"/wallet/top-ups/{top_up.id}"))
    standin.advance(8 * DAY)
    assert check_top_up(top_up.id) is TopUpState.PAID
    assert wallet_of(session, cast.acme.id) == {"USD": usd(100_00)}
    everything_adds_up()


def test_one_that_comes_back_is_said_to_have(
    session: Session,
    work_as: WorkAs,
    standin: StandIn,
    cast: Cast,
    sign_in: SignIn,
    everything_adds_up: Callable[[], None],
) -> None:
    top_up = a_paid_top_up(work_as, standin, cast.acme, usd(100_00), outcome="bank_debit_fails")
    standin.advance(8 * DAY)
    assert check_top_up(top_up.id) is TopUpState.FAILED
    assert check_top_up(top_up.id) is TopUpState.FAILED
    assert wallet_of(session, cast.acme.id) == {}
    assert "The bank did not pay" in words(sign_in(owner_of(cast.acme)).get(f"/wallet/top-ups/{top_up.id}"))
    everything_adds_up()
