"""Commands: the worker and the scheduler."""

from __future__ import annotations

from typing import cast

import click
from flask import Flask, current_app

from marketplace.jobs import scheduler, worker
from marketplace.logs import configure_logs


def _app() -> Flask:
    return cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]


@click.command()
def work() -> None:
    """Do background jobs until told to stop."""
    configure_logs()
    worker.serve(_app())


@click.command()
def schedule() -> None:
    """Start what is due and sweep the outbox until told to stop."""
    configure_logs()
    app = _app()
    scheduler.serve(app, app.extensions["schedule"])
