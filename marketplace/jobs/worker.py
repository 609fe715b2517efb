"""The worker process: takes deliveries from the queue and does them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import Flask

from marketplace.database import db
from marketplace.jobs.rq_queue import work_forever
from marketplace.settings import QueueSettings, settings
from marketplace.work.deliveries import run_delivery

_app: Flask | None = None


def run(delivery_id: str) -> None:
    """Does one delivery inside the child that the worker has forked for it."""
    if _app is None:
        raise RuntimeError("a worker begins with serve()")
    with _app.app_context():
        db.engine.dispose(close=False)  # the parent's connections are not ours to close
        run_delivery(UUID(delivery_id))


def serve(app: Flask, queues: Sequence[str]) -> None:
    """Preloads the application and works until told to stop."""
    global _app
    _app = app
    with app.app_context():
        db.engine.dispose()
    work_forever(settings(QueueSettings).redis_url.get_secret_value(), queues)
