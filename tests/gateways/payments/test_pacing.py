"""Calls to Stripe are counted over all processes, and whoever cannot count goes on."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from marketplace.base.ids import new_id
from marketplace.gateways.payments import pacing
from marketplace.gateways.payments.pacing import Pace
from marketplace.local.services import Services


def counted(redis_url: str, name: str) -> int:
    """How many of sixty calls a process of its own may make, when forty may be made in an hour."""
    pace = Pace(redis_url, 40, seconds=3600, name=name)
    return sum(pace.has_room() for _ in range(60))


def test_processes_share_one_count(services: Services) -> None:
    name = f"test-{new_id()}"
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        running = [pool.submit(counted, services.redis_url, name) for _ in range(2)]
        assert sum(one.result() for one in running) == 40
    assert Pace(services.redis_url, 40, seconds=3600, name=f"test-{new_id()}").has_room()


def test_whoever_waits_is_let_on(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    pace = Pace(services.redis_url, 1)
    answers = iter([False, False, True])
    monkeypatch.setattr(pace, "has_room", lambda: next(answers))
    pace.wait()
    assert next(answers, None) is None
    monkeypatch.setattr(pacing, "WAITS_AT_MOST_SECONDS", 0.1)
    monkeypatch.setattr(pace, "has_room", lambda: False)
    pace.wait()  # Stripe will say no by itself


def test_without_valkey_nobody_waits(caplog: pytest.LogCaptureFixture) -> None:
    pace = Pace("redis://127.0.0.1:1/0", 1)
    assert [pace.has_room() for _ in range(5)] == [True] * 5
