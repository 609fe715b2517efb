"""Finds copies from the command line and measures how many are found; needs no services and no settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any, TextIO

import click

from marketplace.copies.clusters import Script, clusters_of


@click.group("copies")
def copies() -> None:
    """The same script from many mouths."""


@copies.command("clusters")
@click.argument("file", type=click.File("r", encoding="utf-8"))
def clusters(file: TextIO) -> None:
    """Group the texts in FILE (JSON lines with id, author and text; - for standard input); one line for each.

    A cluster is a number; null for a text that stands alone or is only copied by its own author.
    """
    given, wrong = _read(file)
    found = clusters_of(list(given.values()))
    for name, script in given.items():
        click.echo(json.dumps({"id": name, "cluster": found[script.id]}, ensure_ascii=False))
    for said in wrong:
        click.echo(said, err=True)
    if wrong:
        sys.exit(1)


@copies.command("evaluate")
@click.option("--originals", type=click.IntRange(1, 100_000), default=1000, show_default=True)
@click.option("--paraphrases", type=click.IntRange(1, 100), default=10, show_default=True, help="Of each original.")
@click.option("--others", type=click.IntRange(0, 10_000_000), default=100_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def evaluate_command(originals: int, paraphrases: int, others: int, seed: int) -> None:
    """Recall and false alarms among texts made for it, with time and memory; ends with one line of JSON."""
    from marketplace.copies.evaluating import evaluate

    click.echo(json.dumps(evaluate(originals, paraphrases, others, seed)))


def _read(file: TextIO) -> tuple[dict[str | int, Script], list[str]]:
    """The texts by their ids, and what is wrong with the lines that are none."""
    scripts: dict[str | int, Script] = {}
    wrong: list[str] = []
    for number, line in _lines(file):
        try:
            name, script = _script(json.loads(line))
        except (json.JSONDecodeError, ValueError) as error:
            wrong.append(f"line {number}: {error}")
            continue
        if name in scripts:
            wrong.append(f"line {number}: the id “{name}” stands on an earlier line already.")
            continue
        scripts[name] = script
    return scripts, wrong


def _script(given: Any) -> tuple[str | int, Script]:
    if not isinstance(given, dict):
        raise ValueError("a text is a JSON object with id, author and text.")
    for field in ("id", "author"):
        if not isinstance(given.get(field), str | int) or isinstance(given[field], bool):
            raise ValueError(f"{field}: must be a text or a whole number.")
    if not isinstance(given.get("text"), str):
        raise ValueError("text: must be a text.")
    return given["id"], Script(json.dumps(given["id"]), json.dumps(given["author"]), given["text"])


def _lines(file: TextIO) -> Iterator[tuple[int, str]]:
    return ((number, line) for number, line in enumerate(file, 1) if line.strip())
