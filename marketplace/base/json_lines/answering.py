"""How the open tools answer: a JSON line for each line that could be read, and on stderr what could not."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

import click

from marketplace.base.json_lines.reading import Lines


def print_line(answer: Mapping[str, Any]) -> None:
    """Prints one answer, in UTF-8 wherever it goes."""
    said = json.dumps(answer, ensure_ascii=False)
    try:
        click.echo(said.encode())
    except UnicodeEncodeError:  # half a surrogate pair in the input
        click.echo(json.dumps(answer))


def finish(*files: Lines[Any], named: tuple[str, ...] = ("",)) -> None:
    """Says what could not be read, with the names of the files; a wrong line ends the program with 1."""
    for name, lines in zip(named, files, strict=True):
        for said in (*lines.unknown, *lines.wrong):
            click.echo(f"{name}{said}", err=True)
    if any(lines.wrong for lines in files):
        sys.exit(1)
