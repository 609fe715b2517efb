"""Two at once, on connections of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.base.errors import Refusal, Unavailable
from marketplace.ledger import invariants as book
from marketplace.payouts import invariants as money
from marketplace.work.unit import unit_of_work
from tests.payouts.cast import Cast, a_cast

Look = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def at_once(app: Flask, committed: Look) -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """Runs things at the same moment, each in a thread with a connection of its own; what each gave or raised."""

    def run(things: Sequence[Callable[[], Any]]) -> list[Any]:
        start = Barrier(len(things))

        def one(thing: Callable[[], Any]) -> Any:
            with app.app_context():
                start.wait(10)
                try:
                    return thing()
                except (Refusal, Unavailable) as no:
                    return no

        with ThreadPoolExecutor(len(things)) as pool:
            return list(pool.map(one, things))

    return run


@pytest.fixture
def cast(committed: Look) -> Iterator[Cast]:
    with committed() as session:
        yield a_cast(unit_of_work, session)


def sums_hold(look: Look) -> None:
    with look() as session:
        found = book.verify(session) | money.verify(session)
        assert all(found.values()), [name for name, holds in found.items() if not holds]
