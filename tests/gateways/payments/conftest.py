from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.gateways.payments.sides import ENVIRONMENT, Side, StandInSide, sandbox_of
from tests.gateways.payments.standin import StandIn, running_payments


@pytest.fixture(scope="module")
def shared_standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with running_payments(tmp_path_factory.mktemp("payments"), "--available-after", "0") as standin:
        yield standin


@pytest.fixture
def standin(shared_standin: StandIn) -> Iterator[StandIn]:
    """The stand-in without any trouble planned."""
    shared_standin.people.delete("/_standin/faults")
    yield shared_standin
    assert shared_standin.is_sound()


@pytest.fixture(params=["stand-in", "sandbox"])
def side(request: pytest.FixtureRequest) -> Side:
    """The stand-in; and Stripe's sandbox, when there is a key for it."""
    if request.param == "sandbox":
        return sandbox_of(ENVIRONMENT)
    return StandInSide(request.getfixturevalue("standin"))
