"""Payouts through everything that can break: crashes at every commit, lost calls, late, doubled and lost messages."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from marketplace.local.services import Services
from marketplace.settings import ROOT
from tests.conftest import ENVIRONMENT

MARKETPLACE = Path(sys.executable).with_name("marketplace")

Storms = Callable[..., dict[str, int]]


@pytest.fixture(scope="module")
def storms(services: Services) -> Iterator[Storms]:
    """What a simulation ends with."""
    name = f"test_{os.getpid()}_storms"
    settings = ENVIRONMENT | {"DATABASE_URL": services.ensure_database(name), "REDIS_URL": services.redis_url}

    def weathered(*options: str, what: str = "money", seconds: int) -> dict[str, int]:
        storm = subprocess.Popen(
            [MARKETPLACE, "simulate", what, *options], cwd=ROOT, env=os.environ | settings,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        try:
            said, trouble = storm.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(storm.pid, signal.SIGKILL)  # with those it has started, or they would rage on
            raise
        assert storm.returncode == 0, trouble[-3000:]
        found: dict[str, int] = json.loads(said.splitlines()[-1])
        return found

    yield weathered
    services.drop_database(name)


def nothing_happened_to_the_money(found: dict[str, int], seeds: int) -> None:
    assert found["crashes"] > seeds, "a storm in which little breaks shows little"
    assert found | {"crashes": 0} == {"seeds": seeds, "crashes": 0, "lost": 0, "doubled": 0, "invariant_breaks": 0}


def test_storms_lose_nothing_and_double_nothing(storms: Storms) -> None:
    nothing_happened_to_the_money(storms("--seeds", "200", "--strict", seconds=2400), 200)


def test_the_storm_would_find_a_payout_sent_twice(storms: Storms) -> None:
    """Without asking what became of the last transfer, money leaves twice; otherwise the test above would be deaf."""
    found = storms("--seeds", "8", "--without-lookup", seconds=1200)
    assert found["doubled"] > 0
    assert found["lost"] == 0


def the_books_notice_nothing(told: dict[str, int], count: int) -> None:
    assert told["messages"] >= count
    assert told["doubled"] >= count * 0.3
    assert told["refused"] == told["forged"] >= count * 0.02
    assert told | {"let_in": 0, "same_books": True, "invariant_breaks": 0} == told


def test_the_order_of_messages_leaves_no_trace_in_the_books_and_forged_ones_are_refused(storms: Storms) -> None:
    the_books_notice_nothing(storms("--count", "250", "--strict", what="messages", seconds=1800), 250)


@pytest.mark.long
def test_two_thousand_storms(storms: Storms) -> None:
    nothing_happened_to_the_money(storms("--seeds", "2000", "--first", "1000", "--strict", seconds=4000), 2000)


@pytest.mark.long
def test_ten_thousand_messages(storms: Storms) -> None:
    the_books_notice_nothing(storms("--count", "10000", "--strict", what="messages", seconds=4000), 10_000)


@pytest.mark.night
def test_storms_all_night(storms: Storms) -> None:
    nothing_happened_to_the_money(storms("--seeds", "100000", "--first", "10000", seconds=200_000), 100_000)
