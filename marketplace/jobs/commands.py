"""Commands: the worker and the scheduler."""

from __future__ import annotations

from typing import cast

import click
from flask import Flask, current_app

from marketplace.jobs import scheduler, worker
from marketplace.jobs.rq_queue import QUEUES
from marketplace.logs import configure_logs


def _app() -> Flask:
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]


@click.command()
@click.option(
    "--queue",
    "queues",
    multiple=True,
    type=click.Choice(QUEUES),
    help="Only these queues, in this order; all of them when none is named.",
)
def work(queues: tuple[str, ...]) -> None:
    """Do background jobs until told to stop."""
    configure_logs()
    worker.serve(_app(), queues or QUEUES)


@click.command()
def schedule() -> None:
    """Start what is due and sweep the outbox until told to stop."""
    configure_logs()
    app = _app()
    scheduler.serve(app, app.extensions["schedule"])
