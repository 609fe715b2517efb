"""Commands: building an index, following the database, saying how it stands."""

from __future__ import annotations

import json
import time

import click
import sqlalchemy as sa

from marketplace.base.actor import SYSTEM
from marketplace.database import db
from marketplace.matching.index.keeping import fill_pgvector, follow, rebuild
from marketplace.matching.index.manifest import read_manifest
from marketplace.matching.index.place import index_folder
from marketplace.matching.index.sourcing import database_of
from marketplace.matching.queries.space import space
from marketplace.work.unit import unit_of_work

NOTHING = "Nothing was embedded yet: run `marketplace matching embed` first."


@click.group("index")
def index() -> None:
    """The index of creators that briefs are matched against."""


@index.command("build")
def build_command() -> None:
    """Build this machine's index from PostgreSQL."""
    began = time.perf_counter()
    made = rebuild(index_folder(), progress=lambda seen: click.echo(f"{seen:,} creators", err=True))
    if made is None:
        raise click.ClickException(NOTHING)
    took = round(time.perf_counter() - began, 1)
    click.echo(json.dumps({"rows": made.rows, "seconds": took, "folder": str(index_folder())}))


@index.command("follow")
@click.option("--seconds", type=click.FloatRange(0, 86_400), default=0.0, show_default=True, help="For so long.")
@click.option("--every", type=click.FloatRange(0.2, 60), default=1.0, show_default=True, help="Seconds between looks.")
def follow_command(seconds: float, every: float) -> None:
    """Take up who was embedded since, once or for a while."""
    ends, taken_up = time.monotonic() + seconds, follow(index_folder())
    while time.monotonic() + every < ends:
        time.sleep(every)
        taken_up += follow(index_folder())
    click.echo(json.dumps({"taken_up": taken_up}))


@index.command("status")
def status_command() -> None:
    """Say how the index of this machine stands; ends with 1 when there is none for this database."""
    known = read_manifest(index_folder())
    own = known is not None and known.database == database_of(db.session())
    parts = {shelf: [part.rows for part in several] for shelf, several in known.shelves.items()} if known else {}
    said = {"folder": str(index_folder()), "of_this_database": own, "rows": known.rows if known else 0, "parts": parts}
    click.echo(json.dumps(said))
    if not own:
        raise SystemExit(1)


@index.command("pgvector")
def pgvector_command() -> None:
    """Fill the table of the pgvector adapter anew; needs the extension on the server."""
    with unit_of_work(SYSTEM) as work:
        where = space(work.session)
    if where is None:
        raise click.ClickException(NOTHING)
    try:
        count = fill_pgvector(where, progress=lambda rows: click.echo(f"{rows:,} rows", err=True))
    except sa.exc.DBAPIError as error:
        raise click.ClickException(f"This PostgreSQL has no pgvector, or no right to make it: {error.orig}") from error
    click.echo(json.dumps({"rows": count}))
