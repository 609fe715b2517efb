"""A database for a while: made with the whole schema, used by the application in place of its own, and dropped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import click
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from marketplace.database import db
from marketplace.migrating import upgrade


@contextmanager
def scratch_database(purpose: str) -> Iterator[None]:
    """Everything inside happens on a new database of the same server; nothing of it is left afterwards.

    Raises ClickException when the server does not let us make one.
    """
    with _another_database(purpose, as_in=""):
        upgrade()
        yield


@contextmanager
def copied_database(purpose: str) -> Iterator[None]:
    """Everything inside happens on a copy of the present database, which stays as it is. Raises ClickException."""
    present = str(db.engine.url.database)
    db.session.remove()
    db.engine.dispose()  # PostgreSQL copies only what nobody is connected to
    with _another_database(purpose, as_in=f' TEMPLATE "{present}"'):
        yield


@contextmanager
def _another_database(purpose: str, *, as_in: str) -> Iterator[None]:
    url = db.engine.url
    name = f"{url.database}_{purpose}_{os.getpid()}"
    server = sa.create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{name}"{as_in}'))
            # Nothing of it outlives this process, so that nobody waits for the disk.
            connection.execute(sa.text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
    except DBAPIError as error:
        server.dispose()
        raise click.ClickException(
            f"A database of its own could not be made ({error.orig}). The user in DATABASE_URL needs CREATEDB, "
            "or leave DATABASE_URL out: then a PostgreSQL of this machine is started for it."
        ) from error
    engine = sa.create_engine(url.set(database=name))
    db.session.remove()
    engines = cast(dict[str | None, sa.Engine], db.engines)
    kept, engines[None] = engines[None], engine
    try:
        yield
    finally:
        db.session.remove()
        engines[None] = kept
        engine.dispose()
        with server.connect() as connection:
            connection.execute(sa.text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        server.dispose()
