"""The `marketplace keys` commands."""

from __future__ import annotations

import secrets

import click

from marketplace.database import db
from marketplace.work.sealing import WrongKey, seal_again, sealed_columns
from marketplace.work.unit import plumbing


@click.group()
def keys() -> None:
    """Keys that bank numbers and secrets of authenticator apps are sealed with."""


@keys.command("new")
def new_key() -> None:
    """Print a new key. Put it in front of the others in ENCRYPTION_KEYS, on every machine; then: keys rotate."""
    click.echo(secrets.token_urlsafe(48))


@keys.command("rotate")
def rotate() -> None:
    """Seal everything by the first key of ENCRYPTION_KEYS; the others are not needed after that."""
    for column in sealed_columns(db.metadata):
        with plumbing() as session:
            try:
                count = seal_again(session.connection(), column)
            except WrongKey as wrong:
                raise click.ClickException(f"{column.table.name}.{column.name}: {wrong}") from wrong
        click.echo(f"{column.table.name}.{column.name}: {count}")
