"""The `marketplace world` commands."""

from __future__ import annotations

import json

import click
import sqlalchemy as sa
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from marketplace.accounts.models import Person
from marketplace.database import db
from marketplace.settings import PaymentSettings, SettingsMissing, settings
from marketplace.world.commands.seeds import SAME_SEED

LIVE_KEYS = ("sk_live_", "rk_live_")


@click.group()
def world() -> None:
    """A world to develop and demonstrate in."""


@world.command("seed")
@click.option("--size", type=click.Choice(["small", "large"]), default="small", show_default=True)
@click.option("--seed", "seed_number", type=int, default=1, show_default=True, help=SAME_SEED)
def seed_command(size: str, seed_number: int) -> None:
    """Make a world on an empty database: every state on show; the large one has 10 000 creators more."""
    _refuse_where_people_are()
    from marketplace.world.large import add_many_creators
    from marketplace.world.seeding import embed, make_small_world

    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn(),
        console=Console(stderr=True),
    ) as bar:  # fmt: skip
        told = bar.add_task("Telling its stories", total=1.0)
        stage = make_small_world(seed_number, progress=lambda share: bar.update(told, completed=share))
        if size == "large":
            added = bar.add_task("Adding creators", total=1.0)
            add_many_creators(seed_number, progress=lambda share: bar.update(added, completed=share))
        else:
            embed(stage)
    for failed in stage.failed:
        click.echo(f"did not succeed: {failed}", err=True)
    with db.session() as session:
        people = session.scalar(sa.select(sa.func.count()).select_from(Person))
    click.echo(f"A {size} world with {people} people. Who can sign in: marketplace world logins")


@world.command("logins")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON.")
def logins_command(as_json: bool) -> None:
    """Say who can sign in to the world: role, e-mail, password, and the secret of staff's codes."""
    from marketplace.world.logins import logins

    found = logins(db.session())
    if as_json:
        click.echo(json.dumps([login.as_json() for login in found], ensure_ascii=False))
        return
    for login in found:
        code = f"  code secret {login.totp_secret}" if login.totp_secret else ""
        click.echo(f"{login.role:<38}{login.email:<26}{login.password}{code}")
    if not found:
        click.echo("There is no world here. Make one: marketplace world seed", err=True)


@world.command("keep-vectors", hidden=True)
def keep_vectors_command() -> None:
    """Write the file of shipped vectors anew, after a text of the world has changed and the model has read it."""
    from marketplace.gateways import current
    from marketplace.work.dispatch import current_dispatcher
    from marketplace.work.jobs import Ticked
    from marketplace.world.running import present_instant
    from marketplace.world.vectors import EMBEDDING_JOB, write_vectors

    current_dispatcher().jobs[EMBEDDING_JOB](Ticked(due_at=present_instant()))
    click.echo(f"{write_vectors(db.session(), current.embedding().model_id)} vectors kept")


def _refuse_where_people_are() -> None:
    try:
        key = settings(PaymentSettings).stripe_api_key.get_secret_value()
    except SettingsMissing:
        key = ""
    if key.startswith(LIVE_KEYS):
        raise click.ClickException(
            "Money is real here (STRIPE_API_KEY is a live key). A world is for development: use a machine of its own."
        )
    try:
        people = db.session.scalar(sa.select(sa.func.count()).select_from(Person))
    except sa.exc.ProgrammingError as error:
        raise click.ClickException("The tables are not there yet. Run: marketplace database upgrade") from error
    finally:
        db.session.rollback()
    if people:
        raise click.ClickException(
            f"There are {people} people on this database already, and a world is made on an empty one. "
            "Name another database in DATABASE_URL, or start the demo over: python3 dev.py demo --reset"
        )
