from collections.abc import Iterator

import pytest
import stripe

from tests.standins.payments.program import Listener, Standin, running


@pytest.fixture(scope="session")
def payments_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standin]:
    with Listener().listening() as listener, running(tmp_path_factory.mktemp("payments"), listener) as program:
        yield program


@pytest.fixture
def standin(payments_program: Standin) -> Iterator[Standin]:
    """The program with no trouble planned; afterwards its money must add up."""
    payments_program.control("faults", method="DELETE")
    payments_program.control("webhooks", {})
    payments_program.listener.refusals = 0
    yield payments_program
    found = payments_program.look("invariants")
    assert found["ok"], found


@pytest.fixture
def client(standin: Standin) -> stripe.StripeClient:
    return standin.client()
