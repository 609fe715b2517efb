"""The checks themselves can fail: a sum that is wrong is called wrong, a resource that is wrong is refused."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from standins.payments.money import Rules, invariants
from standins.payments.store import Store
from tests.standins.payments.program import Listener, Standin, running
from tests.standins.payments.schemas import check_answer, check_request

TAMPERED = {
    "balances_fees_and_outside_sum_to_zero": "INSERT INTO movements VALUES ('x', 'platform', 'usd', 1, 0)",
    "every_posting_sums_to_zero": "UPDATE movements SET amount = amount + 1 WHERE holder = 'fees'",
    "balance_transactions_agree_with_balances": (
        "UPDATE documents SET body = json_set(body, '$.net', 1) WHERE object = 'balance_transaction'"
    ),
    "every_paid_session_has_one_successful_charge": (
        "UPDATE documents SET body = json_set(body, '$.status', 'failed') WHERE object = 'charge'"
    ),
    "no_charge_is_refunded_beyond_its_amount": (
        "UPDATE documents SET body = json_set(body, '$.amount_refunded', 99999999) WHERE object = 'charge'"
    ),
    "nothing_stays_between_two_accounts": "INSERT INTO movements VALUES ('x', 'transit', 'usd', 1, 0)",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a program has kept that somebody has paid at."""
    folder = tmp_path_factory.mktemp("kept")
    with Listener().listening() as listener, running(folder, listener) as standin:
        standin.paid_charge()
    return folder / "payments.sqlite3"


@pytest.mark.parametrize("claim", TAMPERED)
def test_a_wrong_sum_is_called_wrong(file: Path, tmp_path: Path, claim: str) -> None:
    store = Store(Path(shutil.copy(file, tmp_path)))
    with store.change() as tx:
        assert invariants(tx)["ok"]
        tx.run(TAMPERED[claim])
        found = invariants(tx)
    store.close()
    assert not found["ok"]
    assert not found["checks"][claim]


def test_a_resource_or_request_unlike_stripe_s_is_noticed(standin: Standin) -> None:
    charge = standin.paid_charge().to_dict()
    check_answer(charge)
    for change in ({"amount": "100"}, {"colour": "red"}, {"billing_details": {"color": "red"}}):
        with pytest.raises(AssertionError):
            check_answer({"object": "list", "data": [{**charge, **change}]})
    with pytest.raises(AssertionError):
        check_answer({name: value for name, value in charge.items() if name != "amount"})
    for body in (
        "amount=1&currency=usd",
        "amount=x&currency=usd&destination=a",
        "destination=a&currency=usd&colour=red",
    ):
        with pytest.raises(AssertionError):
            check_request("post", "http://x/v1/transfers", body)
    with pytest.raises(AssertionError):
        check_request("post", "http://x/v2/core/accounts", '{"configuration": {"recipient": {"colour": "red"}}}')


@given(st.integers(min_value=50, max_value=99_999_999), st.integers(0, 2_000), st.integers(0, 500))
def test_a_fee_is_rounded_half_up_and_exact(amount: int, basis_points: int, fixed: int) -> None:
    short = amount * basis_points - (Rules(basis_points, fixed).fee(amount) - fixed) * 10_000
    assert -5_000 <= short < 5_000
