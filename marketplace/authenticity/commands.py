"""Judges accounts, comments and creators from files; needs no services and no settings."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, TextIO

import click

from marketplace.authenticity.accounts.account import FIELDS as ACCOUNT_FIELDS
from marketplace.authenticity.accounts.account import account_of
from marketplace.authenticity.accounts.judging import judge_account
from marketplace.authenticity.comments.comment import FIELDS as COMMENT_FIELDS
from marketplace.authenticity.comments.comment import comment_of
from marketplace.authenticity.comments.judging import spam_probabilities
from marketplace.authenticity.comments.labelled import labelled_comments
from marketplace.authenticity.comments.model import PLACE, keep
from marketplace.authenticity.comments.training import trained
from marketplace.authenticity.profiles.judging import judge_profiles
from marketplace.authenticity.profiles.profile import FIELDS as PROFILE_FIELDS
from marketplace.authenticity.profiles.profile import profile_of
from marketplace.authenticity.rings.finding import rings_of
from marketplace.authenticity.rings.ties import ties_of
from marketplace.base.json_lines.answering import finish, print_line
from marketplace.base.json_lines.reading import read_lines


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
        print_line({"id": name, "p_fake": round(verdict.p_fake, 6), "reasons": reasons})
    finish(lines)


@authenticity.command("comments")
@click.argument("file", type=click.File("rb"))
def comments(file: BinaryIO) -> None:
    """Say of each comment in FILE (JSON lines; - for standard input) how probably it is spam.

    The comments of a file are compared with each other: what is repeated, and who comments often.
    """
    lines = read_lines(file, COMMENT_FIELDS, comment_of)
    for name, p_spam in zip(lines.found, spam_probabilities(list(lines.found.values())), strict=True):
        print_line({"id": name, "p_spam": round(p_spam, 6)})
    finish(lines)


@authenticity.command("creators")
@click.argument("file", type=click.File("rb"))
def creators(file: BinaryIO) -> None:
    """Say of each creator in FILE (JSON lines; - for standard input) how probably they are authentic, and why.

    A file is one population: its creators are compared for copies and for who comments where.
    """
    lines = read_lines(file, PROFILE_FIELDS, profile_of)
    for name, verdict in judge_profiles(lines.found).items():
        evidence = [
            {
                "sign": sign.name,
                "family": sign.family.value,
                "value": round(sign.value, 4),
                "observations": sign.observations,
                "weight": round(sign.weight, 3),
                "says": sign.says,
            }
            for sign in verdict.signs
        ]
        p, low, high = (round(each, 6) for each in (verdict.p_authentic, verdict.low, verdict.high))
        print_line({"id": name, "p_authentic": p, "low": low, "high": high, "evidence": evidence})
    finish(lines)


@authenticity.command("rings")
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--world", type=click.IntRange(100, 100_000), help="Instead of a file: a made world of so many creators.")
@click.option("--ring", type=click.IntRange(8, 1000), default=30, show_default=True, help="Members hidden in a world.")
@click.option("--seeds", type=click.IntRange(1, 1000), default=5, show_default=True, help="So many worlds.")
@click.option("--first", type=click.IntRange(0), default=1, show_default=True, help="The seed of the first world.")
def rings(file: BinaryIO | None, world: int | None, ring: int, seeds: int, first: int) -> None:
    """Find groups of creators who work together to look liked, in FILE (lines as for creators), with the evidence.

    With --world nothing is read: worlds with a hidden ring are made, and the last line says how much of it was found.
    """
    if world is not None:
        from marketplace.authenticity.evaluating.ring_figures import evaluated_rings

        print_line(evaluated_rings(world, ring, first, seeds, click.echo))
        return
    if file is None:
        raise click.UsageError("Give a FILE, or --world with a number of creators.")
    lines = read_lines(file, PROFILE_FIELDS, profile_of)
    for found in rings_of(ties_of(lines.found)):
        evidence = [
            {"kind": row.kind.value, "share": round(row.share, 4), "of": row.of, "stands": row.stands}
            for row in found.evidence
        ]
        pairs = [list(pair) for pair in found.pairs[:20]]
        print_line({"members": list(found.members), "evidence": evidence, "pairs": pairs, "scripts": found.scripts})
    finish(lines)


@authenticity.command("train-comments")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@click.option("--into", type=click.Path(file_okay=False, exists=True, path_type=Path), help="Instead of the product.")
def train_comments(file: TextIO, into: Path | None) -> None:
    """Learn the weights for comments from FILE, a CSV file with video, author, date, content and spam (1 or 0)."""
    labelled = labelled_comments(file)
    if len({each.is_spam for each in labelled}) < 2:
        raise click.ClickException("The file needs comments of both kinds, spam and not.")
    keep(trained([each.comment for each in labelled], [each.is_spam for each in labelled]), into or PLACE)
    click.echo(f"Learned from {len(labelled)} comments.")


@authenticity.command("evaluate")
@click.argument("folder", type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.option("--rounds", type=click.IntRange(1, 1000), default=6, show_default=True, help="Worlds with fraud in them.")
@click.option("--seed", type=int, default=1, show_default=True)
def evaluate(folder: Path, rounds: int, seed: int) -> None:
    """Measure all three tools on the sets in FOLDER, with fraud put into its real creators; the last line is JSON."""
    from marketplace.authenticity.evaluating.report import evaluated
    from marketplace.authenticity.evaluating.sources import read_sources

    try:
        sources = read_sources(folder)
    except (OSError, KeyError, ValueError) as error:
        raise click.ClickException(f"The folder does not hold the sets: {error}") from error
    print_line(evaluated(sources, rounds, seed, click.echo))
