"""Our own withdrawals match what Stripe says, there and back, and lead down to what they come from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from marketplace.base.money import Money
from marketplace.reconciliation.models import Run
from marketplace.reconciliation.queries import Sought, drilled
from marketplace.reconciliation.states import MatchState
from marketplace.withdrawals.errands.sending import check_withdrawal, send
from tests.builders.payouts import WorkAs, usd
from tests.gateways.payments.standin import StandIn
from tests.payouts.cast import Cast
from tests.withdrawals import conftest as own
from tests.withdrawals.conftest import as_it_is, signed

both_agree_in_wallets = own.both_agree_in_wallets
both_agree = own.both_agree
ours = own.ours


@pytest.mark.parametrize("failure", [None, "account_closed"])
def test_a_withdrawal_matches_and_so_does_its_return(
    session: Session, work_as: WorkAs, standin: StandIn, cast: Cast, ours: Money, tonight: Callable[[], Run],
    failure: str | None,
) -> None:  # fmt: skip
    withdrawal = signed(work_as, cast, usd(10_00))
    send(withdrawal.id)
    payout_id = str(as_it_is(session, withdrawal).payout_id)
    if failure:
        standin.return_payout(payout_id, failure)
        check_withdrawal(payout_id)
    assert tonight().kinds == {}
    for account in ("psp:stripe", "psp:payout_in_transit"):
        for words in (payout_id, str(withdrawal.id), withdrawal.code):
            found = drilled(session, Sought(account=account, currency="USD", words=words)).rows
            assert len(found) == (2 if failure else 1)
            assert all(row.state is MatchState.MATCHED and row.comes_from[0].id == withdrawal.id for row in found)
    assert session.scalar(sa.select(sa.func.count()).select_from(Run)) == 1
