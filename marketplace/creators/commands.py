"""Commands: importing creators, and taking an import back."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from marketplace.base.actor import SYSTEM
from marketplace.base.errors import Refusal
from marketplace.base.ids import new_id, short_code
from marketplace.creators import importer
from marketplace.creators.actions import undo_import
from marketplace.creators.intake.mapping import load_mapping
from marketplace.creators.intake.problems import Report, UnfitFile
from marketplace.creators.models import ImportBatch
from marketplace.creators.queries import import_batches
from marketplace.database import db
from marketplace.work.unit import unit_of_work

_WHATS = ("new", "updated", "unchanged")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def creators() -> None:
    """Creators who come from elsewhere."""


@creators.command("import")
@click.argument("file", type=_FILE)
@click.option("--posts", type=_FILE, help="A second file with their posts.")
@click.option("--comments", type=_FILE, help="A file with comments under their posts.")
@click.option("--followers", type=_FILE, help="A file with samples of accounts that follow them.")
@click.option(
    "--mapping", "mapping_file", required=True, type=click.Path(path_type=Path),
    help="Which column is which: a YAML file, or one of ours by name (generic, xiaohongshu_export).",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would happen and keep nothing.")
@click.option(
    "--report", "report_file", type=click.Path(dir_okay=False, path_type=Path), help="Where to write what was wrong."
)
def import_file(
    file: Path,
    posts: Path | None,
    comments: Path | None,
    followers: Path | None,
    mapping_file: Path,
    dry_run: bool,
    report_file: Path | None,
) -> None:
    """Import creators from a CSV or JSONL FILE; what is known already is updated. Ends with a line of JSON."""
    path = report_file or Path(f"creators-import-{short_code(new_id())}.csv")
    try:
        mapping = load_mapping(mapping_file)
        given = [each for each in (file, posts, comments, followers) if each]
        with Report(path) as report, _progress(given) as advance:
            run = importer.prepared(file, posts, mapping, report, advance, comments=comments, followers=followers)
            counts = run.run(dry=dry_run)
    except UnfitFile as unfit:
        raise click.ClickException(str(unfit)) from unfit
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OSError as error:
        raise click.ClickException(f"{error.filename or path} cannot be written: {error.strerror}.") from error
    _tell(report, counts, dry_run)
    batch = short_code(run.import_id) if run.import_id else None
    if batch:
        click.echo(f"To take this back: marketplace creators undo {batch}")
    written = None if report.is_empty else str(path)
    click.echo(json.dumps({**counts, "batch": batch, "dry_run": dry_run, "report": written}))


@creators.command("undo")
@click.argument("batch")
def undo(batch: str) -> None:
    """Take the import BATCH back: what it made goes, what it changed becomes what it was."""
    try:
        import_id = _named(batch).id
        with unit_of_work(SYSTEM) as work:
            counts = undo_import(work, import_id)
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    if counts["creators_kept"]:
        click.echo(f"{counts['creators_kept']} creators stay as they are, because something else refers to them.")
    names = ("creators_removed", "creators_kept", "rows_removed", "restored")
    click.echo(json.dumps({"batch": batch.upper(), **{name: counts[name] for name in names}}))


@creators.command("batches")
def batches() -> None:
    """All imports, newest first."""
    for batch in import_batches(db.session()):
        files = ", ".join(batch.files)
        new = batch.counts.get("creators_new", 0)
        click.echo(f"{short_code(batch.id)}  {batch.started_at:%Y-%m-%d %H:%M}  {batch.state.value:8}  +{new}  {files}")


def _named(batch: str) -> ImportBatch:
    """The import with a short code or a whole id."""
    found = [row for row in import_batches(db.session()) if batch.upper() in (short_code(row.id), str(row.id).upper())]
    if len(found) != 1:
        raise click.ClickException(f"There is no import {batch}. See: marketplace creators batches")
    return found[0]


@contextmanager
def _progress(files: list[Path]) -> Iterator[importer.Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        tasks = {path: bar.add_task(path.name, total=path.stat().st_size) for path in files}
        yield lambda path, read: bar.update(tasks[path], completed=read)


def _tell(report: Report, counts: dict[str, int], dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    for thing in ("creators", "posts", "comments", "followers"):
        if thing in ("comments", "followers") and not any(counts[f"{thing}_{what}"] for what in _WHATS):
            continue
        new, updated, same = (counts[f"{thing}_{what}"] for what in _WHATS)
        click.echo(f"{thing}: {new} {would}new, {updated} {would}updated, {same} unchanged")
    if report.is_empty:
        return
    for (kind, field), times in report.groups.most_common(10):
        click.echo(f"{times} × {kind}: {field}")
    click.echo(f"Every one of them, by line: {report.path}")
