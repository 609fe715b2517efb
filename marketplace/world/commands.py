"""The `marketplace world`, `simulate` and `bench` commands."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import asdict

import click
import sqlalchemy as sa
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from marketplace.accounts.models import Person
from marketplace.base.errors import Refusal
from marketplace.database import db
from marketplace.settings import PaymentSettings, SettingsMissing, settings

SAME_SEED = "The same seed makes the same again."
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


@click.group()
def simulate() -> None:
    """Random moves by all sides, and what they broke."""


@simulate.command("orders")
@click.option("--seed", "seed_number", type=int, default=1, show_default=True, help=SAME_SEED)
@click.option("--steps", type=click.IntRange(1, 1_000_000), default=500, show_default=True)
@click.option("--strict", is_flag=True, help="Exit with 1 when something broke.")
def simulate_orders(seed_number: int, steps: int, strict: bool) -> None:
    """Random moves on a database of its own; ends with one line of JSON."""
    from marketplace.world.scratch import scratch_database
    from marketplace.world.simulating import simulate_orders as play

    with (
        scratch_database("simulation"),
        Progress(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True)) as bar,
    ):
        task = bar.add_task("Moving", total=steps)
        found = play(seed_number, steps, progress=lambda done: bar.update(task, completed=done))
    click.echo(json.dumps(asdict(found)))
    if strict and not found.is_sound:
        sys.exit(1)


@simulate.command("money")
@click.option("--seeds", type=click.IntRange(1, 10_000_000), default=20, show_default=True, help="How many storms.")
@click.option("--first", type=int, default=1, show_default=True, help=f"The first seed. {SAME_SEED}")
@click.option("--without-lookup", is_flag=True, help="Break the code on purpose: never ask what became of a transfer.")
@click.option("--strict", is_flag=True, help="Exit with 1 when something was lost, doubled or broken.")
def simulate_money(seeds: int, first: int, without_lookup: bool, strict: bool) -> None:
    """Payouts through crashes at every commit, lost calls and late messages; ends with one line of JSON."""
    from marketplace.world.scratch import scratch_database
    from marketplace.world.storm.seeds import simulate_money as play

    logging.disable(logging.CRITICAL)  # trouble is what is looked for here, and the figures say how much there was
    with (
        scratch_database("storm"),
        Progress(
            TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True)
        ) as bar,
    ):
        task = bar.add_task("Weathering", total=seeds)
        found = play(
            seeds, first, without_lookup=without_lookup, progress=lambda done: bar.update(task, completed=done)
        )
    for point, count in found.points.most_common():
        click.echo(f"{count:>7}  {point}", err=True)
    for note in found.notes:
        click.echo(note, err=True)
    click.echo(json.dumps(found.as_json()))
    if strict and not found.is_sound:
        sys.exit(1)


@simulate.command("reconcile")
@click.option("--seed", "seed_number", type=int, default=1, show_default=True, help=SAME_SEED)
@click.option("--breaks", type=click.IntRange(0, 1_000_000), default=500, show_default=True, help="Mistakes put in.")
@click.option(
    "--clean", type=click.IntRange(0, 10_000_000), default=50_000, show_default=True, help="Pairs that agree."
)
@click.option("--strict", is_flag=True, help="Exit with 1 when one was missed or misnamed, or something was made up.")
def simulate_reconcile(seed_number: int, breaks: int, clean: int, strict: bool) -> None:
    """Mistakes of every class among what Stripe and the book agree on; ends with one line of JSON."""
    from marketplace.world.two_sides.judging import simulate_reconcile as play

    judged = play(seed_number, breaks, clean)
    for kind, count in judged.by_kind.most_common():
        click.echo(f"{count:>7}  {kind}", err=True)
    for note in judged.notes:
        click.echo(note, err=True)
    click.echo(json.dumps(judged.as_json()))
    if strict and not judged.is_sound:
        sys.exit(1)


@click.group()
def bench() -> None:
    """How fast, as ratios side by side."""


@bench.command("web")
@click.option("--seconds", type=click.FloatRange(1, 600), default=20.0, show_default=True, help="To measure, in all.")
@click.option("--strict", is_flag=True, help="Exit with 1 when a page answers with an error.")
def bench_web(seconds: float, strict: bool) -> None:
    """Board, match page and order page against a bare page of the same server; ends with one line of JSON."""
    from marketplace.world.benching import measure_web

    try:
        found = measure_web(seconds, say=lambda words: click.echo(words, err=True))
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(json.dumps(found))
    if strict and any(page["errors"] for page in found["pages"].values()):
        sys.exit(1)


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
