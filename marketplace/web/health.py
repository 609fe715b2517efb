"""`/healthz`: this process answers. `/readyz`: it can also reach what it needs."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from marketplace.database import db
from marketplace.web.doors import open_to_all

health = Blueprint("health", __name__)


@health.get("/healthz")
@open_to_all
def alive() -> ResponseReturnValue:
    """Says that the process is alive."""
    return jsonify(status="ok")


@health.get("/readyz")
@open_to_all
def ready() -> ResponseReturnValue:
    """Says whether the database answers and its schema is there; 503 when not."""
    try:
        db.session.execute(sa.text("SELECT 1 FROM alembic_version"))
    except sa.exc.SQLAlchemyError:
        db.session.rollback()
        return jsonify(status="waiting", database="unreachable or not migrated"), 503
    return jsonify(status="ok", database="ok")
