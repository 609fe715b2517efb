"""The `marketplace ledger` commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TextIO

import click
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from marketplace.ledger.exporting import booked, opened_accounts
from marketplace.ledger.exports.beancount import as_beancount
from marketplace.ledger.exports.tables import as_csv, as_json_lines
from marketplace.ledger.invariants import content_hash
from marketplace.work.invariants import verify_all


@click.group()
def ledger() -> None:
    """The double-entry book."""


@ledger.command()
@click.option("--database", metavar="NAME", help="Another database of the same server.")
@click.option("--strict", is_flag=True, help="Exit with 1 when an invariant does not hold.")
def verify(database: str | None, strict: bool) -> None:
    """Derives everything again and says, invariant by invariant, whether it holds."""
    with _reading(database) as session:
        hashed = content_hash(session)
        found = verify_all(session, everything=True)
    for name, holds in found.items():
        click.echo(f"{'holds ' if holds else 'BROKEN'}  {name.replace('_', ' ')}", err=True)
    click.echo(f"content hash {hashed}", err=True)
    click.echo(json.dumps(found))
    if strict and not all(found.values()):
        sys.exit(1)


@ledger.command()
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=False))
@click.option(
    "--format", "shape", type=click.Choice(["beancount", "csv", "jsonl"]), default="beancount", show_default=True
)
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only what was posted by the end of this day, UTC.")
@click.option("--database", metavar="NAME", help="Another database of the same server.")
def export(file: TextIO, shape: str, until: datetime | None, database: str | None) -> None:
    """Writes the whole book to FILE (- for the terminal), in a format that other programs read.

    Beancount's own `bean-check` proves the file: every journal balances, and every account holds what we say.
    """
    day = until.date() if until else None
    with _reading(database) as session:
        journals = booked(session, day)
        lines = {
            "beancount": lambda: as_beancount(opened_accounts(session, day), journals, "Meadow"),
            "csv": lambda: as_csv(journals),
            "jsonl": lambda: as_json_lines(journals),
        }[shape]()
        count = 0
        for count, line in enumerate(lines, start=1):  # noqa: B007
            file.write(line + "\n")
    click.echo(f"{count} lines", err=True)


@contextmanager
def _reading(database: str | None) -> Iterator[Session]:
    """A session that sees the book as it is at one moment, whatever is posted meanwhile."""
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    engine = sa.create_engine(url.set(database=database) if database else url, isolation_level="REPEATABLE READ")
    try:
        with Session(engine) as session:
            yield session
    finally:
        engine.dispose()
