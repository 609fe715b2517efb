"""The `marketplace ledger` commands."""

from __future__ import annotations

import json
import sys

import click
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

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
    url = make_url(current_app.config["SQLALCHEMY_DATABASE_URI"])
    engine = sa.create_engine(url.set(database=database) if database else url)
    try:
        with Session(engine) as session:
            hashed = content_hash(session)
            found = verify_all(session, outside=True)
    finally:
        engine.dispose()
    for name, holds in found.items():
        click.echo(f"{'holds ' if holds else 'BROKEN'}  {name.replace('_', ' ')}", err=True)
    click.echo(f"content hash {hashed}", err=True)
    click.echo(json.dumps(found))
    if strict and not all(found.values()):
        sys.exit(1)
