"""The command that says what is configured, what answers, and what to do about the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

import click
import httpx
import sqlalchemy as sa

from marketplace.database import db
from marketplace.jobs.health import heartbeats, outbox_health
from marketplace.jobs.rq_queue import queue_lengths
from marketplace.settings import (
    MailSettings,
    PaymentSettings,
    PlatformSettings,
    QueueSettings,
    SettingsMissing,
    settings,
)
from marketplace.work.sealing import WrongKey, sealed_columns


def _database() -> str:
    version = db.session.scalar(sa.text("SHOW server_version"))
    revision = db.session.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return f"PostgreSQL {version}, schema {revision}"


def _sealed() -> str:
    columns = list(sealed_columns(db.metadata))
    for column in columns:
        db.session.scalar(sa.select(column).where(column.is_not(None)).limit(1))
    return f"{len(columns)} columns, readable"


def _queue() -> str:
    lengths = queue_lengths(settings(QueueSettings).redis_url.get_secret_value())
    if lengths is None:
        raise ConnectionError("Valkey does not answer at REDIS_URL")
    return ", ".join(f"{name} {count}" for name, count in lengths.items())


def _background() -> str:
    health, beats = outbox_health(db.session()), heartbeats(db.session())
    seen = ", ".join(f"{name} at {at:%H:%M:%S}" for name, at in beats.items()) or "no process has shown itself yet"
    return f"{health.pending} waiting, {health.dead} dead; {seen}"


def _payments() -> str:
    chosen = settings(PaymentSettings)
    if chosen.stripe_base_url is None:
        return "Stripe itself"
    httpx.get(chosen.stripe_base_url, timeout=5)
    return f"the stand-in at {chosen.stripe_base_url}"


def _platforms() -> str:
    chosen = settings(PlatformSettings)
    httpx.get(chosen.platforms_base_url, timeout=5)
    return f"at {chosen.platforms_base_url}"


def _mail() -> str:
    settings(MailSettings)
    return "configured"


CHECKS: Mapping[str, Callable[[], str]] = {
    "database": _database,
    "sealed": _sealed,
    "queue": _queue,
    "background": _background,
    "payments": _payments,
    "platforms": _platforms,
    "mail": _mail,
}


@click.command()
def doctor() -> None:
    """Say what is configured, what answers, and what is missing; exits 1 when something is."""
    found = {}
    for name, check in CHECKS.items():
        try:
            words = check()
        except (SettingsMissing, WrongKey, OSError, httpx.HTTPError, sa.exc.SQLAlchemyError) as trouble:
            db.session.rollback()
            found[name] = False
            click.echo(f"✗ {name:<11} {str(trouble).splitlines()[0]}")
        else:
            found[name] = True
            click.echo(f"✓ {name:<11} {words}")
    click.echo(json.dumps(found))
    if not all(found.values()):
        raise SystemExit(1)
