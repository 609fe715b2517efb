from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from marketplace.gateways.current import other_settings
from marketplace.ledger import invariants as book
from marketplace.payouts import actions as payouts
from marketplace.payouts import invariants as money
from marketplace.payouts.models import BankFile
from marketplace.wallets import invariants as wallets
from tests.builders.payouts import OUR_BANK, WorkAs
from tests.gateways.payments.standin import StandIn, running_payments
from tests.payouts.cast import Cast
from tests.standing import Standing


@pytest.fixture
def cast(standing: Standing, session: Session) -> Cast:
    """Acme, Maya and Bo, Ines and Jun: built once a file, as they were for every test."""
    found: Cast = standing.seen_from(session)
    return found


@pytest.fixture
def everything_adds_up(session: Session) -> Callable[[], None]:
    """Every invariant of the book and of the money on its way holds."""

    def check() -> None:
        found = book.verify(session) | wallets.verify(session) | money.verify(session)
        assert all(found.values()), [name for name, holds in found.items() if not holds]

    return check


@pytest.fixture(scope="session")
def shared_standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with running_payments(tmp_path_factory.mktemp("payments"), "--available-after", "0") as running:
        yield running


@pytest.fixture
def standin(shared_standin: StandIn) -> Iterator[StandIn]:
    """The payment stand-in as a process of its own; the marketplace is configured to talk to it."""
    shared_standin.people.delete("/_standin/faults")
    with other_settings(STRIPE_BASE_URL=shared_standin.url):
        yield shared_standin
    assert shared_standin.is_sound()


@pytest.fixture
def our_bank() -> Iterator[None]:
    """The operator has a bank account from which every currency is paid."""
    with other_settings(**OUR_BANK):
        yield


@pytest.fixture
def handed_over(work_as: WorkAs, cast: Cast) -> Callable[[BankFile], None]:
    """Jun lets a file go to the bank that Ines has made."""

    def hand(file: BankFile) -> None:
        with work_as(cast.jun.actor) as work:
            payouts.hand_over_bank_file(work, file.id)

    return hand
