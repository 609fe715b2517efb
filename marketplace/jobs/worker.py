"""The worker process: takes deliveries from the queue and does them."""

from __future__ import annotations

import gc
import time
from collections.abc import Sequence
from uuid import UUID

from flask import Flask

from marketplace.database import db
from marketplace.jobs.rq_queue import forget, work_forever
from marketplace.settings import QueueSettings, settings
from marketplace.work.deliveries import run_delivery, run_waiting

_app: Flask | None = None
_queues: Sequence[str] = ()

KEEPS_ON_SECONDS = 5.0
"""For so long a child goes on with what else waits: being born costs it more than a delivery does."""


def run(delivery_id: str) -> None:
    """Does one delivery, and then what else waits, inside the child that the worker has forked for it."""
    if _app is None:
        raise RuntimeError("a worker begins with serve()")
    with _app.app_context():
        db.engine.dispose(close=False)  # the parent's connections are not ours to close
        tired_at = time.monotonic() + KEEPS_ON_SECONDS
        run_delivery(UUID(delivery_id))
        taken = run_waiting(_queues, until=lambda: time.monotonic() >= tired_at)
        forget(settings(QueueSettings).redis_url.get_secret_value(), taken)


def serve(app: Flask, queues: Sequence[str]) -> None:
    """Preloads the application and works until told to stop."""
    global _app, _queues
    _app, _queues = app, queues
    with app.app_context():
        db.engine.dispose()
    for load in app.extensions["preloaded"]:
        load()
    gc.collect()
    gc.freeze()  # what is loaded by now is shared with every child, and stays so
    work_forever(settings(QueueSettings).redis_url.get_secret_value(), queues)
