"""Builds the schema of a test database."""

import importlib

import sqlalchemy as sa

from marketplace.app import PACKAGES
from marketplace.database import db
from marketplace.settings import ROOT


def build_schema() -> None:
    """Makes every table and guard in the database of the current application."""
    for package in ("jobs.health", *(f"{name}.models" for name in PACKAGES)):
        try:
            importlib.import_module(f"marketplace.{package}")
        except ModuleNotFoundError as error:
            if error.name is None or not f"marketplace.{package}".startswith(error.name):
                raise
    engine = db.engines[None]
    db.metadata.create_all(engine)
    with engine.begin() as connection:
        for guards in sorted((ROOT / "migrations/sql").glob("*.sql")):
            connection.execute(sa.text("SELECT 1"))
            connection.connection.cursor().execute(guards.read_text(encoding="utf-8"))
