"""Commands: entering reference rates."""

from __future__ import annotations

import json
from pathlib import Path

import click

from marketplace.base.actor import SYSTEM
from marketplace.rates.actions import enter_file
from marketplace.rates.errors import FileRefused
from marketplace.work.unit import unit_of_work


@click.group()
def rates() -> None:
    """Reference rates, by which sums over several currencies are shown."""


@rates.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Enter the European Central Bank's FILE (eurofxref.csv or eurofxref-hist.csv). Ends with a line of JSON."""
    try:
        text = file.read_text(encoding="utf-8")
        with unit_of_work(SYSTEM) as work:
            entered = enter_file(work, text)
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file} is no text. Unpack the bank's archive first.") from error
    except FileRefused as refusal:
        lines = [f"line {wrong.line}: {wrong.says}" for wrong in refusal.wrong[:20]]
        raise click.ClickException("\n".join([str(refusal), *lines])) from refusal
    click.echo(json.dumps(vars(entered)))
