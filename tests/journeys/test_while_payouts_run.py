"""kill -9 while payouts run, at named moments: nothing is lost, nothing sent twice, and payouts go on by themselves."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from marketplace.base.clock import system_clock
from marketplace.local.stack import Stack
from tests.journeys.conftest import last_json
from tests.journeys.payroll import Payroll, a_payroll
from tests.journeys.people import until
from tests.journeys.work_under_way import let_leases_of_the_dead_run_out

COUNT = 4
GOES_ON_WITHIN = {"worker": 120, "web": 30, "Valkey and all it kept": 30, "PostgreSQL": 120}
"""Seconds after which the next payout has left."""

LEASE_SECONDS = 95
"""A payout that was in somebody's hands when they died is taken up again after a minute and a half."""


def kill_worker(stack: Stack) -> None:
    """The worker and the child that does its job."""
    worker = stack.supervisor.pid("worker")
    children = Path(f"/proc/{worker}/task/{worker}/children").read_text().split() if worker else []
    stack.kill("worker")
    for child in children:
        try:
            os.kill(int(child), signal.SIGKILL)
        except ProcessLookupError:
            continue


ACCIDENTS: dict[str, Callable[[Stack], None]] = {
    "worker": kill_worker,
    "web": lambda stack: stack.kill("web"),
    "Valkey and all it kept": lambda stack: stack.wipe_valkey(),
    "PostgreSQL": lambda stack: stack.kill("postgres"),
}

Moment = Callable[[Payroll], AbstractContextManager[None]]


@contextmanager
def just_signed(payroll: Payroll) -> Iterator[None]:
    """The signature is kept and no worker has begun."""
    payroll.sign()
    yield


@contextmanager
def call_under_way(payroll: Payroll) -> Iterator[None]:
    """The attempt is kept and Stripe takes its time: the transfer will be made after whoever asked has died."""
    payroll.processor.plan([{"match": "transfers.create", "kind": "slow", "seconds": 3}])
    payroll.sign()
    until(payroll.under_way, "an attempt", 30)
    time.sleep(0.5)
    yield


@contextmanager
def made_and_not_kept(payroll: Payroll) -> Iterator[None]:
    """The transfer is made, and who made it cannot keep that yet."""
    payroll.processor.plan([{"match": "transfers.create", "kind": "slow", "seconds": 3}])
    payroll.sign()
    until(payroll.under_way, "an attempt", 30)
    with payroll.nobody_can_write():
        until(lambda: payroll.transfers() > 0, "a transfer", 30)
        yield


@contextmanager
def looking_up(payroll: Payroll) -> Iterator[None]:
    """The answer was lost, no message tells of it, and what became of the transfer is being asked."""
    payroll.processor.keep_silent(True)
    payroll.processor.plan(
        [
            {"match": "transfers.create", "kind": "drop_after", "times": 2},  # the SDK asks twice
            {"match": "transfers.list", "kind": "slow", "seconds": 3},
        ]
    )
    payroll.sign()
    until(payroll.looked_up, "a look-up", 40)
    time.sleep(0.5)
    yield


MOMENTS: dict[str, Moment] = {
    "just signed": just_signed,
    "call under way": call_under_way,
    "made and not kept": made_and_not_kept,
    "looking up": looking_up,
}


def payouts_go_on(payroll: Payroll, moment: str, victim: str, *, waits: bool) -> None:
    """Something dies at a moment; every creator has exactly what is theirs, and in time.

    Unless the test `waits`, the leases of the dead run out at once.
    """
    with MOMENTS[moment](payroll):
        before = payroll.sent()
        ACCIDENTS[victim](payroll.stack)
        died, began = system_clock(), time.monotonic()
    until(lambda: payroll.sent() > before, "the next payout", GOES_ON_WITHIN[victim] + 10 * waits)
    went_on = time.monotonic() - began
    if not waits:
        let_leases_of_the_dead_run_out(died)
    until(lambda: payroll.sent() == len(payroll.payees), "every payout", LEASE_SECONDS + 60)
    done = time.monotonic() - began
    print(f"{moment}, {victim}: went on after {went_on:.1f} s, done after {done:.1f} s")  # noqa: T201
    assert went_on < GOES_ON_WITHIN[victim]
    assert payroll.received() == payroll.owed
    verified = last_json(payroll.stack.run("ledger", "verify"))
    assert verified
    assert all(verified.values()), [name for name, holds in verified.items() if not holds]


@pytest.mark.parametrize(
    ("moment", "victim"),
    [
        ("just signed", "Valkey and all it kept"),
        ("call under way", "worker"),
        ("made and not kept", "PostgreSQL"),
    ],
)
def test_payouts_survive(stack: Stack, moment: str, victim: str) -> None:
    with a_payroll(stack, COUNT) as payroll:
        payouts_go_on(payroll, moment, victim, waits=False)


@pytest.mark.long
@pytest.mark.parametrize("victim", ACCIDENTS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_payouts_survive_at_every_moment(stack: Stack, moment: str, victim: str) -> None:
    with a_payroll(stack, COUNT) as payroll:
        payouts_go_on(payroll, moment, victim, waits=True)
