"""Scenes that many tests begin with: built once a file, put back after each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

SCENES: Mapping[str, str] = {
    "cast": "tests.payouts.cast:a_cast",
    "verified": "tests.briefs.conftest:a_verified_acme",
    "town": "tests.architecture.town:a_town",
}
"""The fixture that gives a scene -> what builds it, given `work_as` and a session."""

T = TypeVar("T")


class Scene(Protocol):
    """People and things that stand before a test begins."""

    def seen_from(self, session: Session) -> Scene:
        """The same scene with its rows as a session knows them."""
        ...


def met(session: Session, row: T) -> T:
    """A row of a scene as a session knows it."""
    return session.get_one(type(row), sa.inspect(row, raiseerr=True).identity)


@contextmanager
def in_a_transaction(app: Flask) -> Iterator[Connection]:
    """Puts every transaction meanwhile into one that is rolled back at the end."""
    from marketplace.database import db

    with app.app_context():
        engines = db.engines
        engine = engines[None]
    with engine.connect() as connection:
        outer = connection.begin()
        engines[None] = connection  # type: ignore[assignment]
        try:
            yield connection
        finally:
            engines[None] = engine
            outer.rollback()


class Standing:
    """What stands at present, in a transaction that is never kept; a test is a savepoint in it."""

    def __init__(self, app: Flask, clock: Callable[[], datetime]) -> None:
        self._app, self._clock = app, clock
        self._name: str | None = None
        self._scene: Any = None
        self._connection: Connection | None = None
        self._kept = ExitStack()

    @contextmanager
    def for_one_test(self, name: str | None) -> Iterator[None]:
        """The scene of a name stands meanwhile, or none; what the test does to it is undone."""
        if name != self._name:
            self.fall()
        if name is None:
            with in_a_transaction(self._app):
                yield
            return
        if self._name is None:
            self._build(name)
        assert self._connection is not None
        savepoint = self._connection.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()

    def seen_from(self, session: Session) -> Any:
        """The scene that stands, its rows as a session knows them."""
        return self._scene.seen_from(session)

    def fall(self) -> None:
        """Nothing stands any more."""
        self._name = self._scene = self._connection = None
        self._kept.close()

    def _build(self, name: str) -> None:
        from marketplace.database import db
        from marketplace.work.instants import running_on
        from marketplace.work.unit import unit_of_work

        module, _, builder = SCENES[name].partition(":")
        build: Callable[..., Any] = getattr(import_module(module), builder)
        self._connection = self._kept.enter_context(in_a_transaction(self._app))
        with running_on(self._clock), self._app.app_context():
            self._scene = build(unit_of_work, db.session())
        self._name = name
