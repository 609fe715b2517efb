"""Finds copies from the command line and measures how many are found; needs no services and no settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

import click

from marketplace.base.json_lines import fields
from marketplace.base.json_lines.answering import finish, print_line
from marketplace.base.json_lines.reading import read_lines
from marketplace.copies.clusters import Script, clusters_of

FIELDS = frozenset({"author", "text"})


@click.group("copies")
def copies() -> None:
    """The same script from many mouths."""


@copies.command("clusters")
@click.argument("file", type=click.File("rb"))
def clusters(file: BinaryIO) -> None:
    """Group the texts in FILE (JSON lines with id, author and text; - for standard input); one line for each.

    A cluster is a number; null for a text that stands alone or is only copied by its own author.
    """
    lines = read_lines(file, FIELDS, _script_of)
    found = clusters_of(list(lines.found.values()))
    for name, script in lines.found.items():
        print_line({"id": name, "cluster": found[script.id]})
    finish(lines)


@copies.command("evaluate")
@click.option("--originals", type=click.IntRange(1, 100_000), default=1000, show_default=True)
@click.option("--paraphrases", type=click.IntRange(1, 100), default=10, show_default=True, help="Of each original.")
@click.option("--others", type=click.IntRange(0, 10_000_000), default=100_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def evaluate_command(originals: int, paraphrases: int, others: int, seed: int) -> None:
    """Recall and false alarms among texts made for it, with time and memory; ends with one line of JSON."""
    from marketplace.copies.evaluating import evaluate

    click.echo(json.dumps(evaluate(originals, paraphrases, others, seed)))


def _script_of(given: Mapping[str, Any]) -> Script:
    author, text = fields.needed_name(given, "author"), fields.text(given, "text")
    if text is None:
        raise fields.FieldWrong("text", "must be a text.")
    return Script(json.dumps(given["id"]), json.dumps(author), text)
