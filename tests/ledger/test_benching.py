"""The figures of the bench."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask
from sqlalchemy.orm import Session

from marketplace.ledger import invariants, queries
from marketplace.ledger.benching import measure_postings


def test_the_bench_books_for_real_and_leaves_nothing_of_its_own(
    app: Flask, committed: Callable[[], AbstractContextManager[Session]]
) -> None:
    found = measure_postings(0.4, app.app_context, at_once=2)
    assert found["postings_per_second"] > 0
    assert 0 < found["ratio"] < 1
    with committed() as session:
        assert queries.journals(session, 1).total > 4
        assert all(invariants.verify(session).values())
        assert measure_postings(0.1, app.app_context, at_once=1)["bare_per_second"] > 0
