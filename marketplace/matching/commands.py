"""Commands: ranking creators for a brief, and embedding what changed."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import click

from marketplace.authenticity.catching_up import read_all_changed
from marketplace.base.actor import SYSTEM
from marketplace.base.errors import NotFound
from marketplace.base.json_lines.answering import finish, print_line
from marketplace.base.json_lines.reading import read_lines
from marketplace.briefs.models import Brief
from marketplace.briefs.queries import brief_seen_by
from marketplace.database import db
from marketplace.gateways import current
from marketplace.matching.catching_up import embed_everything_changed
from marketplace.matching.index.commands import index
from marketplace.matching.queries.ranking import Ranked, Ranking, rank
from marketplace.matching.texts.answers import DIGITS, niches_of, pair_scores, rankings
from marketplace.matching.texts.given import PAIR_FIELDS, TEXT_FIELDS, pair_of, text_of
from marketplace.matching.texts.niche_head import fit_head, keep_head, shipped_head
from marketplace.matching.vectors import Vector
from marketplace.matching.wishes import BadBriefFile, Wish, wish_in_file


@click.group("matching")
def matching() -> None:
    """How briefs and creators find each other."""


matching.add_command(index)


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


@matching.command("niches")
@click.argument("file", type=click.File("rb"))
def niches_command(file: BinaryIO) -> None:
    """Say of each text in FILE (JSON lines with id and text; - for standard input) which niches it is about."""
    lines = read_lines(file, TEXT_FIELDS, text_of)
    found = niches_of(current.embedding(), shipped_head(), list(lines.found.values()))
    for name, likely in zip(lines.found, found, strict=True):
        print_line({"id": name, "niches": [{"niche": niche, "p": round(p, DIGITS)} for niche, p in likely]})
    finish(lines)


@matching.command("pairs")
@click.argument("file", type=click.File("rb"))
def pairs_command(file: BinaryIO) -> None:
    """Score each pair in FILE (JSON lines with id, query and text; - for standard input).

    Scores of one file can be compared with each other; a larger one fits better.
    """
    lines = read_lines(file, PAIR_FIELDS, pair_of)
    found = pair_scores(current.embedding(), shipped_head(), list(lines.found.values()))
    for name, score in zip(lines.found, found, strict=True):
        print_line({"id": name, "score": score})
    finish(lines)


@matching.command("rank-texts")
@click.option("--briefs", type=click.File("rb"), required=True, help="JSON lines with id and text.")
@click.option("--docs", type=click.File("rb"), required=True, help="JSON lines with id and text.")
def rank_texts_command(briefs: BinaryIO, docs: BinaryIO) -> None:
    """Rank all documents for each brief, best first. A brief's ranking does not depend on the other briefs."""
    asked = read_lines(briefs, TEXT_FIELDS, text_of)
    offered = read_lines(docs, TEXT_FIELDS, text_of)
    if not offered.wrong:  # a document left out would change every ranking
        names = list(offered.found)
        found = rankings(current.embedding(), shipped_head(), list(asked.found.values()), list(offered.found.values()))
        for name, ranking in zip(asked.found, found, strict=True):
            print_line({"brief": name, "ranking": [{"id": names[place], "score": score} for place, score in ranking]})
    finish(offered, asked, named=("docs: ", "briefs: "))


@matching.command("evaluate")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--composed", type=click.IntRange(20, 10_000), default=210, show_default=True, help="Creators put together."
)
def evaluate_command(directory: Path, composed: int) -> None:
    """Measure the fit of texts on the sets in DIRECTORY, next to simpler ways; the last line is JSON.

    DIRECTORY holds matching/{sns_bench,toutiao,sib200} and creators/xiaohongshu; see docs/matching.md.
    """
    from marketplace.matching.evaluating.evaluation import evaluate
    from marketplace.matching.evaluating.tasks import SetMissing

    try:
        found = evaluate(
            current.embedding(),
            shipped_head(),
            directory,
            click.echo,
            lambda said: click.echo(said, err=True),
            composed,
        )
    except SetMissing as error:
        raise click.ClickException(str(error)) from error
    click.echo(json.dumps(found))


@matching.command("fit-niches")
def fit_niches_command() -> None:
    """Fit the niche head to its bank again, after a change of niches.yaml or niche_posts.yaml (in this checkout)."""
    model = current.embedding()
    head = fit_head(model, model.model_id)
    keep_head(head)
    click.echo(json.dumps({"niches": len(head.niches), "made_of": head.made_of}))


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
        "interval": [round(reading.p_low, 3), round(reading.p_high, 3)] if reading else None,
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
