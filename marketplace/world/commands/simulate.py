"""The `marketplace simulate` commands."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from marketplace.logs import configure_logs
from marketplace.world.commands.seeds import SAME_SEED


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
@click.option("--processes", type=click.IntRange(1, 64), help="How many storms rage at once [one a processor].")
@click.option("--without-lookup", is_flag=True, help="Break the code on purpose: never ask what became of a transfer.")
@click.option("--strict", is_flag=True, help="Exit with 1 when something was lost, doubled or broken.")
def simulate_money(seeds: int, first: int, processes: int | None, without_lookup: bool, strict: bool) -> None:
    """Payouts through crashes at every commit, lost calls and late messages; ends with one line of JSON."""
    from marketplace.world.storm.sharing import usual_processes, weather_side_by_side

    with Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True)
    ) as bar:
        task = bar.add_task("Weathering", total=seeds)
        found = weather_side_by_side(
            seeds,
            first,
            processes=processes or usual_processes(),
            without_lookup=without_lookup,
            progress=lambda done: bar.update(task, completed=done),
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


@simulate.command("messages")
@click.option("--count", type=click.IntRange(20, 1_000_000), default=500, show_default=True, help="How many arrive.")
@click.option("--seed", "seed_number", type=int, default=1, show_default=True, help=SAME_SEED)
@click.option("--strict", is_flag=True, help="Exit with 1 when the books noticed, or a forged message was let in.")
def simulate_messages(count: int, seed_number: int, strict: bool) -> None:
    """Stripe's messages shuffled, doubled and forged against the same in order; ends with one line of JSON."""
    from marketplace.world.scratch import scratch_database
    from marketplace.world.storm.messages import shuffle_messages

    configure_logs(level="CRITICAL")
    with (
        scratch_database("messages"),
        Progress(TextColumn("{task.description}"), BarColumn(), console=Console(stderr=True)) as bar,
    ):
        task = bar.add_task("Bringing", total=1.0)
        told = shuffle_messages(count, seed_number, progress=lambda share: bar.update(task, completed=share))
    click.echo(json.dumps(told.as_json()))
    if strict and not told.is_sound:
        sys.exit(1)


@simulate.command("exposure")
@click.option("--campaigns", type=click.IntRange(1, 1_000_000), default=1000, show_default=True)
@click.option("--seed", "seed_number", type=int, default=1, show_default=True, help=SAME_SEED)
@click.option("--strict", is_flag=True, help="Exit with 1 when KOCs had less than their floor over all campaigns.")
def simulate_exposure(campaigns: int, seed_number: int, strict: bool) -> None:
    """What the floor for small creators gives them, and what it costs in fit; ends with one line of JSON."""
    from marketplace.world.trials.exposure import try_exposure

    told = try_exposure(campaigns, seed_number)
    click.echo(json.dumps(told.as_json()))
    if strict and told.koc_share < told.koc_share_owed:
        sys.exit(1)


@simulate.command("planner")
@click.option("--budgets", type=click.IntRange(1, 100_000), default=50, show_default=True)
@click.option("--seed", "seed_number", type=int, default=1, show_default=True, help=SAME_SEED)
@click.option(
    "--untold", type=click.FloatRange(0, 1), default=0.0, show_default=True, help="Share of creators without reads."
)
@click.option("--strict", is_flag=True, help="Exit with 1 when it was ever worse, or better in less than nine of ten.")
def simulate_planner(budgets: int, seed_number: int, untold: float, strict: bool) -> None:
    """The planner against choosing by fit and by followers, on reach it does not assume; ends with one line of JSON."""
    from marketplace.world.trials.planner import try_planner

    told = try_planner(budgets, seed_number, untold=untold)
    click.echo(json.dumps(told.as_json()))
    if strict and not (told.never_worse and told.better >= 0.9 * budgets):
        sys.exit(1)
