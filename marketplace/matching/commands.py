"""Commands: ranking creators for a brief, and embedding what changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from marketplace.authenticity.catching_up import read_all_changed
from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.database import db
from marketplace.gateways import current
from marketplace.matching.catching_up import embed_everything_changed
from marketplace.matching.queries.ranking import Ranked, Ranking, rank
from marketplace.matching.vectors import Vector
from marketplace.matching.wishes import BadBriefFile, Wish, wish_in_file


@click.group("matching")
def matching() -> None:
    """How briefs and creators find each other."""


@matching.command("rank")
@click.argument("brief")
@click.option("--top", type=click.IntRange(1, 10_000), default=50, show_default=True, help="How many to print.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON instead of a table.")
def rank_command(brief: str, top: int, as_json: bool) -> None:
    """Rank creators for BRIEF, the id of a brief or a YAML or JSON file that describes one."""
    asked, query = _brief(brief)
    found = rank(db.session(), asked, limit=top, query=query)
    if as_json:
        click.echo(json.dumps(ranking_as_json(found), ensure_ascii=False))
        return
    for place, row in enumerate(found.rows, 1):
        click.echo(f"{place:>3}  {row.score:5.1f}  {row.name:<24.24} {row.price!s:>16}  {row.sentence}")
    for count in found.removed:
        click.echo(f"     removed {count.removed:>6}  {count.label}")
    click.echo(f"     considered {found.considered} of {found.total}")


@matching.command("embed")
def embed_command() -> None:
    """Embed every creator, brief and niche that is new or has changed, and read their figures."""
    judged = read_all_changed(batches=1_000_000)
    seen = embed_everything_changed(progress=lambda count: click.echo(f"embedded {count} more", err=True))
    click.echo(json.dumps({"creators_embedded": seen, "channels_judged": judged}))


def ranking_as_json(found: Ranking) -> dict[str, Any]:
    """A ranking as plain values."""
    return {
        "total": found.total,
        "considered": found.considered,
        "removed": [{"name": row.name, "label": str(row.label), "removed": row.removed} for row in found.removed],
        "rows": [_row(row) for row in found.rows],
    }


def _row(row: Ranked) -> dict[str, Any]:
    reading = row.reading
    return {
        "creator_id": str(row.creator_id),
        "name": row.name,
        "score": round(row.score, 2),
        "contributions": {part.part.value: round(part.points, 2) for part in row.contributions},
        "sentence": str(row.sentence),
        "price": str(row.price),
        "followers": row.candidate.followers,
        "limited": row.limited,
        "posts_about": asdict(row.about) if row.about else None,
        "p_authentic": round(reading.p_authentic, 3) if reading else None,
        "interval": [round(reading.low, 3), round(reading.high, 3)] if reading else None,
    }  # fmt: skip


def _brief(named: str) -> tuple[Brief | Wish, Vector | None]:
    try:
        return brief_seen_by(db.session(), SYSTEM, UUID(named)), None
    except NotFound as error:
        raise click.ClickException(f"There is no brief {named}.") from error
    except ValueError:
        pass
    path = Path(named)
    if not path.is_file():
        raise click.ClickException(f"{named} is neither the id of a brief nor a file.")
    try:
        wish = wish_in_file(path)
    except BadBriefFile as error:
        raise click.ClickException(str(error)) from error
    return wish, current.embedding().embed_query(wish.text)
