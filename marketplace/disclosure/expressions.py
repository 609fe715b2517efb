"""Regular expressions that the claim rows of several packs share, by name, one file per language.

A row writes `{{de.diseases}}` for the entry `diseases` of `expressions/de.yaml`, alone or within an expression of its
own; entries may name others. An entry is one expression or a list of them: a row that names a list alone takes each
of its expressions, and within another expression a list stands for any of them.
"""

import re
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from marketplace.base.yaml_files import read_yaml
from marketplace.disclosure.reading.needles import known_of

EXPRESSION_FOLDER = Path(__file__).parent / "expressions"
_NAMED = re.compile(r"\{\{([a-z]{2})\.([a-z-]+)\}\}")


@cache
def _entries_of(language: str) -> dict[str, str | list[str]]:
    path = EXPRESSION_FOLDER / f"{language}.yaml"
    return dict(read_yaml(path)) if path.exists() else {}


def _entry(name: re.Match[str]) -> list[str]:
    entry = _entries_of(name.group(1)).get(name.group(2))
    if entry is None:
        raise ValueError(f"no expression is called “{name.group(1)}.{name.group(2)}”")
    return [entry] if isinstance(entry, str) else entry


@cache
def filled(expression: str) -> str:
    """The expression with its named parts put in. Raises ValueError for an unknown name or a bad expression."""
    whole = _put_in(expression, ())
    try:
        known_of(whole)
    except re.error as error:
        raise ValueError(f"“{expression}” is no regular expression: {error}") from error
    return whole


def _put_in(expression: str, within: tuple[str, ...]) -> str:
    def part(name: re.Match[str]) -> str:
        if name.group() in within:
            raise ValueError(f"“{name.group()}” is made of itself")
        return f"(?:{'|'.join(_put_in(each, (*within, name.group())) for each in _entry(name))})"

    return _NAMED.sub(part, expression)


def taken_apart(expressions: list[str]) -> list[str]:
    """The expressions, with each list that is named alone replaced by what it holds."""
    named = [(each, _NAMED.fullmatch(each)) for each in expressions]
    return [part for each, name in named for part in (_entry(name) if name else [each])]


Expression = Annotated[str, AfterValidator(filled)]
"""A regular expression in a pack."""

Expressions = Annotated[tuple[Expression, ...], BeforeValidator(taken_apart)]
"""Several of them, written out or named."""
