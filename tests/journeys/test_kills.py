"""kill -9 of worker, scheduler, web and Valkey with its data: all comes back by itself, nothing is lost or doubled."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime

import httpx
import pytest

from marketplace.base.clock import system_clock
from marketplace.local.stack import Stack
from marketplace.orders.states import OrderState
from tests.journeys import work_under_way as under_way
from tests.journeys.conftest import last_json
from tests.journeys.people import until
from tests.journeys.work_under_way import Load, a_load

Accident = Callable[[Stack], None]

ACCIDENTS: dict[str, Accident] = {
    "worker": lambda stack: stack.kill("worker"),
    "scheduler": lambda stack: stack.kill("scheduler"),
    "web": lambda stack: stack.kill("web"),
    "valkey and all it kept": lambda stack: stack.wipe_valkey(),
}

PAID = {OrderState.SETTLED, OrderState.RETENTION, OrderState.COMPLETED}


def befall(stack: Stack, *names: str) -> datetime:
    """Accidents one after the other, then everything is there again by itself; the instant of the last one."""
    began = time.monotonic()
    for name in names:
        ACCIDENTS[name](stack)
    last = system_clock()
    stack.wait_ready(seconds=240)
    print(f"{', '.join(names)}: ready again after {time.monotonic() - began:.1f} s")  # noqa: T201
    assert httpx.get(f"{stack.site}readyz", trust_env=False).status_code == 200
    return last


def wait_for(load: Load, state: OrderState | set[OrderState], seconds: float) -> None:
    """Waits until every order of the load is there."""
    wanted = state if isinstance(state, set) else {state}
    until(lambda: load.states() <= wanted, f"{wanted}, not {load.states()}", seconds)


def a_story_with_accidents(stack: Stack, load: Load, accident: Callable[[int], datetime], *, patience: float) -> None:
    """Drafts are checked, silence approves, posts are looked at, silence confirms; between any two steps things die."""

    def step(number: int, state: OrderState | set[OrderState]) -> None:
        last = accident(number)
        if patience < under_way.LEASE.total_seconds():
            under_way.let_leases_of_the_dead_run_out(last)
        wait_for(load, state, patience)

    load.book(3)
    step(0, OrderState.BRAND_REVIEW)
    load.book(2)
    wait_for(load, OrderState.BRAND_REVIEW, patience)
    under_way.advance(days=4)
    step(1, OrderState.APPROVED)
    load.publish(load.deals)
    step(2, OrderState.ACCEPTANCE)
    under_way.advance(days=4)
    step(3, PAID)


def nothing_is_lost_or_doubled(stack: Stack, load: Load, patience: float) -> None:
    now = system_clock()
    until(lambda: under_way.is_calm(now), "the end of all that waited", patience)
    assert under_way.losses() == []
    assert under_way.double_effects(load) == []
    assert under_way.letters_gone_wrong(load) == []
    verified = last_json(stack.run("ledger", "verify"))
    assert verified
    assert all(verified.values()), verified


def test_whatever_is_killed_comes_back_and_every_job_is_done_once(stack: Stack) -> None:
    order = (
        ("worker", "valkey and all it kept"),
        ("scheduler", "worker"),
        ("valkey and all it kept", "web"),
        ("worker", "scheduler", "web", "valkey and all it kept"),
    )
    with a_load(stack, slots=5) as load:
        a_story_with_accidents(stack, load, lambda step: befall(stack, *order[step]), patience=60)
        nothing_is_lost_or_doubled(stack, load, patience=60)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_accidents_at_any_moment_lose_nothing(stack: Stack, seed: int) -> None:
    """Leases of dead workers run out as they do for a person who waits: after a minute and a half."""
    chance = random.Random(seed)

    def accident(_step: int) -> datetime:
        last = system_clock()
        for _ in range(chance.randint(1, 4)):
            time.sleep(chance.uniform(0, 3))
            last = befall(stack, *chance.sample(sorted(ACCIDENTS), chance.randint(1, len(ACCIDENTS))))
        return last

    with a_load(stack, slots=5) as load:
        a_story_with_accidents(stack, load, accident, patience=300)
        nothing_is_lost_or_doubled(stack, load, patience=300)
