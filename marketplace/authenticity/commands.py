"""Judges accounts, comments and creators from files; needs no services and no settings."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

import click

from marketplace.authenticity.accounts.account import FIELDS as ACCOUNT_FIELDS
from marketplace.authenticity.accounts.account import account_of
from marketplace.authenticity.accounts.judging import judge_account
from marketplace.authenticity.lines.reading import Lines, read_lines


@click.group("authenticity")
def authenticity() -> None:
    """Whether audiences, comments and creators are what they seem."""


@authenticity.command("accounts")
@click.argument("file", type=click.File("rb"))
def accounts(file: BinaryIO) -> None:
    """Say of each account in FILE (JSON lines; - for standard input) how probably it is fake, and why."""
    lines = read_lines(file, ACCOUNT_FIELDS, account_of)
    for name, account in lines.found.items():
        verdict = judge_account(account)
        reasons = [f"{reason.says} (+{reason.weight:.1f})" for reason in verdict.reasons]
        _print({"id": name, "p_fake": round(verdict.p_fake, 6), "reasons": reasons})
    _finish(lines)


def _print(answer: Mapping[str, Any]) -> None:
    said = json.dumps(answer, ensure_ascii=False)
    try:
        click.echo(said.encode())
    except UnicodeEncodeError:  # half a surrogate pair in the input
        click.echo(json.dumps(answer))


def _finish(lines: Lines[Any]) -> None:
    """Says what could not be read; a file with a wrong line ends with 1, its other lines are answered."""
    for said in (*lines.unknown, *lines.wrong):
        click.echo(said, err=True)
    if lines.wrong:
        sys.exit(1)
