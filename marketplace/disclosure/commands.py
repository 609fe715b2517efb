"""Checks captions from the command line and measures the check; needs no services and no settings."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

import click

from marketplace.base.json_lines.answering import print_line
from marketplace.base.json_lines.reading import LineWrong, json_object, numbered
from marketplace.disclosure.check import Caption, Report, check_caption
from marketplace.disclosure.errors import CaptionInvalid, UnknownJurisdiction
from marketplace.disclosure.evaluation import evaluate
from marketplace.disclosure.second_reading.head import Embed, keep_head
from marketplace.disclosure.second_reading.learning import embedded, examples_of, learned, written_examples
from marketplace.disclosure.second_reading.reading import read_again
from marketplace.disclosure.verdicts import Finding
from marketplace.gateways import current

_AGAIN = click.option(
    "--second-reader",
    is_flag=True,
    help="Where the rules find no claim, read by meaning too; what sounds like one goes to a person.",
)


@click.group("disclosure")
def disclosure() -> None:
    """What the law wants a post to say, and whether it does."""


@disclosure.command("check")
@click.argument("file", type=click.File("rb"))
@_AGAIN
def check(file: BinaryIO, second_reader: bool) -> None:
    """Check the captions in FILE (JSON lines; - for standard input) and print one line for each."""
    wrong = 0
    for number, line in numbered(file):
        name = None
        try:
            case = json_object(line)
            name = case.get("id")
            answer = answer_of(case, _embed() if second_reader else None)
        except (LineWrong, CaptionInvalid, UnknownJurisdiction) as error:
            wrong += 1
            answer = {"id": name, "error": f"line {number}: {error}"}
        print_line(answer)
    if wrong:
        click.echo(f"{wrong} lines could not be checked; their answers say why.", err=True)
        sys.exit(1)


@disclosure.command("evaluate")
@click.argument("file", type=click.File("rb"))
@_AGAIN
def evaluate_command(file: BinaryIO, second_reader: bool) -> None:
    """Measure the check against the labelled captions in FILE; the last line is JSON."""
    try:
        measured = evaluate((json_object(line) for _, line in numbered(file)), _embed() if second_reader else None)
    except (LineWrong, CaptionInvalid, KeyError) as error:
        raise click.ClickException(f"The file is no set of labelled captions: {error}") from error
    for row in measured.table():
        click.echo(row)
    print_line(measured.as_json())


@disclosure.command("learn")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def learn(files: tuple[Path, ...]) -> None:
    """Teach the second reader from the labelled captions in FILES and the sentences written for it; minutes."""
    examples = written_examples()
    for path in files:
        with path.open("rb") as file:
            examples += examples_of(path.stem, [json_object(line) for _, line in numbered(file)])
    keep_head(learned(examples, embedded(examples, _embed())))
    click.echo(f"{len(examples)} windows read.")


def _embed() -> Embed:
    return current.embedding().embed_documents


def answer_of(case: Mapping[str, Any], embed: Embed | None = None) -> dict[str, Any]:
    """The answer to one line: the verdicts, their findings and the caption put right; `embed` for a second reading."""
    caption = Caption.from_json(case)
    report = check_caption(caption, jurisdictions_of(case))
    report = read_again(caption, report, embed) if embed else report
    return {"id": case.get("id"), **_answer(report)}


def jurisdictions_of(case: Mapping[str, Any]) -> list[str]:
    """The codes a line names, as a list. Raises CaptionInvalid when there are none."""
    named = case.get("jurisdiction")
    codes = [named] if isinstance(named, str) else named
    if not isinstance(codes, list) or not codes or not all(isinstance(code, str) for code in codes):
        raise CaptionInvalid("jurisdiction: must be a country code or a list of them.")
    return codes


def _answer(report: Report) -> dict[str, Any]:
    fixed = report.fixed
    return {
        "disclosure": {"verdict": report.verdict.value, "findings": [_shown(each) for each in report.findings]},
        "claims": {"verdict": report.claims_verdict.value, "findings": [_shown(each) for each in report.claims]},
        "fixed": {"title": fixed.title, "body": fixed.body, "hashtags": list(fixed.hashtags)} if fixed else None,
    }


def _shown(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "verdict": finding.verdict.value,
        "source": f"{finding.source}: {finding.article}",
        "quote": finding.quote,
        "start": finding.start,
        "end": finding.end,
        "why": finding.why,
        "fix": finding.fix,
        "where": f"frame {finding.frame}" if finding.frame else finding.where.value,
    }
