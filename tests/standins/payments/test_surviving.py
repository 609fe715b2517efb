"""kill -9 in the middle of everything: nothing is half done, nothing done is lost, nothing happens twice."""

import random
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import stripe

from standins.payments.store import Store
from tests.standins.payments.program import Listener, Standin, running

ROUNDS = 4


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _prepared(standin: Standin) -> str:
    standin.paid_charge(1_000_000)
    standin.advance(days=2)
    return standin.ready_account()


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 20))])
def test_transfers_under_their_keys_happen_once_however_often_it_is_killed(tmp_path: Path, seed: int) -> None:
    chance, port = random.Random(seed), _free_port()
    groups: list[str] = []
    with Listener().listening() as listener:
        with running(tmp_path, listener, port=port) as standin:
            creator = _prepared(standin)
        for round in range(ROUNDS):
            with running(tmp_path, listener, port=port) as standin:
                killer = threading.Timer(chance.uniform(0.1, 0.5), standin.process.kill)
                killer.start()
                began = len(groups)
                while standin.process.poll() is None:
                    group = f"payout_{seed}_{round}_{len(groups)}"
                    groups.append(group)
                    with suppress(stripe.StripeError):
                        _send(standin, creator, group)
                killer.join()
                assert len(groups) > began
        with running(tmp_path, listener, port=port) as standin:
            for group in groups:
                _send(standin, creator, group)
            found: Any = standin.client().v1.transfers.list({"limit": 100})
            assert sorted(one.transfer_group for one in found.auto_paging_iter()) == sorted(groups)
            assert standin.held(creator) == (100 * len(groups), 0)
            assert standin.look("invariants")["ok"]


def _send(standin: Standin, creator: str, group: str) -> None:
    body: Any = {"amount": 100, "currency": "usd", "destination": creator, "transfer_group": group}
    standin.client().v1.transfers.create(body, {"idempotency_key": f"{group}_1"})


def test_it_stops_when_asked_and_knows_everything_afterwards(tmp_path: Path) -> None:
    with Listener().listening() as listener:
        with running(tmp_path, listener) as standin:
            session = standin.session()
            standin.pay(session, "bank_debit")
            standin.fail("charges.retrieve", "rate_limit_429")
            offset = standin.advance(days=3)["offset_seconds"]
            began = time.monotonic()
        assert standin.process.returncode == 0
        assert time.monotonic() - began < 60, "it does not wait for what is yet to come"
        with running(tmp_path, listener) as standin:
            assert standin.look("clock")["offset_seconds"] == offset
            assert len(standin.look("faults")["faults"]) == 1
            standin.advance(days=1)
            assert standin.client().v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


def test_the_clock_goes_back_only_while_nothing_has_happened(tmp_path: Path) -> None:
    long_ago = int(time.time()) - 100 * 86_400
    with Listener().listening() as listener, running(tmp_path, listener) as standin:
        standin.control("clock", {"now": long_ago})
        charge = standin.paid_charge()
        assert 0 <= charge.created - long_ago < 60
        with standin.http() as http:
            refused = http.post("/_standin/clock", json={"now": long_ago - 60})
        assert refused.status_code == 422
        assert refused.json()["error"]["code"] == "clock_goes_forward"
        available = standin.client().v1.balance.retrieve().available[0].amount
        standin.control("clock", {"now": long_ago + 7 * 86_400})
        assert standin.client().v1.balance.retrieve().available[0].amount > available


def test_whoever_only_looks_wakes_nobody(tmp_path: Path) -> None:
    """Two who wait for something new would otherwise wake each other for ever."""
    store = Store(tmp_path / "payments.sqlite3")

    def wakes(changes: bool) -> bool:
        def act() -> None:
            with store.change() as tx:
                tx.set("anything", 1) if changes else tx.setting("anything", 0)

        other = threading.Timer(0.05, act)
        with store.changed:
            other.start()
            woken = store.changed.wait(0.4)
        other.join()
        return woken

    assert not wakes(changes=False)
    assert wakes(changes=True)
    store.close()
