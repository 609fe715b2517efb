"""Commands: the schema of the database, by Alembic."""

from __future__ import annotations

import importlib

import click
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from marketplace.app import PACKAGES
from marketplace.database import db
from marketplace.settings import ROOT


def alembic_config() -> Config:
    """Alembic's configuration: scripts in `migrations/`, the connection from the application."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    return config


def import_models() -> None:
    """Loads every table there is."""
    for module in ("marketplace.jobs.health", *(f"marketplace.{package}.models" for package in PACKAGES)):
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise


def upgrade(revision: str = "head") -> None:
    """Brings the schema up to a revision."""
    command.upgrade(alembic_config(), revision)


def drift() -> list[object]:
    """What the models say and the database does not, and the other way round; empty when both agree."""
    import_models()
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), db.metadata))


@click.group()
def database() -> None:
    """The schema: upgrade, downgrade, check."""


@database.command("upgrade")
@click.argument("revision", default="head")
def upgrade_command(revision: str) -> None:
    """Bring the schema up to date."""
    upgrade(revision)


@database.command("downgrade")
@click.argument("revision")
def downgrade_command(revision: str) -> None:
    """Take the schema back to a revision."""
    command.downgrade(alembic_config(), revision)


@database.command("check")
def check_command() -> None:
    """Say whether the schema is what the models describe; exits 1 when it is not."""
    found = drift()
    for difference in found:
        click.echo(str(difference))
    if found:
        raise click.ClickException("the schema differs from the models: run `marketplace database upgrade`")
    click.echo("The schema is what the models describe.")
