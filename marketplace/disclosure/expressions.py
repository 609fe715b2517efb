"""Named parts of regular expressions that the claim rows of several packs share, one file per language.

A row writes `{{de.diseases}}` for the entry `diseases` of `expressions/de.yaml`.
"""

import re
from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import AfterValidator

EXPRESSION_FOLDER = Path(__file__).parent / "expressions"
_NAMED = re.compile(r"\{\{([a-z]{2})\.([a-z-]+)\}\}")


@cache
def _parts_of(language: str) -> dict[str, str]:
    path = EXPRESSION_FOLDER / f"{language}.yaml"
    return dict(yaml.safe_load(path.read_text("utf-8"))) if path.exists() else {}


def filled(expression: str) -> str:
    """The expression with its named parts put in. Raises ValueError for an unknown name or a bad expression."""

    def part(found: re.Match[str]) -> str:
        language, name = found.groups()
        if name not in _parts_of(language):
            raise ValueError(f"no expression is called “{language}.{name}”")
        return f"(?:{_parts_of(language)[name]})"

    whole = _NAMED.sub(part, expression)
    try:
        re.compile(whole)
    except re.error as error:
        raise ValueError(f"“{expression}” is no regular expression: {error}") from error
    return whole


Expression = Annotated[str, AfterValidator(filled)]
"""A regular expression in a pack."""
