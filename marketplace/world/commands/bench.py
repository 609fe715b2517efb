"""The `marketplace bench` commands."""

from __future__ import annotations

import json
import sys

import click

from marketplace.base.errors import Refusal


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


@bench.command("money")
@click.option("--seconds", type=click.FloatRange(1, 600), default=20.0, show_default=True, help="To post, in all.")
@click.option("--payouts", "count", type=click.IntRange(10, 10_000), default=150, show_default=True, help="At once.")
@click.option("--idle", type=click.IntRange(1, 1000), default=20, show_default=True, help="One by one.")
def bench_money(seconds: float, count: int, idle: int) -> None:
    """Postings, payouts through the queue, and signature to transfer; ends with one line of JSON."""
    from marketplace.world.paying_bench import measure_money

    found = measure_money(seconds, count, idle, say=lambda words: click.echo(words, err=True))
    click.echo(json.dumps(found))


@bench.command("disclosure")
@click.option("--seconds", type=click.FloatRange(1, 600), default=20.0, show_default=True, help="To measure, in all.")
def bench_disclosure(seconds: float) -> None:
    """Captions against all packs beside a plain scan for their words; needs no services; ends with one line of JSON."""
    from marketplace.world.checking_bench import measure_disclosure

    click.echo(json.dumps(measure_disclosure(seconds, say=lambda words: click.echo(words, err=True))))


@bench.command("matching")
@click.option("--creators", type=click.IntRange(1000, 20_000_000), default=100_000, show_default=True, help="How many.")
@click.option("--queries", type=click.IntRange(10, 10_000), default=100, show_default=True, help="Briefs, each once.")
@click.option("--growth", help="Other sizes to measure ours at, such as 10000,3000000; four that fit when left out.")
@click.option("--without-services", is_flag=True, help="Leave pgvector out.")
@click.option("--without-graphs", is_flag=True, help="Leave out what takes long to build: faiss, usearch, HNSW.")
def bench_matching(
    creators: int, queries: int, growth: str | None, without_services: bool, without_graphs: bool
) -> None:
    """The matching engine beside others and the memory's own speed; ends with one line of JSON a filter.

    faiss and usearch are measured where they are installed: pip install 'meadow[bench]'.
    """
    from marketplace.world.matching_bench.measuring import Plan, measure_matching, sizes_beside

    sizes = sizes_beside(creators) if growth is None else [int(size) for size in growth.split(",") if size.strip()]
    plan = Plan(creators, queries, sizes, services=not without_services, graphs=not without_graphs)
    for row in measure_matching(plan, click.echo):
        click.echo(json.dumps(row))
